"""Cells of CSV as cells of a worksheet, in XML.

A cell has no address: it stands behind the one before it, as the format allows, and the row of a
thousand is written like the row of ten. Texts stand in their cells (``inlineStr``), so that nothing
has to be kept while a million rows go by.
"""

import math
import re
from collections.abc import Iterator
from operator import getitem

from shirube.basics.spreadsheet_xml import escaped
from shirube.schema.tables import Column
from shirube.schema.tables.exact import with_exact

MOST_KEPT = 20_000  # cells whose XML is remembered
LONGEST_KEPT = 100  # letters; a longer text hardly comes twice
MOST_LETTERS = 32_767  # in a cell of Excel, counted in UTF-16
PIECE = 16_000  # letters of a longer text in one cell; of the widest letters Excel counts two
GOES_ON = r"\+"  # at the end of a cell whose text goes on in the worksheet long_texts

EMPTY = "<c/>"
# A mark that keeps a spreadsheet from running a CSV cell; here a text is a text.
_FORMULA_MARK = re.compile(r"\\(?=[=+@-])")
_SIGN = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # read by some programs as another letter
_EXACT_WHOLE = 10**15  # Excel keeps 15 digits


def plain(text: str) -> str:
    """A cell of CSV as it stands here: no mark before =, + and @, ``_x0041_`` not misread."""
    if text.startswith("\\"):
        text = _FORMULA_MARK.sub("", text, count=1) if _FORMULA_MARK.match(text) else text
    return _SIGN.sub(r"\\u005f", text) if "_x" in text else text


def pieces(text: str) -> list[str]:
    """A plain text, cut where it is longer than a cell; every piece but the last ``GOES_ON``."""
    if len(text) <= MOST_LETTERS // 2 or _letters(text) <= MOST_LETTERS:
        return [text]
    found = []
    while len(text) > PIECE:
        # A mark of two letters stays whole: \ and n would be read as something else.
        cut = PIECE - (len(text[:PIECE]) - len(text[:PIECE].rstrip("\\"))) % 2
        found.append(text[:cut] + GOES_ON)
        text = text[cut:]
    return [*found, text]


def text_cell(text: str) -> str:
    """The XML of a plain text."""
    space = ' xml:space="preserve"' if text[0] == " " or text[-1] == " " else ""
    return f'<c t="inlineStr"><is><t{space}>{escaped(text)}</t></is></c>'


def _letters(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Cells(dict[str, str]):
    """Cell of CSV → its XML; remembers some, however many there are."""

    def __missing__(self, text: str) -> str:
        xml = self._xml(text) if text else self._empty()
        if len(text) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[text] = xml
        return xml

    def _xml(self, text: str) -> str:
        return text_cell(pieces(plain(text))[0])

    def _empty(self) -> str:
        return EMPTY


class _Whole(_Cells):
    def _xml(self, text: str) -> str:
        if abs(int(text)) >= _EXACT_WHOLE:
            return text_cell(text)
        return f"<c><v>{text}</v></c>"


class _Answer(_Cells):
    def _xml(self, text: str) -> str:
        return f'<c t="b"><v>{int(text == "true")}</v></c>'


class _Decimal(_Cells):
    """Two cells: the number, and its exact digits."""

    def _xml(self, text: str) -> str:
        number = EMPTY if math.isinf(float(text)) else f"<c><v>{text}</v></c>"
        return number + text_cell(text)

    def _empty(self) -> str:
        return EMPTY * 2


class Rows:
    """Makes rows; one for all tables of a workbook."""

    def __init__(self) -> None:
        self._cells = {"integer": _Whole(), "boolean": _Answer(), "decimal": _Decimal()}
        self._texts = _Cells()

    def of(self, columns: tuple[Column, ...]) -> tuple[_Cells, ...]:
        """How the cells under these columns are written, for ``xml``."""
        return tuple(self._cells.get(column.type, self._texts) for column in columns)

    @staticmethod
    def xml(cells: tuple[_Cells, ...], line: list[str]) -> str:
        """A row, of the cells of CSV."""
        return f"<row>{''.join(map(getitem, cells, line))}</row>"


def names(columns: tuple[Column, ...]) -> list[str]:
    """The header: a decimal has a second column."""
    return [column.name for column in with_exact(columns)]


def long_cells(columns: tuple[Column, ...], line: list[str]) -> Iterator[tuple[str, int, str]]:
    """Column, number of the piece (from 2) and the piece, of texts that are longer than a cell."""
    for column, text in zip(columns, line, strict=True):
        for number, piece in enumerate(pieces(plain(text))[1:], start=2):
            yield column.name, number, piece
