"""The head of a sheet: where the plan stands, who is in charge, whom to ask."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from shirube.basics.japanese_text import nfkc, same_dash, squeeze
from shirube.schema import Contact, PlanLevel, Unit, Unplaced
from shirube.sources import Line, Takings

PLAN = "プラン"
LEVELS = ("方針", "基本的取組", PLAN)
UNIT, CONTACT = "担当課", "連絡先"
LABELS = (*LEVELS, UNIT, CONTACT)

Piece = tuple[int, str]  # cell and text

_AT_START = re.compile(rf"({'|'.join(LEVELS)})\s+(?=\d)(.*)")
_INSIDE = re.compile(rf"(?:\A|\s+)({UNIT}|{CONTACT})(?=\s|\Z)")
_CODE = re.compile(r"\d+(?:-\d+)*")
_CODE_AND_TITLE = re.compile(r"(\d+(?:-\d+)*)\s+\S.*")
_PHONE = re.compile(r"[\d\-()\s・,、/]*\d[\d\-()\s・,、/]*(?:\(?内線[\d\s・,、]+\)?)?")
_COMMA = re.compile(r"[、,，]")


def level_of(line: Line) -> str | None:
    """The level that the line states: 方針, 基本的取組 or プラン; None for any other line."""
    first = next((cell for cell in line.cells if cell), "")
    match = _AT_START.match(nfkc(first))
    word = match[1] if match else squeeze(first)
    return word if word in LEVELS and (match or len(_filled(line)) > 1) else None


def starts_with_people(line: Line) -> bool:
    """A row of the head that only names the division or its line."""
    return squeeze(next((cell for cell in line.cells if cell), "")) in (UNIT, CONTACT)


@dataclass
class Head:
    """What the head's rows said."""

    levels: dict[str, PlanLevel] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    @property
    def path(self) -> tuple[PlanLevel, ...]:
        """From the top down to the plan's parent."""
        return tuple(self.levels[level] for level in LEVELS[:-1] if level in self.levels)

    def take(self, line: Line, takings: Takings) -> None:
        """Read one row; cells that fit nothing stay unplaced."""
        taken: set[int] = set()
        left: list[Piece] = []
        for label, pieces in _labelled(line):
            used = self._take(line, label, pieces)
            taken.update(index for index, _ in used)
            left += [piece for piece in pieces if piece not in used]
        if taken:
            takings.place(line, *sorted(taken))
        # A cell that was taken in part would count as taken: the other part is kept by hand.
        self.unplaced += [Unplaced(text=t, at=line.at(i)) for i, t in left if i in taken]
        labels = [i for i, cell in _filled(line) if squeeze(cell) in LABELS]
        if labels:
            takings.furniture(line, *labels)

    def _take(self, line: Line, label: str | None, pieces: list[Piece]) -> list[Piece]:
        if label is None:
            return []
        if label == UNIT:
            return self._units(line, pieces)
        if label == CONTACT:
            return self._contact(line, pieces)
        return self._level(label, pieces)

    def _level(self, label: str, pieces: list[Piece]) -> list[Piece]:
        first = same_dash(nfkc(pieces[0][1])) if pieces else ""
        both = _CODE_AND_TITLE.fullmatch(first)
        if both:
            code, title, used = both[1], pieces[0][1].split(None, 1)[1], pieces[:1]
        elif _CODE.fullmatch(first):
            code, title, used = first, pieces[1][1] if len(pieces) > 1 else "", pieces[:2]
        else:
            code, title, used = "", pieces[0][1] if pieces else "", pieces[:1]
        if code or title:
            self.levels.setdefault(label, PlanLevel(level=label, code=code or None, title=title))
        return used

    def _units(self, line: Line, pieces: list[Piece]) -> list[Piece]:
        for index, text in pieces:
            names = [name.strip() for name in _COMMA.split(text)]
            self.units += [Unit(role=UNIT, name=n, at=line.at(index)) for n in names if n]
        return pieces

    def _contact(self, line: Line, pieces: list[Piece]) -> list[Piece]:
        # Whatever is no plain number may hold a person's name: it stays unplaced, thus private.
        numbers = [(i, text) for i, text in pieces if _PHONE.fullmatch(same_dash(nfkc(text)))]
        self.contacts += [Contact(role=CONTACT, phone=t, at=line.at(i)) for i, t in numbers]
        return numbers


def _filled(line: Line) -> list[Piece]:
    return [(index, cell) for index, cell in enumerate(line.cells) if cell]


def _pieces(line: Line) -> Iterator[tuple[int, str]]:
    """Cells, and the words of cells that hold a label together with what it labels."""
    for place, (index, cell) in enumerate(_filled(line)):
        match = None if place else _AT_START.match(nfkc(cell))
        words = [match[1], cell[match.end(1) :]] if match else [cell]
        for word in words:
            yield from ((index, part.strip()) for part in _INSIDE.split(word) if part.strip())


def _labelled(line: Line) -> Iterator[tuple[str | None, list[Piece]]]:
    label: str | None = None
    values: list[Piece] = []
    for index, piece in _pieces(line):
        if squeeze(piece) in LABELS:
            yield label, values
            label, values = squeeze(piece), []
        else:
            values.append((index, piece))
    yield label, values
