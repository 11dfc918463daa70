"""A file as located text and grids: what every design's reader works on."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property

_MARGINS = re.compile(r"[ \t\u3000]+(?=\n)|\A[\s\u3000]+|[\s\u3000]+\Z")
CellValue = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; in extracted tables tabs separate the cells."""

    no: int  # 1-based, in the whole document
    text: str
    page: int | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of the line, stripped of white space, empty ones kept."""
        return tuple(cell.strip() for cell in self.text.split("\t"))

    def at(self, cell: int | None = None) -> str:
        """The place in words of the plain sheet: ``L57``, ``L57C6`` (1-based), ``p3L57C6``."""
        page = f"p{self.page}" if self.page else ""
        return f"{page}L{self.no}" + (f"C{cell + 1}" if cell is not None else "")


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: a tab of a workbook, a csv file, a ruled table of a PDF page.

    ``rows`` keep the position: rows[0] is the first row of the tab even when it is empty.
    """

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    page: int | None = None

    def at(self, row: int, column: int | None = None) -> str:
        """The place of a 0-based row and column: ``tab!CC3``, ``tab!3`` for a row."""
        cell = f"{column_letters(column) if column is not None else ''}{row + 1}"
        return f"{self.name}!{cell}" if self.name else cell


@dataclass(frozen=True)
class Document:
    """A file that was opened: its name, hash, lines and grids. Readers take what they need."""

    name: str
    sha256: str
    format: str  # text, xlsx, csv, pdf, html
    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    encoding: str | None = None
    pages: int | None = None
    meta: dict[str, str] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """All lines as one text, for recognising a form."""
        return "\n".join(line.text for line in self.lines)


@cache
def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def shown(value: CellValue) -> str:
    """A cell as a person sees it, without the cell's number format: 3089.0 → "3089".

    Text keeps its letters and inner line breaks; spaces at the ends go.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        # Excel shows 15 digits at most: a stored 17757.399999999994 is seen as 17757.4.
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else _plain(f"{value:.15g}")
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return _MARGINS.sub("", str(value))


def _plain(number: str) -> str:
    """1e-07 → 0.0000001: a person never sees an exponent."""
    if "e" not in number:
        return number
    from decimal import Decimal

    return f"{Decimal(number):f}"
