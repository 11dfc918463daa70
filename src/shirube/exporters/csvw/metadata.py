"""``csv-metadata.json``: what the files of format csv hold, as CSV on the Web says it."""

import json
import re
from collections.abc import Iterable, Iterator

from shirube.exporters.describing.model import Dataset
from shirube.exporters.describing.schema_org import LICENCES
from shirube.exporters.describing.tables import CELLS, Described, closed_codes, meaning
from shirube.exporters.describing.words import Both, description, keywords, title
from shirube.schema.tables import Column

Json = dict[str, object]
_TYPES: dict[str, object] = {
    "text": "string",
    "code": "string",
    "integer": "integer",
    "decimal": "decimal",
    "boolean": {"base": "boolean", "format": "true|false"},
    "date": {"base": "date", "format": "yyyy-MM-dd"},
    "list": "string",
}
_DIALECT = {
    "encoding": "utf-8",
    "delimiter": ",",
    "lineTerminators": ["\r\n"],
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
    "headerRowCount": 1,
    "commentPrefix": None,
    "skipInitialSpace": False,
    "trim": False,
}


def metadata(dataset: Dataset, tables: Iterable[Described]) -> bytes:
    """The description of a group of tables, to lie beside them."""
    found: Json = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "ja"}],
        "dc:title": _said(title(dataset)),
        "dc:description": _said(description(dataset)),
        "dc:license": [{"@id": address} for address in LICENCES],
        "dc:identifier": f"urn:shirube:{dataset.ident}",
        "dc:language": "ja",
        "dcat:keyword": list(dict.fromkeys(word for both in keywords(dataset) for word in both)),
        **dict(_known(dataset)),
        "dialect": _DIALECT,
        "tables": [_table(table) for table in tables],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _said(words: Both) -> list[Json]:
    return [{"@value": words.ja, "@language": "ja"}, {"@value": words.en, "@language": "en"}]


def _known(dataset: Dataset) -> Iterator[tuple[str, object]]:
    names = [one.name for one in dataset.contents.municipalities]
    if names:
        yield "dc:publisher", names
    if dataset.number is not None:
        yield "schema:version", str(dataset.number)
    if dataset.modified is not None:
        day = {"@value": dataset.modified.isoformat(), "@type": "xsd:date"}
        yield "dc:modified", day


def _table(table: Described) -> Json:
    schema: Json = {"columns": [_column(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.refers:
        schema["foreignKeys"] = [
            {
                "columnReference": list(here),
                "reference": {"resource": f"{name}.csv", "columnReference": list(there)},
            }
            for here, name, there in table.refers
        ]
    return {
        "url": table.file,
        "dc:title": _said(table.title),
        "dc:description": _said(CELLS),
        "tableSchema": schema,
    }


def _column(column: Column) -> Json:
    # The header of the file is the name; a title in no language says so, the labels are for people.
    titles = {"und": column.name, "ja": column.label_ja, "en": column.label_en}
    found: Json = {"name": column.name, "titles": titles, "datatype": _datatype(column)}
    if column.type == "list":
        found |= {"separator": "|"}
    if column.required:
        found |= {"required": True}
    said = meaning(column)
    return found | {"null": [""]} | ({"dc:description": _said(said)} if said.ja else {})


def _datatype(column: Column) -> object:
    codes = [re.escape(code) for code, _ in closed_codes(column)]
    if codes:
        return {"base": "string", "format": f"({'|'.join(codes)})"}
    return _TYPES[column.type]
