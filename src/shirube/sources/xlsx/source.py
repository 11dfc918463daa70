"""A workbook as located grids, one grid a tab. Macros and links to other files are not touched."""

import io
import zlib

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from shirube.sources.document import CellValue, Document, Grid
from shirube.sources.kinds import OLD_OFFICE, ZIP, kind_of
from shirube.sources.refusing import refusal
from shirube.sources.xlsx.measuring import check_sizes
from shirube.sources.xlsx.unpacking import open_package

SUFFIXES = (".xlsx", ".xlsm")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = "xl/workbook.xml"
_NO_WORKBOOK = "Excel ブックの中身がない zip / a zip without a workbook"

Row = tuple[CellValue, ...]


def open_xlsx(data: bytes, name: str, sha256: str) -> Document:
    """The tabs of a workbook; places are right, empty rows and columns at the end are left out.

    A merged cell has its value in its first cell. Hidden tabs are read and named in
    ``meta["hidden_tabs"]``. Raises UnreadableFileError: password_protected, not_a_workbook,
    zip_bomb, too_many_cells, too_long_text.
    """
    _require_zip(data, name)
    package = open_package(data, name)
    if not any(part.lower() == _WORKBOOK for part in package.parts):
        raise package.damaged(_NO_WORKBOOK)
    try:
        check_sizes(package)
        return _read(data, name, sha256)
    except PasswordError as error:
        raise refusal("password_protected", name) from error
    except (CalamineError, zlib.error, OSError, ValueError) as error:
        raise package.damaged(f"壊れたブック / damaged workbook: {error}") from error
    except BaseException as error:
        # A panic inside the Rust reader arrives as a BaseException of its own kind.
        if type(error).__name__ != "PanicException":
            raise
        raise package.damaged("壊れたブック / damaged workbook") from error


def _require_zip(data: bytes, name: str) -> None:
    kind = kind_of(data)
    if kind == OLD_OFFICE:
        if _ENCRYPTED in data:
            raise refusal("password_protected", name)
        raise refusal("not_a_workbook", name, reason="古い Excel 形式(.xls) / old format .xls")
    if kind != ZIP:
        raise refusal("not_a_workbook", name, reason=f"中身は{kind}")


def _read(data: bytes, name: str, sha256: str) -> Document:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    tabs = [tab for tab in book.sheets_metadata if tab.typ == SheetTypeEnum.WorkSheet]
    grids = tuple(_grid(book.get_sheet_by_name(tab.name)) for tab in tabs)
    hidden = [tab.name for tab in tabs if tab.visible != SheetVisibleEnum.Visible]
    meta = {"hidden_tabs": "、".join(hidden)} if hidden else {}
    return Document(name, sha256, "xlsx", grids=grids, meta=meta)


def _grid(tab: CalamineSheet) -> Grid:
    """Every row from the first one on, all of the same width."""
    if tab.start is None or tab.end is None:
        return Grid(tab.name, ())
    rows: list[Row] = []
    indent: Row = ("",) * tab.start[1]
    blank: Row = ("",) * (tab.end[1] + 1)
    width = filled = 0
    # iter_rows begins in row 1, but in the first column that holds a value.
    for number, cells in enumerate(tab.iter_rows(), start=1):
        last = next((at for at in range(len(cells), 0, -1) if cells[at - 1] != ""), 0)
        rows.append((*indent, *cells) if last else blank)
        if last:
            width, filled = max(width, len(indent) + last), number
    return Grid(tab.name, tuple(row[:width] for row in rows[:filled]))
