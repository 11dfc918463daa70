"""The data files of an edition by format: what each is, who it is for, its files and their size."""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from shirube.exporters.describing import DataFile as Described
from shirube.exporters.describing.files import file_title
from shirube.exporters.describing.words import Both

Language = Literal["ja", "en"]
KILOBYTE = 1024


class Section(NamedTuple):
    """A format. ``places`` are files, or folders ending in "/"; a file stands in the section that
    names it, else in that of its folder. Files of a ``folded`` section are seen once it is opened.
    """

    key: str
    title: Both
    what: Both
    whom: Both
    places: tuple[str, ...]
    folded: bool = False


SECTIONS = (
    Section(
        "xlsx",
        Both("Excel(xlsx)", "Excel (xlsx)"),
        Both(
            "すべての表を1つのブックにまとめたもの。1枚のシートが1つの表です。",
            "All tables in one workbook, a worksheet a table.",
        ),
        Both("表計算ソフトで見たい人に。", "For whoever works with a spreadsheet."),
        ("xlsx/",),
    ),
    Section(
        "csv",
        Both("CSV", "CSV"),
        Both(
            "1つのファイルが1つの表。UTF-8(BOM付き)、改行はCRLF。列と符号の説明も表です。",
            "One file a table. UTF-8 with BOM, CRLF. Columns and codes are explained in tables.",
        ),
        Both("Excel、R、pandas で使う人に。", "For Excel, R, pandas."),
        ("csv/",),
    ),
    Section(
        "datapackage",
        Both("Data Package", "Data Package"),
        Both(
            "CSVの表、列、型、表どうしのつながりの記述(Data Package v2)。",
            "Describes tables, columns, types and links of the CSV files (Data Package v2).",
        ),
        Both("表を自動で検査し、取り込む人に。", "For whoever checks and loads tables by program."),
        ("csv/datapackage.json",),
    ),
    Section(
        "csvw",
        Both("CSV on the Web", "CSV on the Web"),
        Both("W3Cの方式による、CSVの同じ記述。", "The same description, as W3C recommends it."),
        Both("ほかのデータとつなげる人に。", "For whoever links data with other data."),
        ("csv/csv-metadata.json",),
    ),
    Section(
        "parquet",
        Both("Parquet", "Parquet"),
        Both("同じ表を、型を付けて圧縮したもの。", "The same tables, typed and compressed."),
        Both("DuckDB などで大量に分析する人に。", "For analysing much at once, as with DuckDB."),
        ("parquet/",),
        folded=True,
    ),
    Section(
        "json",
        Both("JSON", "JSON"),
        Both(
            "シートを様式のまとまりのまま並べたものと、その形の定義(JSON Schema)。",
            "The sheets as they are, and the schema of their form.",
        ),
        Both("シート単位で扱うプログラムを書く人に。", "For programs that work sheet by sheet."),
        ("sheets.json", "sheet.schema.json"),
    ),
    Section(
        "stratml",
        Both("StratML", "StratML"),
        Both(
            "計画と実績を国際規格(StratML Part 2)で書いたもの。",
            "Plan and results in the international standard StratML Part 2.",
        ),
        Both("各国の計画を並べて調べる人に。", "For whoever compares plans across countries."),
        ("stratml/",),
    ),
    Section(
        "dcat",
        Both("データの目録", "Catalogue"),
        Both(
            "この版のすべてのデータの目録(DCAT-AP と schema.org)。",
            "All data of this edition as DCAT-AP and schema.org.",
        ),
        Both("データカタログや検索サイトに。", "For data portals and search engines."),
        ("catalog.jsonld", "catalog.ttl", "dataset.jsonld"),
    ),
)
_BY_PLACE = {place: section.key for section in SECTIONS for place in section.places}


def sections(files: Iterable[tuple[str, int]], root: str, language: Language) -> list[Any]:
    """What the page shows of (path, size in bytes); ``root`` leads to the edition. A file of no
    format (the pages' own) is not among them.
    """
    by_key: dict[str, list[tuple[str, int]]] = {section.key: [] for section in SECTIONS}
    for path, size in files:
        folder = path.partition("/")[0] + "/"
        key = _BY_PLACE.get(path) or _BY_PLACE.get(folder)
        if key is not None:
            by_key[key].append((path, size))
    return [
        {
            "key": one.key,
            "folded": one.folded,
            "title": _said(one.title, language),
            "what": _said(one.what, language),
            "whom": _said(one.whom, language),
            "size": shown_size(sum(size for _, size in by_key[one.key])),
            "files": [_file(path, size, root, language) for path, size in by_key[one.key]],
        }
        for one in SECTIONS
        if by_key[one.key]
    ]


def shown_size(size: int) -> str:
    """Bytes as a person compares them."""
    return f"{max(1, round(size / KILOBYTE)):,} KB"


def _file(path: str, size: int, root: str, language: Language) -> dict[str, str]:
    about = _said(file_title(Described(path)), language)
    return {"href": root + path, "name": path, "about": about, "size": shown_size(size)}


def _said(both: Both, language: Language) -> str:
    return both.ja if language == "ja" else both.en
