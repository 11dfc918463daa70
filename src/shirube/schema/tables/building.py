"""From rows back to sheets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from shirube.schema.plain import Plain
from shirube.schema.sheet import Sheet
from shirube.schema.tables.catalogue import KEY_COLUMNS, SHEETS, TREE, Table
from shirube.schema.tables.columns import Cell, single_of

FIRST_ROW = 2  # row 1 is the header

Place = tuple[int, ...]
Parts = dict[Place, dict[int, Plain]]  # place of the parent → position → part


class TableError(ValueError):
    """A row that makes no sense: table, row (1 is the header), column if known, and why.

    ``reason`` is ``duplicate``, ``orphan``, ``not_a_number`` (of a place) or what was expected.
    """

    def __init__(self, table: str, row: int, column: str | None, reason: str) -> None:
        super().__init__(f"{table} row {row}{f' {column}' if column else ''}: {reason}")
        self.table, self.row, self.column, self.reason = table, row, column, reason


def sheets_from(tables: Mapping[str, Iterable[Mapping[str, Cell]]]) -> tuple[Sheet, ...]:
    """The sheets of a set of tables, in the order of ``sheet_no`` whatever the order of the rows.

    Absent tables and columns count as empty. Raises TableError.
    """
    built: dict[str, Parts] = {}
    for table in reversed(TREE):  # parts before what they are part of
        children = {child: built.pop(child.name) for child in TREE if child.parent is table}
        built[table.name] = _build(table, tables.get(table.name, ()), children)
    found = built[SHEETS.name].get((), {})
    return tuple(sheet for _, sheet in sorted(found.items()) if isinstance(sheet, Sheet))


def _build(
    table: Table, found: Iterable[Mapping[str, Cell]], children: dict[Table, Parts]
) -> Parts:
    parts: Parts = defaultdict(dict)
    for no, row in enumerate(found, start=FIRST_ROW):
        place = _place(table, row, no)
        below = {child.field: held.pop(place, {}) for child, held in children.items()}
        lists = {name: tuple(p for _, p in sorted(held.items())) for name, held in below.items()}
        if place[-1] in parts[place[:-1]]:
            raise TableError(table.name, no, table.places[-1], "duplicate")
        parts[place[:-1]][place[-1]] = _part(table, row, no, lists)
    for child, held in children.items():
        for place in held:
            raise TableError(child.name, 0, child.places[-2], f"orphan {'/'.join(map(str, place))}")
    return parts


def _place(table: Table, row: Mapping[str, Cell], no: int) -> Place:
    place = []
    for name in table.places:
        value = row.get(name)
        if not isinstance(value, int):
            raise TableError(table.name, no, name, "not_a_number")
        place.append(value)
    return tuple(place)


def _part(table: Table, row: Mapping[str, Cell], no: int, lists: dict[str, Any]) -> Plain:
    columns = table.own | (KEY_COLUMNS if table is SHEETS else {})
    values = {path: row.get(column.name) for path, column in columns.items()}
    try:
        return table.model.model_validate(_nested(table.model, values) | lists)
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(step) for step in first["loc"])
        column = columns[path].name if path in columns else path
        raise TableError(table.name, no, column, first["msg"]) from error


def _nested(model: type[Plain], values: dict[str, Cell]) -> dict[str, Any]:
    """``{"source.file": …}`` → ``{"source": {"file": …}}``; a part without any value is none.

    None for a list or a default stands for what the model says when nothing is given.
    """
    made: dict[str, Any] = {}
    for path, value in values.items():
        if value is None:
            continue
        above, _, name = path.rpartition(".")
        (made.setdefault(above, {}) if above else made)[name] = value
    for name, info in model.model_fields.items():
        if single_of(info) and info.is_required():
            made.setdefault(name, {})
    return made
