"""A PDF as lines in reading order, ruled tables among them with tabs between the cells.

A form that was published as PDF is so read by the same reader as its text; the tables are grids,
too (``p3t1`` is the first table of page 3).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from shirube.sources.document import Document, Grid, Line
from shirube.sources.joining import in_one_line
from shirube.sources.pdf.bounds import MOST_PAGE_CONTENT, check_whole, not_a_pdf
from shirube.sources.pdf.writing import Letter, letters_of, written
from shirube.sources.refusing import megabytes, refusal

if TYPE_CHECKING:
    from pdfplumber.page import Page

SUFFIXES = (".pdf",)

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class _Table:
    box: Box
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What one page says."""

    lines: tuple[str, ...]
    tables: tuple[_Table, ...]


def open_pdf(data: bytes, name: str, sha256: str) -> Document:
    """Lines and ruled tables of a PDF with text.

    ``meta["pages_without_text"]`` names pages that are pictures only. Raises UnreadableFileError:
    not_a_pdf, password_protected, scanned_pdf, too_many_pages, too_large_page, zip_bomb.
    """
    pages = check_whole(data, name)
    lines: list[Line] = []
    grids: list[Grid] = []
    silent: list[str] = []
    for number, page in enumerate(_pages(data, name), start=1):
        for text in page.lines:
            lines.append(Line(len(lines) + 1, text, number))
        tables = enumerate(page.tables, start=1)
        grids += (Grid(f"p{number}t{no}", table.rows, number) for no, table in tables)
        if not page.lines:
            silent.append(str(number))
    if not lines:
        raise refusal("scanned_pdf", name)
    meta = {"pages_without_text": "、".join(silent)} if silent else {}
    return Document(name, sha256, "pdf", tuple(lines), tuple(grids), pages=pages, meta=meta)


def _pages(data: bytes, name: str) -> Iterator[_Read]:
    # Half a second to import: only who opens a PDF waits for it.
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    number = 0
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            for number, page in enumerate(document.pages, start=1):
                _require_size(page, name, number)
                yield _page(page)
                page.close()
    except (PDFException, PSException, MalformedPDFException, PdfminerException) as error:
        place = f"p{number}" if number else None
        raise not_a_pdf(name, f"壊れている / damaged: {type(error).__name__}", place) from error


def _require_size(page: "Page", name: str, number: int) -> None:
    size = sum(len(stream.get_data()) for stream in page.page_obj.contents)
    if size > MOST_PAGE_CONTENT:
        limit = megabytes(MOST_PAGE_CONTENT)
        raise refusal("too_large_page", name, f"p{number}", size=megabytes(size), limit=limit)


def _page(page: "Page") -> _Read:
    letters = letters_of(page.chars)
    tables = _tables(page, letters)
    outside = [letter for letter in letters if not any(_inside(letter, t.box) for t in tables)]
    blocks = [(line.top, line.x0, [line.text]) for line in written(outside)]
    blocks += [(table.box[1], table.box[0], _table_lines(table)) for table in tables]
    blocks.sort(key=lambda block: (round(block[0]), block[1]))
    return _Read(tuple(text for _, _, texts in blocks for text in texts), tuple(tables))


def _table_lines(table: _Table) -> list[str]:
    """One line a row, empty rows left out as the text of a PDF leaves them out."""
    lines = ("\t".join(in_one_line(cell) for cell in row) for row in table.rows)
    return [line for line in lines if line.strip()]


def _tables(page: "Page", letters: list[Letter]) -> list[_Table]:
    """Ruled tables from top to bottom. A frame of one cell is a decoration, its text stays text."""
    found: list[_Table] = []
    for table in page.find_tables():
        box = table.bbox  # worked out anew whenever it is asked for
        inside = [letter for letter in letters if _inside(letter, box)]
        rows = tuple(_row(row, inside) for row in table.rows)
        if inside and sum(len(row) for row in rows) > 1:
            found.append(_Table(box, rows))
    # A table drawn inside another's cell has been read with that cell.
    kept = [t for t in found if not any(t is not o and _covers(o.box, t.box) for o in found)]
    return sorted(kept, key=lambda table: (round(table.box[1]), table.box[0]))


def _row(row: Any, letters: list[Letter]) -> tuple[str, ...]:
    """The cells of a row; the places that a merged cell covers are empty."""
    # A cell that spans rows makes the row's box as tall as itself, so its letters are here, too.
    box: Box = row.bbox
    here = [letter for letter in letters if _inside(letter, box)]
    return tuple(_cell(here, cell) if cell else "" for cell in row.cells)


def _cell(letters: list[Letter], box: Box) -> str:
    inside = [letter for letter in letters if _inside(letter, box)]
    return "\n".join(line.text for line in written(inside, cells=False))


def _inside(letter: Letter, box: Box) -> bool:
    x, y = letter.middle
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _covers(outer: Box, inner: Box) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )
