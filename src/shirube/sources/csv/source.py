"""A csv file as one grid, and the same rows as lines with tabs between the cells."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from shirube.sources.document import Document, Grid, Line
from shirube.sources.joining import in_one_line
from shirube.sources.refusing import refusal
from shirube.sources.text.source import decoded

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

SUFFIXES = (".csv", ".tsv")
DELIMITERS = (",", "\t", ";")
MOST_CELLS = 2_000_000
ROWS_TO_JUDGE_BY = 20


def open_csv(data: bytes, name: str, sha256: str) -> Document:
    """The rows of a csv file; the delimiter is the one that divides its first rows alike.

    Rows keep their own width. Raises UnreadableFileError: broken_csv, too_many_cells, and what
    text files raise.
    """
    text, encoding = decoded(data, name)
    rows = tuple(_bounded(text, delimiter_of(text), name))
    lines = tuple(
        Line(no, "\t".join(in_one_line(cell) for cell in row)) for no, row in enumerate(rows, 1)
    )
    return Document(name, sha256, "csv", lines=lines, grids=(Grid("", rows),), encoding=encoding)


def _bounded(text: str, delimiter: str, name: str) -> Iterator[tuple[str, ...]]:
    cells = 0
    reader = _reader(text, delimiter)
    try:
        for row in reader:
            cells += len(row)
            if cells > MOST_CELLS:
                raise refusal("too_many_cells", name, tab="", cells=cells, limit=MOST_CELLS)
            yield tuple(row)
    except csv.Error as error:
        raise refusal("broken_csv", name, f"L{reader.line_num}", reason=error) from error


def delimiter_of(text: str) -> str:
    """By how many of the first rows have one width; a comma in an amount gives many widths."""

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            first = list(islice(_reader(text, delimiter), ROWS_TO_JUDGE_BY))
        except csv.Error:
            return (0, 0)
        widths = Counter(len(row) for row in first if len(row) > 1)
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=evenness)  # the first of the table where two are equal


def _reader(text: str, delimiter: str) -> "CsvReader":
    # Strict: an open quotation mark would otherwise swallow the rest of the file in silence.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
