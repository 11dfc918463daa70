"""A workbook as located grids, one grid a tab."""

import io

from python_calamine import CalamineWorkbook

from shirube.sources.document import Document, Grid


def open_xlsx(data: bytes, name: str, sha256: str) -> Document:
    """The tabs of a workbook, empty rows and columns kept so that places are right."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    grids = tuple(_grid(book, tab) for tab in book.sheet_names)
    return Document(name, sha256, "xlsx", grids=grids)


def _grid(book: CalamineWorkbook, tab: str) -> Grid:
    rows = book.get_sheet_by_name(tab).to_python(skip_empty_area=False)
    return Grid(tab, tuple(tuple(row) for row in rows))
