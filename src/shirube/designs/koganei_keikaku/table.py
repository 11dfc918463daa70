"""The table of indicators: the header says what a column states and for which year."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from shirube.basics.fiscal_year import parse_fiscal_year
from shirube.basics.japanese_text import nfkc, squeeze
from shirube.basics.numbers_in_print import narrow, read_number
from shirube.designs.cells import value_of
from shirube.schema import Indicator, Value
from shirube.schema.numbers import Measure
from shirube.sources import Line, Takings

UNIT = "単位"
MEASURES: dict[str, Measure] = {"現状値": "baseline", "実績値": "actual", "目標値": "target"}

_HEAD = re.compile(r"(?P<word>[^(]+)(?:\((?P<year>[^()]*)\))?")
_ONE_YEAR = re.compile(r"\D{0,3}(?:元|\d+)(?:年度?)?")
_SOURCE = re.compile(
    r"[(\uff08]([^()\uff08\uff09]*(?:アンケート|調査|統計)[^()\uff08\uff09]*)[)\uff09]"
)


class Column(NamedTuple):
    """What a column states; ``measure`` is None for one that this form does not know."""

    measure: Measure | None
    fiscal_year: int | None
    flags: tuple[str, ...] = ()
    is_unit: bool = False


def is_head(line: Line) -> bool:
    """The row of column titles: 指標, then at least one known measure."""
    cells = line.cells
    known = any(_column(cell).measure for cell in cells[1:])
    return known and (not cells[0] or "指標" in cells[0] or squeeze(cells[0]) == "項目")


class Table:
    """Indicators row by row, below one header row."""

    def __init__(self, head: Line, takings: Takings) -> None:
        self._takings = takings
        titles = list(head.cells)
        while not titles[-1]:
            titles.pop()
        columns = [_column(title) for title in titles]
        # The title of a column that is not known stays unplaced, as do the values under it.
        known = [i for i, column in enumerate(columns) if column.measure or column.is_unit]
        takings.furniture(head, 0, *known)
        seen = Counter(column for column in columns if column.measure)
        # Two columns of the same title cannot both be right.
        self._columns = [
            column._replace(flags=("doubtful_place",)) if seen[column] > 1 else column
            for column in columns
        ]
        self._fragment = False
        self._too_wide = False
        self._rows: list[Indicator] = []

    @property
    def indicators(self) -> list[Indicator]:
        """The rows. One with more cells than the header shows that a column's title is missing:
        then no row's years are certain.
        """
        if not self._too_wide:
            return self._rows
        return [
            row.model_copy(update={"values": tuple(_shifted(value) for value in row.values)})
            for row in self._rows
        ]

    def take(self, line: Line) -> None:
        """Read one row. Cells under an unknown column, or beyond the last, stay unplaced."""
        cells = list(line.cells)
        while len(cells) > len(self._columns) and not cells[-1]:
            cells.pop()
        whole = len(cells) == len(self._columns)
        self._too_wide = self._too_wide or len(cells) > len(self._columns)
        if self._ends_name(line, cells):
            return
        if not cells[0] or not (whole or any(cells[1:])):
            # The beginning of the next name, or all that is left of a row: nobody can tell.
            self._fragment = self._fragment or any(cells)
            return
        unit = self._unit(line, cells)
        values = [
            self._value(line, index, unit)
            for index, (_, column) in enumerate(self._pairs(cells), start=1)
            if column.measure
        ]
        self._takings.place(line, 0)
        source = _SOURCE.search(cells[0])
        self._rows.append(
            Indicator(
                name=cells[0],
                unit=unit,
                source=source[1] if source else None,
                flags=("doubtful_place",) if self._fragment else (),
                at=line.at(0),
                values=tuple(values if whole else map(_shifted, values)),
            )
        )
        self._fragment = False

    def _pairs(self, cells: Sequence[str]) -> list[tuple[str, Column]]:
        return list(zip(cells[1:], self._columns[1:], strict=False))

    def _value(self, line: Line, index: int, unit: str | None) -> Value:
        column, cell = self._columns[index], line.cells[index]
        assert column.measure is not None
        self._takings.place(line, index)
        return value_of(
            cell,
            column.measure,
            column.fiscal_year,
            line.at(index),
            unit=unit and narrow(unit),
            flags=column.flags,
        )

    def _unit(self, line: Line, cells: Sequence[str]) -> str | None:
        """The unit of its own column, else the first that a cell prints: one that differs from
        it is flagged with its value.
        """
        for index, (cell, column) in enumerate(self._pairs(cells), start=1):
            if column.is_unit and cell:
                self._takings.place(line, index)
                return cell
        units = (read_number(cell).unit for cell, column in self._pairs(cells) if column.measure)
        return next((unit for unit in units if unit), None)

    def _ends_name(self, line: Line, cells: Sequence[str]) -> bool:
        """「(アンケート)」 on a line of its own ends the name of the row above."""
        words = [cell for cell in cells if cell]
        source = _SOURCE.fullmatch(words[0]) if len(words) == 1 else None
        if source is None or not self._rows:
            return False
        last = self._rows[-1]
        update = {"name": last.name + words[0], "source": source[1]}
        self._rows[-1] = last.model_copy(update=update)
        self._takings.place(line)
        return True


def _shifted(value: Value) -> Value:
    return value.model_copy(update={"flags": tuple(dict.fromkeys((*value.flags, "shifted")))})


def _column(cell: str) -> Column:
    match = _HEAD.fullmatch(squeeze(cell))
    measure = MEASURES.get(match["word"]) if match else None
    if match is None or measure is None:
        return Column(None, None, is_unit=squeeze(cell) == UNIT)
    stated = match["year"]
    if stated is None:
        return Column(measure, None)
    if _ONE_YEAR.fullmatch(stated) and parse_fiscal_year(stated) is not None:
        return Column(measure, parse_fiscal_year(stated))
    return Column(measure, None, ("doubtful_place",))


def is_pair_of_years(line: Line) -> bool:
    """A header broken in two: the years stand alone in the row below."""
    cells = [nfkc(cell) for cell in line.cells]
    years = [cell for cell in cells[1:] if cell]
    return (
        not cells[0] and bool(years) and all(c.startswith("(") and c.endswith(")") for c in years)
    )
