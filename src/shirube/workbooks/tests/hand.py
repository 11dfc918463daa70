"""A hand that fills a workbook as a person at Excel does: it finds a field, it types."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell

from shirube.workbooks.keys import BEGINS, read_line

Do = Callable[[Any], None]


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tabs(book: Any) -> list[Any]:
    """The tabs that hold a sheet."""
    return [tab for tab in book if str(tab["A1"].value or "").startswith(BEGINS)]


def field(book: Any, address: str, sheet: int = 0) -> Cell:
    """The cell of a field in one of the sheets."""
    for tab in tabs(book)[sheet:]:
        columns = {cell.value: cell.column for cell in tab[1][1:]}
        for row in range(2, tab.max_row + 1):
            for name, key in (read_line(str(tab.cell(row, 1).value or "")) or {}).items():
                if key.address == address:
                    cell: Cell = tab.cell(row, columns[name])
                    return cell
    raise KeyError(address)


def addresses(book: Any) -> list[str]:
    """Every field that may be typed into, in the order of the form."""
    return [
        key.address
        for tab in tabs(book)
        for row in range(2, tab.max_row + 1)
        for key in (read_line(str(tab.cell(row, 1).value or "")) or {}).values()
        if not key.fixed
    ]


def filled(data: bytes, texts: dict[str, Any], sheet: int = 0) -> bytes:
    """The workbook with these texts typed into the fields of one of its sheets."""
    book = opened(data)
    for address, text in texts.items():
        field(book, address, sheet).value = text
    return saved(book)


def changed(data: bytes, do: Do) -> bytes:
    """The workbook after something was done to it."""
    book = opened(data)
    do(book)
    return saved(book)
