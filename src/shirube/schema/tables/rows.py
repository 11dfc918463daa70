"""From sheets to rows: one walk, which holds nothing but the keys that must be distinct."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, reduce
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple, cast

from shirube.schema.plain import Plain
from shirube.schema.sheet import Sheet
from shirube.schema.tables.beside import NOTHING, Beside, Besides
from shirube.schema.tables.catalogue import KEY_COLUMNS, PRIVATE, SHEETS, TABLES, Table
from shirube.schema.tables.columns import Line, Row
from shirube.schema.tables.workings import WORKED_OUT, Working, Workings

Get = Callable[[Plain], Any]
Cells = Callable[[Plain], Line]
Found = list[tuple[Table, Line]]


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
    besides = Besides(beside)
    yield from besides.before()
    for number, sheet in enumerate(sheets, start=1):
        for path in PRIVATE:
            if _at(sheet, path) not in (None, ()):
                raise ValueError(f"{sheet.key}: {path} is private and goes into no table")
        key = (number, *_KEY(sheet), besides.edition_of(sheet))
        workings = Workings.of(sheet, beside.formula)
        found: Found = []
        _walk(_way(SHEETS), (sheet,), ((), ()), key, (workings, found))
        yield from found
        yield from besides.of(sheet, key, workings)


class _Way(NamedTuple):
    """How the rows of a table are made of its parts; looked up once, taken a million times."""

    table: Table
    own: Cells
    working: Working | None
    children: "tuple[tuple[_Way, Get, Cells], ...]"  # with the list of parts, and what is repeated


def _walk(
    way: _Way,
    parts: Iterable[Plain],
    above: tuple[tuple[int, ...], Line],  # places down to the parent; its cells that return
    key: Line,
    into: tuple[Workings, Found],
) -> None:
    """Put the rows of these parts into the list, each with its own parts behind it."""
    table, own, working, children = way
    workings, found = into
    before, repeated = above
    for position, part in enumerate(parts, start=1):
        # The position of a sheet is its number, which stands before the key.
        place = (*before, position) if table is not SHEETS else ()
        line = (*key, *place, *repeated, *own(part))
        if working is not None:
            line += working(workings, part, (cast(int, key[0]), *place))
        found.append((table, line))
        for child, held, again in children:
            below = held(part)
            if below:
                _walk(child, below, (place, again(part)), key, into)


@cache
def _way(table: Table) -> _Way:
    children = tuple(
        (_way(child), attrgetter(child.field), _cells(child.repeats)) for child in table.parts
    )
    return _Way(table, _cells(tuple(table.own)), WORKED_OUT.get(table.name), children)


def _cells(paths: Sequence[str]) -> Cells:
    """The values at ``name``, ``source.file`` …, in their order; None below what is not there."""
    makers: list[Cells] = []
    for above, together in groupby(paths, lambda path: path.rpartition(".")[0]):
        names = [path.rpartition(".")[2] for path in together]
        makers.append(_below(above, names) if above else _several(names))
    if not makers:
        return lambda part: ()
    first, *others = makers

    def cells(part: Plain) -> Line:
        line = first(part)
        for make in others:
            line += make(part)
        return line

    return cells if others else first


def _several(names: list[str]) -> Cells:
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda part: (get(part),)


def _below(path: str, names: list[str]) -> Cells:
    inner, nothing = _several(names), (None,) * len(names)

    def cells(part: Plain) -> Line:
        held = _at(part, path)
        return nothing if held is None else inner(held)

    return cells


def _at(part: object, path: str) -> Any:
    """The value at ``source.file``; None below a part that is not there."""
    if "." not in path:
        return getattr(part, path, None)
    return reduce(lambda found, name: getattr(found, name, None), path.split("."), part)


_KEY = _cells(tuple(KEY_COLUMNS))
