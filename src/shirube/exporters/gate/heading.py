"""Where a table begins: titles, the row of names, second rows of names, no names at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shirube.exporters.gate.evidence import Cell
from shirube.exporters.gate.headers import is_year
from shirube.exporters.gate.scanning import NUMBER

Rows = Sequence[tuple[int, Sequence[Cell]]]  # row number from 1, cells

HEAD_ROWS = 60  # looked at before anything is decided
_MOST_ABOVE = 20


@dataclass
class Heading:
    """Indices into the head; ``last`` is the row next to the data, None: a table without names."""

    above: list[int] = field(default_factory=list)  # titles and remarks
    first: int | None = None
    last: int | None = None

    @property
    def data(self) -> int:
        """Index of the first row of data."""
        return 0 if self.last is None else self.last + 1


def find_heading(head: Rows) -> Heading:
    """The heading in the first rows of a tab, none of which is blank."""
    filled = [_filled(cells) for _, cells in head]
    width = max(map(len, filled), default=0)
    if width == 0:
        return Heading()
    wanted = max(1, min(2, width), -(-width * 6 // 10))
    rows = range(min(len(head), _MOST_ABOVE))
    row = next((i for i in rows if len(filled[i]) >= wanted and _differ(head[i][1], width)), 0)
    above = list(range(row))
    if _is_data(head, row):
        return Heading(above)
    first = last = row
    while first > 0 and _is_upper(head, filled, first):
        first -= 1
        above.pop()
    while last + 2 < len(head) and last - first < 3 and _goes_on(head, last):
        last += 1
    return Heading(above, first, last)


def _filled(cells: Sequence[Cell]) -> set[int]:
    return {at for at, cell in enumerate(cells) if cell != ""}


def _differ(cells: Sequence[Cell], width: int) -> bool:
    """Names differ; a row that says one thing again and again is a remark."""
    return width == 1 or len({cell for cell in cells if cell != ""}) > 1


def is_number(cell: Cell) -> bool:
    """A number, but not one that is a year (2019 names a column)."""
    if isinstance(cell, bytes):
        return not is_year(cell.decode())
    return bool(NUMBER.fullmatch(cell)) and not is_year(cell)


def _is_data(head: Rows, row: int) -> bool:
    """Numbers where the rows below have numbers: the table has no names."""
    cells = head[row][1]
    numbers = [at for at, cell in enumerate(cells) if is_number(cell)]
    below = [later for _, later in head[row + 1 : row + 6]]
    alike = [at for at in numbers if any(at < len(c) and is_number(c[at]) for c in below)]
    return bool(alike) or (not below and bool(numbers))


def _is_upper(head: Rows, filled: Sequence[set[int]], row: int) -> bool:
    """The row right above also names columns: several words over the columns."""
    number, cells = head[row - 1]
    names = [cell for cell in head[row][1] if cell != ""]
    incomplete = bool(filled[row - 1] - filled[row]) or len(set(names)) < len(names)
    return (
        head[row][0] == number + 1
        and len(filled[row - 1]) >= (2 if incomplete else 3)
        and len({cell for cell in cells if cell != ""}) > 1
        and len(filled[row - 1] & filled[row]) * 2 >= len(filled[row - 1])
        and not any(map(is_number, cells))
    )


def _goes_on(head: Rows, last: int) -> bool:
    """The row below is a second row of names: words where numbers follow, under a row with gaps
    or with one name several times.
    """
    names, under = head[last][1], head[last + 1][1]
    if head[last + 1][0] != head[last][0] + 1 or any(map(is_number, under)):
        return False
    filled = [name for name in names if name != ""]
    incomplete = len(filled) < len(_filled(under) | _filled(names)) or len(set(filled)) < len(
        filled
    )
    later = [cells for _, cells in head[last + 2 : last + 8]]
    over_numbers = any(
        at < len(cells) and is_number(cells[at]) for at in _filled(under) for cells in later
    )
    units = [c for c in under if c != ""]
    only_units = bool(units) and all(isinstance(c, str) and c[:1] in "(（" for c in units)
    return over_numbers and (incomplete or only_units)
