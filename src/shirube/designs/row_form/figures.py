"""Costs and indicators of one row."""

from collections.abc import Iterator
from typing import NamedTuple

from shirube.basics.numbers_in_print import missing_code, narrow
from shirube.designs.cells import Slot, cost_of, value_of
from shirube.designs.row_form.columns import Layout
from shirube.designs.row_form.mapping import CostColumn, IndicatorColumns, RowForm, ValueColumn
from shirube.designs.row_form.years import Years
from shirube.schema import Cost, Indicator, Value
from shirube.schema.numbers import Measure
from shirube.sources.row_taking import RowTakings


class CostCell(NamedTuple):
    """A column of amounts, and what stands in it in rows of one year."""

    column: int
    slot: Slot
    unit: str
    of: tuple[str, ...]
    flags: tuple[str, ...]


class ValueCell(NamedTuple):
    """A column of an indicator's values, and what stands in it in rows of one year."""

    column: int
    measure: Measure
    fiscal_year: int | None
    flags: tuple[str, ...]


class IndicatorCells(NamedTuple):
    """The columns of one indicator."""

    spec: IndicatorColumns
    name: int | None
    unit: int | None
    definition: int | None
    source: int | None
    values: tuple[ValueCell, ...]


class Figures:
    """The columns of figures for rows of one year; one object serves all of them."""

    def __init__(self, form: RowForm, layout: Layout, money_unit: str, years: Years) -> None:
        self._form, self._layout = form, layout
        self._money_unit, self._years = money_unit, years
        self._costs = list(self._cost_groups())
        self._indicators = [self._indicator_cells(spec) for spec in form.indicators]

    def _cost_groups(self) -> Iterator[list[CostCell]]:
        """Columns whose amounts belong together (one stage, one year), parts before totals."""
        groups: dict[Slot, list[CostCell]] = {}
        for spec in (*self._form.costs, *self._form.blocks.costs):
            for cell in self._cost_cells(spec):
                groups.setdefault(cell.slot._replace(item=""), []).append(cell)
        yield from groups.values()

    def _cost_cells(self, spec: CostColumn) -> Iterator[CostCell]:
        blocks = self._form.blocks
        for column in self._layout.all(spec.column):
            year = column.fiscal_year(self._years.carried_out)
            by_year = blocks.finished_stage if self._years.finished(year) else blocks.planned_stage
            yield CostCell(
                column.index,
                Slot(spec.stage or by_year, spec.item, year),
                spec.unit or self._money_unit,
                spec.of,
                column.flags if year is None else column.flags + self._years.flags,
            )

    def _indicator_cells(self, spec: IndicatorColumns) -> IndicatorCells:
        one = self._layout.one
        values = tuple(cell for value in spec.values for cell in self._value_cells(value))
        return IndicatorCells(
            spec, one(spec.name), one(spec.unit), one(spec.definition), one(spec.source), values
        )

    def _value_cells(self, value: ValueColumn) -> Iterator[ValueCell]:
        blocks = self._form.blocks
        for column in self._layout.all(value.column):
            year = column.fiscal_year(self._years.carried_out)
            finished = self._years.finished(year)
            by_year = blocks.finished_measure if finished else blocks.planned_measure
            flags = column.flags + self._years.flags
            yield ValueCell(column.index, value.measure or by_year, year, flags)

    def costs(self, row: RowTakings) -> tuple[Cost, ...]:
        """All amounts: those that stand once, then block by block."""
        found: list[Cost] = []
        for group in self._costs:
            items: dict[str, Cost] = {}
            for cell in group:
                items[cell.slot.item] = _cost(row, cell, items)
            found += items.values()
        return tuple(found)

    def indicators(self, row: RowTakings) -> tuple[Indicator, ...]:
        """The indicators of the row; a slot without any text is none."""
        slots = (self._indicator(row, cells) for cells in self._indicators)
        return tuple(indicator for indicator in slots if indicator is not None)

    def _indicator(self, row: RowTakings, cells: IndicatorCells) -> Indicator | None:
        name, unit = row.take(cells.name), row.take(cells.unit) or None
        definition, source = row.take(cells.definition) or None, row.take(cells.source) or None
        flags = _doubt_of_name(name, self._form.ghosts)
        printed = [row.take(cell.column) for cell in cells.values]
        if not (name or unit or definition or source or any(printed)):
            return None
        return Indicator(
            no=cells.spec.no,
            kind=cells.spec.kind,
            name=name,
            unit=unit,
            definition=definition,
            source=source,
            flags=flags,
            at=None if cells.name is None else row.at(cells.name),
            values=tuple(
                _value(row, cell, text, unit, flags)
                for cell, text in zip(cells.values, printed, strict=True)
            ),
        )


def _cost(row: RowTakings, cell: CostCell, parts: dict[str, Cost]) -> Cost:
    cost = cost_of(
        row.take(cell.column), cell.unit, cell.slot, row.at(cell.column), flags=cell.flags
    )
    if cell.of and _is_formula_zero(cost, [parts[item] for item in cell.of if item in parts]):
        return cost.model_copy(update={"amount": None, "missing": "formula_zero"})
    return cost


def _value(
    row: RowTakings, cell: ValueCell, printed: str, unit: str | None, flags: tuple[str, ...]
) -> Value:
    return value_of(
        printed,
        cell.measure,
        cell.fiscal_year,
        row.at(cell.column),
        unit=narrow(unit) if unit else None,
        flags=flags + cell.flags,
    )


def _doubt_of_name(name: str, ghosts: tuple[str, ...]) -> tuple[str, ...]:
    """No name or the formula's 0: unnamed. A dash is printed as a name, but names nothing."""
    if not name or narrow(name) in ghosts:
        return ("unnamed",)
    return ("ghost",) if missing_code(name) is not None else ()


def _is_formula_zero(cost: Cost, parts: list[Cost]) -> bool:
    """A total that is 0 although none of its parts states an amount."""
    zero = cost.number is not None and cost.number == 0
    return zero and bool(parts) and all(part.amount is None for part in parts)
