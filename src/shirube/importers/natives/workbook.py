"""``tables.xlsx``: all tables in a workbook, as it was written or saved again by a spreadsheet."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from shirube.basics.problems import Problem, UnreadableFileError
from shirube.importers.natives.numbers import exact_decimal, whole
from shirube.importers.natives.wrong import Wrong
from shirube.schema.tables import TABLES, TREE, Column, Table, decode
from shirube.schema.tables.building import FIRST_ROW
from shirube.schema.tables.exact import exact, exact_name, with_exact
from shirube.schema.tables.long_texts import LONG_TEXTS, goes_on, joined, key_of
from shirube.sources.document import CellValue, Document, Grid, shown

_SPLIT = re.compile(r"_[0-9]+\Z")
Row = dict[str, object]
Cells = dict[str, CellValue]


def is_our_workbook(document: Document) -> bool:
    """Whether a workbook is one that ``shirube export --format xlsx`` wrote."""
    grids = {grid.name: grid for grid in document.grids}
    first = grids["sheets"].rows[:1] if "sheets" in grids else ()
    return "codebook" in grids and bool(first) and first[0][:1] == ("sheet_no",)


class Workbook:
    """The rows of its tables, and where they stand."""

    def __init__(self, document: Document) -> None:
        self._name = document.name
        self._grids: dict[str, list[Grid]] = defaultdict(list)
        for grid in document.grids:
            self._grids[grid.name if grid.name in TABLES else _SPLIT.sub("", grid.name)].append(
                grid
            )
        self._places: dict[str, list[str]] = defaultdict(list)
        self._long = self._long_texts()

    def tables(self) -> dict[str, Iterator[Row]]:
        """Table → its rows. Raises UnreadableFileError for a worksheet that is no table."""
        return {table.name: self._rows(table) for table in TREE if table.name in self._grids}

    def place(self, table: str, row: int) -> str:
        """Where a row stands, counted as ``each_sheet`` counts: ``indicator_values_2!17``."""
        return self._places[table][row - FIRST_ROW]

    def _rows(self, table: Table) -> Iterator[Row]:
        columns = {column.name: column for column in with_exact(table.columns)}
        for grid in self._grids[table.name]:
            header = [shown(cell) for cell in grid.rows[0]] if grid.rows else []
            for name in header:
                if name not in columns or header.count(name) > 1:
                    raise self._refused("column_unknown", f"{grid.name}!1", field=name)
            for number, cells in enumerate(grid.rows[1:], start=2):
                said = dict(zip(header, cells, strict=True))
                if any(not _blank(cell) for cell in cells):
                    self._places[table.name].append(f"{grid.name}!{number}")
                    yield self._row(table, said)

    def _row(self, table: Table, said: Cells) -> Row:
        row: Row = {}
        for column in table.columns:
            if column.type == "decimal":
                number, digits = said.get(column.name), said.get(exact_name(column))
                row[column.name] = _decimal(number, digits, column)
            elif column.name in said:
                row[column.name] = self._cell(said, column, table)
        return row

    def _cell(self, said: Cells, column: Column, table: Table) -> object:
        value = said[column.name]
        if isinstance(value, str) and goes_on(value):
            key = key_of([shown(said.get(name)) for name in table.key])
            rest = self._long.get((table.name, key, column.name))
            if rest is None:
                return Wrong(value, "text_torn")
            value = joined([value, *rest])
        return _decoded(value, column)

    def _long_texts(self) -> dict[tuple[str, str, str], list[str]]:
        """Table, key and column → the pieces behind the first, in their order."""
        found: dict[tuple[str, str, str], list[tuple[float, str]]] = defaultdict(list)
        for grid in self._grids.get(LONG_TEXTS, ()):
            for cells in grid.rows[1:]:
                table, key, column, number, text = [*cells, "", "", "", "", ""][:5]
                if isinstance(number, int | float) and isinstance(text, str):
                    found[str(table), shown(key), str(column)].append((number, text))
        return {place: [text for _, text in sorted(parts)] for place, parts in found.items()}

    def _refused(self, code: str, at: str, **values: str) -> UnreadableFileError:
        return UnreadableFileError(Problem(code, self._name, at, values, fatal=True))


def _blank(cell: CellValue) -> bool:
    return cell is None or cell == ""


def _decimal(number: CellValue, digits: CellValue, column: Column) -> object:
    if _blank(number) and _blank(digits):
        return None
    said = None if _blank(digits) else _decoded(digits, exact(column))
    return exact_decimal(None if _blank(number) else number, said)


def _decoded(value: CellValue, column: Column) -> object:
    """What a cell says in its column; a number or an answer is what it is, if it may be."""
    if isinstance(value, bool) and column.type == "boolean":
        return value
    if isinstance(value, date | datetime | time | timedelta):
        return Wrong(shown(value))
    if column.type == "integer" and isinstance(value, int | float) and not isinstance(value, bool):
        return whole(value)
    text = value if isinstance(value, str) else shown(value)
    try:
        return decode(text, column)
    except ValueError:
        return Wrong(text)
