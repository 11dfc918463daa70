"""Lines of CSV made of cells."""

from collections.abc import Iterable
from operator import getitem

from shirube.exporters.remembering import Remembered
from shirube.schema.tables import Cell, Column, Line, encode

Cells = Remembered[Cell]


def _field(cell: Cell) -> str:
    text = encode(cell)
    if "," in text or '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return text


class Lines:
    """Makes lines; one for all tables of an export."""

    def __init__(self, end: str) -> None:
        self._end = end
        # To a dict 1 and true are one key, so numbers and answers are remembered apart.
        self._cells = {kind: Cells(_field) for kind in ("integer", "boolean", "")}

    def of(self, columns: Iterable[Column]) -> tuple[Cells, ...]:
        """How the cells under these columns are written, for ``text``."""
        return tuple(self._cells.get(column.type, self._cells[""]) for column in columns)

    def text(self, cells: tuple[Cells, ...], line: Line) -> str:
        """A line with its end."""
        return ",".join(map(getitem, cells, line)) + self._end
