"""What a data file is called and what kind of bytes it holds, from its path."""

from pathlib import PurePosixPath
from typing import NamedTuple

from shirube.exporters.describing.model import DataFile
from shirube.exporters.describing.words import Both
from shirube.schema.tables import TABLES


class Kind(NamedTuple):
    """A kind of bytes. ``address`` names it: in the EU's list of file types, or its own home; ""
    where there is none.
    """

    word: str
    media_type: str
    address: str = ""


_EU = "http://publications.europa.eu/resource/authority/file-type/"
KINDS = {
    ".csv": Kind("CSV", "text/csv", f"{_EU}CSV"),
    ".json": Kind("JSON", "application/json", f"{_EU}JSON"),
    ".jsonl": Kind("JSON Lines", "application/jsonl", "https://jsonlines.org/"),
    ".xlsx": Kind(
        "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", f"{_EU}XLSX"
    ),
    ".parquet": Kind("Parquet", "application/vnd.apache.parquet", "https://parquet.apache.org/"),
    ".xml": Kind("XML", "application/xml", f"{_EU}XML"),
    ".jsonld": Kind("JSON-LD", "application/ld+json", f"{_EU}JSON_LD"),
    ".ttl": Kind("Turtle", "text/turtle", f"{_EU}RDF_TURTLE"),
    ".zip": Kind("ZIP", "application/zip", f"{_EU}ZIP"),
}
# Names that IANA keeps; a media type that it does not know is not written as one of its addresses.
NOT_AT_IANA = frozenset({"application/jsonl"})

_NAMED = {
    "codebook": Both("表と列の説明(コードブック)", "Codebook of all tables and columns"),
    "codes": Both("符号の一覧と意味", "Code lists"),
    "about": Both("このデータについて", "About these data"),
    "datapackage": Both("Data Package の記述", "Data Package descriptor"),
    "csv-metadata": Both("CSVW の記述", "CSVW metadata"),
    "sheet.schema": Both("シートの JSON Schema", "JSON Schema of a sheet"),
    "tables": Both("すべての表", "All tables"),
    "dataset": Both("検索サイトのための説明", "Description for search engines"),
    "catalog": Both("DCAT の目録", "DCAT catalogue"),
}
DATA_PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"
CSVW = "https://www.w3.org/TR/tabular-metadata/"
STRATML = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
_STANDARDS = {"datapackage.json": DATA_PACKAGE, "csv-metadata.json": CSVW}


def kind_of(file: DataFile) -> Kind:
    """The kind of bytes; of an unknown suffix the stated media type, by its own name."""
    path = PurePosixPath(file.path)
    stated = file.media_type.partition(";")[0]
    known = KINDS.get(path.suffix)
    if known and stated in ("", known.media_type):
        return known
    return Kind(path.suffix.removeprefix(".").upper(), stated or "application/octet-stream")


def file_title(file: DataFile) -> Both:
    """指標の値(CSV)."""
    path, word = PurePosixPath(file.path), kind_of(file).word
    # A table that passes a format's limit of rows goes on in "indicator_values-2".
    stem, _, more = path.stem.partition("-")
    table = TABLES.get(path.stem) or (TABLES.get(stem) if more.isdigit() else None)
    if table is not None:
        part = f" {more}" if path.stem not in TABLES else ""
        return Both(f"{table.label_ja}{part}({word})", f"{table.label_en}{part} ({word})")
    if path.suffix == ".xml":
        return Both("計画と実績(StratML)", "Plan and results (StratML)")
    named = _NAMED.get(path.stem)
    if named is not None:
        return Both(f"{named.ja}({word})", f"{named.en} ({word})")
    return Both(f"{path.stem}({word})", f"{path.stem} ({word})")


def standard(file: DataFile) -> str | None:
    """The address of the standard that the file follows beyond its format."""
    path = PurePosixPath(file.path)
    return STRATML if path.suffix == ".xml" else _STANDARDS.get(path.name)
