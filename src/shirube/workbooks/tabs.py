"""One tab of an uploaded workbook: its key, wherever it moved, and its cells by that key."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from shirube.designs.entries import is_number
from shirube.schema.addresses import Address
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


@dataclass
class _Reading:
    """A tab while it is read."""

    grid: Grid
    at: KeyCell
    seen: Seen
    columns: dict[int, str] = field(default_factory=dict)  # where it stands → its old name
    found: dict[str, list[Filled]] = field(default_factory=lambda: defaultdict(list))
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
    names = grid.rows[at.row]
    reading.columns = {
        column: str(name) for column, name in enumerate(names) if column != at.column and name
    }
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


def _row(reading: _Reading, number: int, row: tuple[CellValue, ...]) -> None:
    said = row[reading.at.column] if reading.at.column < len(row) else ""
    keys = read_line(said) if isinstance(said, str) and said else None
    if keys is None:
        if said:
            reading.trouble("line_key_spoiled", f"{number + 1}")
        _beside(reading, number, row, set())
        return
    taken = set()
    for column, name in reading.columns.items():
        key = keys.get(name)
        if key is not None:
            taken.add(column)
            _cell(reading, f"{column_letters(column)}{number + 1}", key,
                  row[column] if column < len(row) else "")  # fmt: skip
    # Words of the form stand in columns that have a name.
    _beside(reading, number, row, taken | set(reading.columns))


def _beside(reading: _Reading, number: int, row: tuple[CellValue, ...], known: set[int]) -> None:
    """Texts where the form has no field."""
    for column, value in enumerate(row):
        if column in known or column == reading.at.column or not (text := shown(value)):
            continue
        reading.foreign += 1
        if reading.foreign <= _MOST_FOREIGN:
            cell = f"{column_letters(column)}{number + 1}"
            reading.trouble("beside_form", cell, text=text[:60])


def _cell(reading: _Reading, cell: str, key: FieldKey, value: CellValue) -> None:
    address = key.place
    number = is_number(address)
    text = _text(value, percent=cell in reading.seen.percent)
    reading.keys.setdefault(key.address, key)
    filled = Filled(address=key.address, cell=cell, text=text, mark=key.mark)
    if cell in reading.seen.formulas:
        reading.trouble("formula_in_cell", cell, value=text or "空")
        return
    if mark(text, number=number) == key.mark:
        reading.found[key.address].append(filled)
        return
    if key.fixed:
        reading.trouble("fixed_cell_changed", cell, text=text[:60])
        return
    if cell in reading.seen.errors:
        reading.trouble("error_in_cell", cell, value=text)
        return
    if cell in reading.seen.scaled and number:
        reading.trouble("scaled_cell", cell, value=text)
        return
    if number and isinstance(value, date):
        reading.trouble("date_in_number", cell, value=text)
        return
    reading.found[key.address].append(filled)


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
        key = reading.keys[address]
        number = is_number(Address(*address.split(":")))
        texts = {canonical(one.text, number=number) for one in cells}
        if len(texts) > 1:
            places = "、".join(one.cell for one in cells)
            reading.trouble("field_twice", cells[0].cell, cells=places)
        elif mark(cells[0].text, number=number) != key.mark:
            yield cells[0]
