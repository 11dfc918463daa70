"""``datapackage.json``: what the files of format csv hold, as Data Package v2 says it."""

import json
from collections.abc import Iterable, Iterator
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from shirube.exporters.describing.model import DataFile, Dataset
from shirube.exporters.describing.schema_org import LICENCES
from shirube.exporters.describing.tables import CELLS, Described, closed_codes, meaning
from shirube.exporters.describing.words import Both, description, keywords, title
from shirube.schema.tables import Column

Json = dict[str, object]
_PROFILES = "https://datapackage.org/profiles/2.0/"
_TYPES = {
    "text": "string",
    "code": "string",
    "integer": "integer",
    "decimal": "number",
    "boolean": "boolean",
    "date": "date",
    "list": "string",  # the profile of v2.0 does not know the type "list" that its text describes
}
_LICENCES = (
    {"name": "PDL-1.0", "path": LICENCES[0], "title": "公共データ利用規約(第1.0版)"},
    {"name": "CC-BY-4.0", "path": LICENCES[1], "title": "CC BY 4.0"},
)
_DIALECT = {
    "$schema": f"{_PROFILES}tabledialect.json",
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
}


def descriptor(dataset: Dataset, tables: Iterable[Described]) -> bytes:
    """The description. The sizes and hashes of the files come from ``dataset.files``, whose names
    must be those of the tables' files.
    """
    files = {file.path: file for file in dataset.files}
    said, told = title(dataset), description(dataset)
    found: Json = {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": _name(dataset),
        "id": uuid5(NAMESPACE_URL, f"urn:shirube:{dataset.ident}").urn,
        "title": _both(said),
        "description": "\n\n".join((told.ja, told.en, CELLS.ja, CELLS.en)),
        "keywords": list(dict.fromkeys(word for both in keywords(dataset) for word in both)),
        "licenses": list(_LICENCES),
        **dict(_known(dataset)),
        "resources": [_resource(table, files.get(table.file)) for table in tables],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _name(dataset: Dataset) -> str:
    """``132217-2019``: a name may hold small letters, digits and a few signs."""
    return quote(dataset.ident.replace("/", "-").replace(",", "."), safe="")


def _known(dataset: Dataset) -> Iterator[tuple[str, object]]:
    names = [one.name for one in dataset.contents.municipalities]
    if names:
        yield "contributors", [{"title": name, "roles": ["publisher"]} for name in names]
        yield "sources", [{"title": f"{name}の行政評価シート"} for name in names]
    if dataset.number is not None:
        yield "version", f"{dataset.contents.period}-{dataset.number}"
    if dataset.modified is not None:
        yield "created", f"{dataset.modified.isoformat()}T00:00:00+09:00"
    if dataset.places.page.startswith(("https:", "http:")):
        yield "homepage", dataset.places.page


def _resource(table: Described, file: DataFile | None) -> Json:
    known: Json = {}
    if file is not None and file.size is not None:
        known["bytes"] = file.size
    if file is not None and file.sha256 is not None:
        known["hash"] = f"sha256:{file.sha256}"
    return {
        "$schema": f"{_PROFILES}dataresource.json",
        "name": table.name,
        "type": "table",
        "path": table.file,
        "title": _both(table.title),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **known,
        "dialect": _DIALECT,
        "schema": _schema(table),
    }


def _schema(table: Described) -> Json:
    found: Json = {
        "$schema": f"{_PROFILES}tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        found["primaryKey"] = list(table.key)
    if table.refers:
        found["foreignKeys"] = [
            {"fields": list(here), "reference": {"resource": name, "fields": list(there)}}
            for here, name, there in table.refers
        ]
    return found


def _field(column: Column) -> Json:
    said = meaning(column)
    found: Json = {
        "name": column.name,
        "title": _both(Both(column.label_ja, column.label_en)),
        "description": "\n".join(word for word in said if word),
        "type": _TYPES[column.type],
        "format": "default",
    }
    return found | dict(_rules(column))


def _rules(column: Column) -> Iterator[tuple[str, object]]:
    codes = closed_codes(column)
    constraints: dict[str, object] = {"required": True} if column.required else {}
    if codes:
        constraints["enum"] = [code for code, _ in codes]
        yield "categories", [{"value": code, "label": _both(words)} for code, words in codes]
    if constraints:
        yield "constraints", constraints
    if column.type == "list":
        yield "separator", "|"
    if column.type == "boolean":
        yield "trueValues", ["true"]
        yield "falseValues", ["false"]
    if column.unit:
        yield "unit", column.unit
    if column.unit_column:
        yield "unitField", column.unit_column


def _both(words: Both) -> str:
    """In one text, since the standard has one title: 目標値 / target."""
    return " / ".join(dict.fromkeys(words))
