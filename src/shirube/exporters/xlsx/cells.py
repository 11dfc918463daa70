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
from shirube.exporters.remembering import Remembered
from shirube.schema.tables import Column
from shirube.schema.tables.exact import with_exact
from shirube.schema.tables.long_texts import pieces

Cells = Remembered[str]  # cell of CSV → its XML

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


def text_cell(text: str) -> str:
    """The XML of a plain text."""
    space = ' xml:space="preserve"' if text[0] == " " or text[-1] == " " else ""
    return f'<c t="inlineStr"><is><t{space}>{escaped(text)}</t></is></c>'


def _text(text: str) -> str:
    return text_cell(pieces(plain(text))[0]) if text else EMPTY


def _whole(text: str) -> str:
    if not text:
        return EMPTY
    return text_cell(text) if abs(int(text)) >= _EXACT_WHOLE else f"<c><v>{text}</v></c>"


def _answer(text: str) -> str:
    return f'<c t="b"><v>{int(text == "true")}</v></c>' if text else EMPTY


def _decimal(text: str) -> str:
    """Two cells: the number, and its exact digits."""
    if not text:
        return EMPTY * 2
    number = EMPTY if math.isinf(float(text)) else f"<c><v>{text}</v></c>"
    return number + text_cell(text)


class Rows:
    """Makes rows; one for all tables of a workbook."""

    def __init__(self) -> None:
        makers = {"integer": _whole, "boolean": _answer, "decimal": _decimal}
        self._cells = {kind: Cells(make) for kind, make in makers.items()}
        self._texts = Cells(_text)

    def of(self, columns: tuple[Column, ...]) -> tuple[Cells, ...]:
        """How the cells under these columns are written, for ``xml``."""
        return tuple(self._cells.get(column.type, self._texts) for column in columns)

    @staticmethod
    def xml(cells: tuple[Cells, ...], line: list[str]) -> str:
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
