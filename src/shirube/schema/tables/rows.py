"""From sheets to rows."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from shirube.schema.plain import Plain
from shirube.schema.sheet import Sheet
from shirube.schema.tables.catalogue import KEY_COLUMNS, PRIVATE, SHEETS, TREE, Table
from shirube.schema.tables.columns import Cell, Row


def rows(sheets: Sequence[Sheet]) -> dict[str, Iterator[Row]]:
    """Table → its rows, each table walking the sheets by itself.

    The sheets must be public ones (``public(sheet)``): a private part raises ValueError.
    """
    return {table.name: _rows_of(table, sheets) for table in TREE}


def _rows_of(table: Table, sheets: Iterable[Sheet]) -> Iterator[Row]:
    for no, sheet in enumerate(sheets, start=1):
        yield from (row for found, row in sheet_rows(sheet, no) if found is table)


def row_stream(sheets: Iterable[Sheet]) -> Iterator[tuple[Table, Row]]:
    """Every row of every table in one walk over the sheets, for writers that hold none of them."""
    for no, sheet in enumerate(sheets, start=1):
        yield from sheet_rows(sheet, no)


def sheet_rows(sheet: Sheet, no: int) -> Iterator[tuple[Table, Row]]:
    """The rows of one public sheet, which is the ``no``-th (from 1). Raises ValueError."""
    for path in PRIVATE:
        if _at(sheet, path) not in (None, ()):
            raise ValueError(f"{sheet.key}: {path} is private and goes into no table")
    key = {column.name: _cell(sheet, path) for path, column in KEY_COLUMNS.items()}
    yield from _walk(SHEETS, sheet, None, (no,), key)


def _walk(
    table: Table, part: Plain, parent: Plain | None, places: tuple[int, ...], key: Row
) -> Iterator[tuple[Table, Row]]:
    names = table.places
    row: Row = {names[0]: places[0], **key}  # in the order of table.columns
    row.update(zip(names[1:], places[1:], strict=True))
    for name, column in table.repeated.items():
        row[column.name] = _cell(parent, name)
    for path, column in table.own.items():
        row[column.name] = _cell(part, path)
    yield table, row
    for child in table.parts:
        for position, below in enumerate(getattr(part, child.field), start=1):
            yield from _walk(child, below, part, (*places, position), key)


def _at(part: object, path: str) -> object:
    """The value at ``source.file``; None below a part that is not there."""
    if "." not in path:
        return getattr(part, path, None)
    return reduce(lambda found, name: getattr(found, name, None), path.split("."), part)


def _cell(part: object, path: str) -> Cell:
    value = _at(part, path)
    assert value is None or isinstance(value, str | int | bool | tuple)
    return value
