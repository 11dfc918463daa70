"""Small data files about a fictional city: a clean one, and ways to spoil it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from shirube.exporters.gate import Report, examine

HEADER: list[Any] = ["municipality_code", "fiscal_year", "facility", "visitors_persons"]
ROWS: list[list[Any]] = [
    ["999997", 2023, "中央図書館", 12300],
    ["999997", 2023, "北公民館", 0],
    ["999997", 2024, "中央図書館", 12856],
    ["999997", 2024, "北公民館", 410],
]
CODEBOOK = "table,column,type,meaning_ja,unit,code_list\r\n" + "".join(
    f"data,{name},{kind},意味,{unit},\r\n"
    for name, kind, unit in zip(
        HEADER, ("text", "integer", "text", "integer"), ("", "", "", "人"), strict=True
    )
)
ABOUT = (
    "item,value,meaning_ja\r\nencoding,UTF-8 (BOM),\r\nschema_version,1.0,\r\ncell,,値がない\r\n"
)


def csv_of(*rows: Sequence[object]) -> bytes:
    """Rows as they are, cells joined by commas: nothing is quoted."""
    lines = "".join(",".join(map(str, row)) + "\r\n" for row in rows)
    return b"\xef\xbb\xbf" + lines.encode()


def report_of(folder: Path, data: bytes, name: str = "data.csv") -> Report:
    """What the rules say of these bytes."""
    (folder / name).write_bytes(data)
    [report] = examine([folder / name])
    return report


def described(folder: Path) -> None:
    """Put a codebook beside."""
    (folder / "codebook.csv").write_bytes(b"\xef\xbb\xbf" + CODEBOOK.encode())
    (folder / "about.csv").write_bytes(b"\xef\xbb\xbf" + ABOUT.encode())


def workbook_report(folder: Path, spoil: Callable[[Worksheet], object]) -> Report:
    """What the rules say of the clean table as a workbook, after ``spoil``."""
    book = Workbook()
    tab = book.active
    assert isinstance(tab, Worksheet)
    tab.title = "visitors"
    tab.append(HEADER)
    for row in ROWS:
        tab.append(row)
    spoil(tab)
    book.save(folder / "data.xlsx")
    [report] = examine([folder / "data.xlsx"])
    return report
