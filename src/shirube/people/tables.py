"""Tables as people paste or type them: rows of cells with their line, and what is wrong by line."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shirube.basics.japanese_text import nfkc
from shirube.people.permissions import Refused
from shirube.sources.document import Document, shown

_LOOKED_AT = 10  # lines that tell what stands between the cells
MOST_ROWS = 5000


def as_text(document: Document) -> str:
    """The first table of a file as text with tabs; its rows keep their lines. Raises Refused."""
    if not document.grids:
        raise Refused("このファイルに表がありません。csvかxlsxを選んでください。", "No table.")
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for row in document.grids[0].rows:
        writer.writerow([shown(cell) for cell in row])
    return out.getvalue()


class Trouble(NamedTuple):
    """What is wrong in a line, and how to mend it. Line 0 is the table as a whole."""

    line: int
    ja: str
    en: str

    def text(self, language: str = "ja") -> str:
        """With its place, in one language."""
        if language == "ja":
            return f"{self.line}行目: {self.ja}" if self.line else self.ja
        return f"Line {self.line}: {self.en}" if self.line else self.en


class Row(NamedTuple):
    """The cells of a line, stripped; ``line`` counts from 1."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """The cell of a column, empty where there is none."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


def rows_of(text: str) -> list[Row]:
    """The rows that hold something: cells between tabs (Excel), else commas, else wide spaces."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return [row for row in _split(lines) if any(row.cells)]


def _split(text: str) -> Iterator[Row]:
    # A title may stand above the headings.
    head = [line for line in text.split("\n") if line.strip()][:_LOOKED_AT]
    commas = 2 * sum("," in line for line in head) > len(head)
    mark = "\t" if any("\t" in line for line in head) else "," if commas else None
    if mark is None:
        for number, typed in enumerate(text.split("\n"), start=1):
            yield Row(number, tuple(_even(one) for one in re.split(r"\u3000+| {2,}|,", typed)))
        return
    reader = csv.reader(text.splitlines(keepends=True), delimiter=mark)
    line = 1
    for cells in reader:
        yield Row(line, tuple(_even(cell) for cell in cells))
        line = reader.line_num + 1


def _even(cell: str) -> str:
    """White space as one space; Excel breaks lines in a cell."""
    return re.sub(r"\s+", " ", cell).strip()


def heading(text: str) -> str:
    """A heading to compare: widths evened, no white space, no case."""
    return re.sub(r"\s+", "", nfkc(text)).lower()


def code_of(text: str) -> str:
    """A number as people type it: ２１ → 21."""
    return re.sub(r"\s+", "", nfkc(text))


_DATED = re.compile(r"\d+月\d+日|\d{1,2}-[A-Za-z]{3}|\d{4}/\d{1,2}/\d{1,2}")


def became_a_date(code: str) -> bool:
    """Excel makes 1月2日 of a number typed as 1-2."""
    return _DATED.fullmatch(nfkc(code)) is not None


def column_of(head: Sequence[str], names: Sequence[str]) -> int | None:
    """The first column that is called one of these."""
    known = {heading(name) for name in names}
    return next((n for n, name in enumerate(head) if heading(name) in known), None)
