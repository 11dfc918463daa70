"""From rows back to sheets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from shirube.schema.plain import Plain
from shirube.schema.sheet import Sheet
from shirube.schema.tables.catalogue import KEY_COLUMNS, SHEET_NO, SHEETS, TREE, Table
from shirube.schema.tables.columns import single_of

FIRST_ROW = 2  # row 1 is the header

AnyRow = Mapping[str, object]
Numbered = Sequence[tuple[int, AnyRow]]  # with the number of the row in its file
Place = tuple[int, ...]
Parts = dict[Place, dict[int, tuple[int, Plain]]]  # place of the parent → position → row, part


class TableError(ValueError):
    """A row that makes no sense: table, row (1 is the header), column, and why.

    ``reason`` is ``duplicate``, ``orphan``, ``place``, or pydantic's type of error, of which
    ``detail`` is the rest.
    """

    def __init__(
        self, table: str, row: int, column: str, reason: str, detail: dict[str, Any] | None = None
    ) -> None:
        super().__init__(f"{table} row {row} {column}: {reason}")
        self.table, self.row, self.column, self.reason = table, row, column, reason
        self.detail = detail or {}


def sheets_from(tables: Mapping[str, Iterable[AnyRow]]) -> tuple[Sheet, ...]:
    """The sheets of a set of tables, in the order of ``sheet_no`` whatever the order of the rows.

    Absent tables and columns count as empty. Raises TableError for the first wrong row.
    """
    sheets = []
    for found in each_sheet(tables):
        if isinstance(found, TableError):
            raise found
        sheets.append(found)
    return tuple(sheets)


def each_sheet(tables: Mapping[str, Iterable[AnyRow]]) -> Iterator[Sheet | TableError]:
    """The same sheet by sheet; a wrong one gives its error, and the others go on."""
    grouped: dict[int, dict[str, list[tuple[int, AnyRow]]]] = defaultdict(lambda: defaultdict(list))
    for table in TREE:
        for row_no, row in enumerate(tables.get(table.name, ()), start=FIRST_ROW):
            sheet_no = row.get(SHEET_NO.name)
            if isinstance(sheet_no, int):
                grouped[sheet_no][table.name].append((row_no, row))
            else:
                yield TableError(table.name, row_no, SHEET_NO.name, "place")
    for _, own in sorted(grouped.items()):
        try:
            yield from _sheets(own)
        except TableError as error:
            yield error


def _sheets(tables: Mapping[str, Numbered]) -> Iterator[Sheet]:
    built: dict[str, Parts] = {}
    for table in reversed(TREE):  # parts before what they are part of
        children = {child: built.pop(child.name) for child in table.parts}
        built[table.name] = _build(table, tables.get(table.name, ()), children)
    for _, sheet in built[SHEETS.name].get((), {}).values():
        assert isinstance(sheet, Sheet)
        yield sheet


def _build(table: Table, found: Numbered, children: dict[Table, Parts]) -> Parts:
    parts: Parts = defaultdict(dict)
    for no, row in found:
        place = _place(table, row, no)
        if place[-1] in parts[place[:-1]]:
            raise TableError(table.name, no, table.places[-1], "duplicate")
        lists = {child.field: _in_order(held.pop(place, {})) for child, held in children.items()}
        parts[place[:-1]][place[-1]] = no, _part(table, row, no, lists)
    for child, held in children.items():
        for orphans in held.values():
            no = min(row_no for row_no, _ in orphans.values())
            raise TableError(child.name, no, child.places[-2], "orphan")
    return parts


def _in_order(held: dict[int, tuple[int, Plain]]) -> tuple[Plain, ...]:
    return tuple(part for _, (_, part) in sorted(held.items(), key=lambda item: item[0]))


def _place(table: Table, row: AnyRow, no: int) -> Place:
    place = []
    for name in table.places:
        value = row.get(name)
        if not isinstance(value, int):
            raise TableError(table.name, no, name, "place")
        place.append(value)
    return tuple(place)


def _part(table: Table, row: AnyRow, no: int, lists: dict[str, Any]) -> Plain:
    columns = table.own | (KEY_COLUMNS if table is SHEETS else {})
    values = {path: row.get(column.name) for path, column in columns.items()}
    try:
        return table.model.model_validate(_nested(table.model, values) | lists)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        # A wrong item of a list has its index behind the field: ("parts", 0).
        steps = [step for step in first["loc"] if isinstance(step, str)]
        path = ".".join(steps)
        column = columns[path].name if path in columns else path
        raise TableError(table.name, no, column, first["type"], dict(first)) from error


def _nested(model: type[Plain], values: dict[str, object]) -> dict[str, Any]:
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
