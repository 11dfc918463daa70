"""Lines of CSV made of cells, fast: a million lines say the same few words again and again."""

from collections.abc import Iterable
from operator import getitem

from shirube.schema.tables import Cell, Column, Line, encode

MOST_KEPT = 20_000  # cells whose text is remembered
LONGEST_KEPT = 100  # letters; a longer text hardly comes twice


class Cells(dict[Cell, str]):
    """Cell → how it stands in CSV; remembers some, however many there are."""

    def __missing__(self, cell: Cell) -> str:
        text = encode(cell)
        if "," in text or '"' in text:
            text = '"' + text.replace('"', '""') + '"'
        if len(self) >= MOST_KEPT:
            self.clear()
        if len(text) <= LONGEST_KEPT:
            self[cell] = text
        return text


class Lines:
    """Makes lines; one for all tables of an export."""

    def __init__(self, end: str) -> None:
        self._end = end
        # To a dict 1 and true are one key, so numbers and answers are remembered apart.
        self._cells = {"integer": Cells(), "boolean": Cells(), "": Cells()}

    def of(self, columns: Iterable[Column]) -> "tuple[Cells, ...]":
        """How the cells under these columns are written, for ``text``."""
        return tuple(self._cells.get(column.type, self._cells[""]) for column in columns)

    def text(self, cells: tuple[Cells, ...], line: Line) -> str:
        """A line with its end."""
        return ",".join(map(getitem, cells, line)) + self._end
