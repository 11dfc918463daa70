"""From sheets to rows: one walk, which holds nothing but the keys that must be distinct."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, reduce
from operator import attrgetter

from shirube.schema.plain import Plain
from shirube.schema.sheet import Sheet
from shirube.schema.tables.beside import NOTHING, Beside, Besides
from shirube.schema.tables.catalogue import KEY_COLUMNS, PRIVATE, SHEETS, TABLES, Table
from shirube.schema.tables.columns import Cell, Line, Row
from shirube.schema.tables.workings import WORKED_OUT, Workings

Get = Callable[[Plain], Cell]


def rows(sheets: Sequence[Sheet], beside: Beside = NOTHING) -> dict[str, Iterator[Row]]:
    """Table → its rows, each table walking the sheets by itself.

    The sheets must be public ones (``public(sheet)``): a private part raises ValueError.
    """
    return {name: _rows_of(table, sheets, beside) for name, table in TABLES.items()}


def _rows_of(table: Table, sheets: Iterable[Sheet], beside: Beside) -> Iterator[Row]:
    yield from (row for found, row in row_stream(sheets, beside) if found is table)


def row_stream(sheets: Iterable[Sheet], beside: Beside = NOTHING) -> Iterator[tuple[Table, Row]]:
    """The same as ``line_stream`` with the names of the columns."""
    for table, line in line_stream(sheets, beside):
        yield table, dict(zip(table.names, line, strict=True))


def line_stream(sheets: Iterable[Sheet], beside: Beside = NOTHING) -> Iterator[tuple[Table, Line]]:
    """Every row of every table in one walk over the sheets, for writers that hold none of them:
    its cells in the order of ``table.columns``. Raises ValueError for a sheet that is not public.
    """
    walk = Walk(beside)
    yield from walk.before()
    for sheet in sheets:
        yield from walk.of(sheet)


class Walk:
    """The same sheet by sheet: the rows that come before all sheets, then those of each one."""

    def __init__(self, beside: Beside = NOTHING) -> None:
        self._beside = beside
        self._besides = Besides(beside)
        self._no = 0

    def before(self) -> Iterator[tuple[Table, Line]]:
        """Rows that come before the sheets; to be asked for first."""
        return self._besides.before()

    def of(self, sheet: Sheet, *, tree: bool = True) -> Iterator[tuple[Table, Line]]:
        """The rows of the next sheet; with ``tree=False`` only what stands beside it, for formats
        that write the sheet itself.
        """
        self._no += 1
        for path in PRIVATE:
            if _at(sheet, path) not in (None, ()):
                raise ValueError(f"{sheet.key}: {path} is private and goes into no table")
        key = (*(_at(sheet, path) for path in KEY_COLUMNS), self._besides.edition_of(sheet))
        workings = Workings.of(sheet, self._beside.formula)
        if tree:
            yield from _walk(SHEETS, sheet, (), (self._no,), (key, workings))
        yield from self._besides.of(sheet, (self._no, *key), workings)


def _walk(
    table: Table, part: Plain, repeated: Line, places: tuple[int, ...], about: tuple[Line, Workings]
) -> Iterator[tuple[Table, Line]]:
    key, workings = about
    line = [places[0], *key, *places[1:], *repeated]
    line += [get(part) for get in _own(table)]
    working = WORKED_OUT.get(table.name)
    if working is not None:
        line += working(workings, part, places)
    yield table, tuple(line)
    for child in table.parts:
        again = tuple(getattr(part, name) for name in child.repeats)
        for position, below in enumerate(getattr(part, child.field), start=1):
            yield from _walk(child, below, again, (*places, position), about)


@cache
def _own(table: Table) -> tuple[Get, ...]:
    return tuple(_getter(path) for path in table.own)


def _getter(path: str) -> Get:
    return (lambda part: _at(part, path)) if "." in path else attrgetter(path)


def _at(part: object, path: str) -> Cell:
    """The value at ``source.file``; None below a part that is not there."""
    found = reduce(lambda found, name: getattr(found, name, None), path.split("."), part)
    assert found is None or isinstance(found, str | int | bool | tuple)
    return found
