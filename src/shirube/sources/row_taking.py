"""``Takings`` for tables with one sheet a row: which cells of the row found a field."""

from collections.abc import Iterable

from shirube.basics.japanese_text import squeeze
from shirube.sources.document import Grid, column_letters, shown
from shirube.sources.taking import Coverage, Remainder


class RowTakings:
    """The cells of one row of a grid as text, and an account of those that were used."""

    def __init__(self, grid: Grid, row: int) -> None:
        self.row = row
        self.texts = [shown(cell) for cell in grid.rows[row]]
        self._before = f"{grid.name}!" if grid.name else ""
        self._no = str(row + 1)
        self._marks: dict[int, bool] = {}  # True placed, False form

    def take(self, column: int | None) -> str:
        """The text of a cell, which goes into a field; "" for no column or a short row."""
        if column is None or column >= len(self.texts):
            return ""
        self._marks.setdefault(column, True)
        return self.texts[column]

    def furniture(self, columns: Iterable[int]) -> None:
        """These cells are the form's own print."""
        for column in columns:
            self._marks.setdefault(column, False)

    def leave(self, column: int) -> None:
        """A cell that was looked at and found no field after all: it will be in ``rest``."""
        self._marks.pop(column, None)

    def at(self, column: int | None = None) -> str:
        """``tab!CC3``, or ``tab!3`` for the whole row."""
        # as Grid.at, without making the same letters for every row
        letters = "" if column is None else column_letters(column)
        return f"{self._before}{letters}{self._no}"

    def rest(self) -> list[Remainder]:
        """Cells with text that nobody took, in order."""
        return [
            Remainder(text, self.at(column))
            for column, text in enumerate(self.texts)
            if text and column not in self._marks
        ]

    def coverage(self) -> Coverage:
        """Counts of characters by where they went."""
        placed = furniture = unplaced = 0
        for column, text in enumerate(self.texts):
            # most cells of such tables are numbers, which squeezing does not change
            size = len(text) if text.isascii() and text.isalnum() else len(squeeze(text))
            mark = self._marks.get(column)
            placed += size if mark else 0
            furniture += size if mark is False else 0
            unplaced += size if mark is None else 0
        return Coverage(placed, furniture, unplaced)
