"""Making cells fast: a million rows say the same few words again and again."""

from collections.abc import Callable, Hashable
from typing import TypeVar

MOST_KEPT = 20_000  # cells that are remembered
LONGEST_KEPT = 100  # letters; a longer text hardly comes twice

Cell = TypeVar("Cell", bound=Hashable)


class Remembered(dict[Cell, str]):
    """Cell → what ``make`` makes of it; remembers some, however many there are.

    Made for ``map(getitem, remembered, cells)``, which takes a row without a step of Python.
    """

    def __init__(self, make: Callable[[Cell], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, cell: Cell) -> str:
        made = self._make(cell)
        if len(made) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[cell] = made
        return made
