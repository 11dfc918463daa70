"""One tab of an uploaded workbook: its key, wherever it moved, and its cells by that key."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from shirube.sources.document import CellValue, Grid, column_letters, shown
from shirube.workbooks.keys import BEGINS, FieldKey, TabKey, canonical, mark, read_line, read_tab
from shirube.workbooks.said import Filled, Tab, Trouble
from shirube.workbooks.scanning import Seen

_MOST_FOREIGN = 20  # texts beside the form that are named one by one


class KeyCell(NamedTuple):
    """Where the key of a tab stands (0-based), and what it says."""

    row: int
    column: int
    key: TabKey | None


class _Found(NamedTuple):
    """A cell of a field, 0-based, and whether it says what it said."""

    row: int
    column: int
    text: str
    same: bool


@dataclass
class _Reading:
    """A tab while it is read."""

    grid: Grid
    at: KeyCell
    seen: Seen
    columns: dict[str, list[int]] = field(default_factory=dict)  # its old name → where it stands
    outside: tuple[int, ...] = ()  # columns in which the form has nothing
    found: dict[str, list[_Found]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, FieldKey] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    foreign: int = 0

    def trouble(self, code: str, cell: str = "", *, refused: bool = True, **values: str) -> None:
        self.troubles.append(
            Trouble(code=code, tab=self.grid.name, cell=cell, values=values, refused=refused)
        )


def find_key(grid: Grid) -> KeyCell | None:
    """The cell that says what the tab is, usually A1; None where there is none."""
    for row, cells in enumerate(grid.rows):
        for column, value in enumerate(cells):
            if isinstance(value, str) and value.startswith(BEGINS):
                return KeyCell(row, column, read_tab(value))
    return None


def read_tab_cells(grid: Grid, at: KeyCell, seen: Seen) -> tuple[Tab, list[Trouble]]:
    """Every changed cell of a tab, and what is wrong with it."""
    reading = _Reading(grid, at, seen)
    if at.key is None:
        reading.trouble("tab_key_spoiled")
        empty = TabKey(book="", sheet="")
        return Tab(name=grid.name, key=empty), reading.troubles
    if at.key.name and at.key.name != grid.name:
        reading.trouble("tab_renamed", refused=False, was=at.key.name)
    reading.columns, reading.outside = _columns(grid, at)
    for number, row in enumerate(grid.rows):
        if number != at.row:
            _row(reading, number, row)
    filled = tuple(_settled(reading))
    missing = at.key.fields - len(reading.keys)
    if missing > 0:
        reading.trouble("fields_missing", refused=False, count=str(missing))
    if reading.foreign > _MOST_FOREIGN:
        more = str(reading.foreign - _MOST_FOREIGN)
        reading.trouble("more_beside_form", refused=False, count=more)
    return Tab(name=grid.name, key=at.key, filled=filled), reading.troubles


def _columns(grid: Grid, at: KeyCell) -> tuple[dict[str, list[int]], tuple[int, ...]]:
    """Where each column of the form stands now, and which columns are none of the form."""
    found: dict[str, list[int]] = defaultdict(list)
    for column, name in enumerate(grid.rows[at.row]):
        if column != at.column and name:
            found[str(name)].append(column)
    known = {at.column, *(column for columns in found.values() for column in columns)}
    width = len(grid.rows[at.row])
    return found, tuple(column for column in range(width) if column not in known)


def _row(reading: _Reading, number: int, row: tuple[CellValue, ...]) -> None:
    said = row[reading.at.column] if reading.at.column < len(row) else ""
    keys = read_line(said) if isinstance(said, str) and said else None
    if keys is None:
        if said:
            reading.trouble("line_key_spoiled", f"{number + 1}")
        _beside(reading, number, row, [n for n in range(len(row)) if n != reading.at.column])
        return
    for name, key in keys.items():
        for column in reading.columns.get(name, ()):
            _cell(reading, (number, column), key, row[column])
    # Words of the form itself stand in columns that have a name.
    _beside(reading, number, row, reading.outside)


def _beside(
    reading: _Reading, number: int, row: tuple[CellValue, ...], columns: Iterable[int]
) -> None:
    """Texts where the form has no field."""
    for column in columns:
        text = shown(row[column])
        if not text:
            continue
        reading.foreign += 1
        if reading.foreign <= _MOST_FOREIGN:
            reading.trouble("beside_form", _name(number, column), text=text[:60])


def _name(row: int, column: int) -> str:
    return f"{column_letters(column)}{row + 1}"


def _cell(reading: _Reading, at: tuple[int, int], key: FieldKey, value: CellValue) -> None:
    reading.keys.setdefault(key.address, key)
    seen = reading.seen
    special = _name(*at) if seen.any else ""
    text = _text(value, percent=special in seen.percent)
    if special in seen.formulas:
        reading.trouble("formula_in_cell", special, value=text or "空")
        return
    same = mark(text, number=key.number) == key.mark
    code = None if same else _spoiled(seen, special, key, value)
    if code is None:
        reading.found[key.address].append(_Found(*at, text, same))
    else:
        reading.trouble(code, _name(*at), value=text[:60], text=text[:60])


def _spoiled(seen: Seen, cell: str, key: FieldKey, value: CellValue) -> str | None:
    """Why a changed cell cannot be taken, None where it can."""
    if key.fixed:
        return "fixed_cell_changed"
    if cell in seen.errors:
        return "error_in_cell"
    if cell in seen.scaled and key.number:
        return "scaled_cell"
    return "date_in_number" if key.number and isinstance(value, date) else None


def _text(value: CellValue, *, percent: bool) -> str:
    """What a person sees in a cell."""
    if isinstance(value, str):
        return canonical(value)
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if percent and isinstance(value, int | float):
        return f"{shown(round(value * 100, 10))}%"
    return shown(value)


def _settled(reading: _Reading) -> Iterator[Filled]:
    """Changed cells, each field once; a field that stands twice with two texts is refused."""
    for address, cells in reading.found.items():
        if all(one.same for one in cells):
            continue
        key = reading.keys[address]
        places = [_name(one.row, one.column) for one in cells]
        if len({canonical(one.text, number=key.number) for one in cells}) > 1:
            reading.trouble("field_twice", places[0], cells="、".join(places))
        else:
            yield Filled(address=address, cell=places[0], text=cells[0].text, mark=key.mark)
