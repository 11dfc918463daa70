"""Keeping account of what a reader has used, so that whatever remains is reported, never lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from shirube.basics.japanese_text import squeeze
from shirube.sources.document import Line


@dataclass(frozen=True, slots=True)
class Remainder:
    """Text that no field took, with its place."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where a source's characters went (white space not counted)."""

    placed: int  # in a field of the sheet
    furniture: int  # labels, headings and legends of the form
    unplaced: int

    @property
    def share(self) -> float:
        """Part of the characters that are neither furniture nor lost: 1.0 is everything."""
        content = self.placed + self.unplaced
        return self.placed / content if content else 1.0

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(
            self.placed + other.placed,
            self.furniture + other.furniture,
            self.unplaced + other.unplaced,
        )


@dataclass
class Takings:
    """Marks cells of lines as placed (went into a field) or furniture (printed by the form).

    A cell is (line, index). Whatever was not marked when reading ends is ``rest()``.
    """

    lines: Sequence[Line]
    _marks: dict[tuple[int, int], bool] = field(default_factory=dict)  # True placed, False form

    def place(self, line: Line, *cells: int) -> None:
        """These cells went into a field; without cells the whole line."""
        self._mark(line, cells, placed=True)

    def furniture(self, line: Line, *cells: int) -> None:
        """These cells are the form's own print; without cells what is left of the line."""
        self._mark(line, cells, placed=False)

    def _mark(self, line: Line, cells: Iterable[int], *, placed: bool) -> None:
        for cell in tuple(cells) or range(len(line.cells)):
            self._marks.setdefault((line.no, cell), placed)

    def rest(self) -> list[Remainder]:
        """The cells that nobody took, in order, empty ones left out."""
        return [
            Remainder(text, line.at(index))
            for line in self.lines
            for index, text in enumerate(line.cells)
            if squeeze(text) and (line.no, index) not in self._marks
        ]

    def coverage(self) -> Coverage:
        """Counts of characters by where they went."""
        placed = furniture = unplaced = 0
        for line in self.lines:
            for index, text in enumerate(line.cells):
                size = len(squeeze(text))
                mark = self._marks.get((line.no, index))
                placed += size if mark else 0
                furniture += size if mark is False else 0
                unplaced += size if mark is None else 0
        return Coverage(placed, furniture, unplaced)
