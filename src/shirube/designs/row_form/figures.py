"""Costs and indicators of one row."""

from collections.abc import Iterator

from shirube.basics.numbers_in_print import missing_code, narrow
from shirube.designs.cells import Slot, cost_of, value_of
from shirube.designs.row_form.columns import Column, Layout
from shirube.designs.row_form.mapping import CostColumn, IndicatorColumns, RowForm, ValueColumn
from shirube.designs.row_form.years import Years
from shirube.schema import Cost, Indicator, Value
from shirube.schema.numbers import Measure
from shirube.sources.row_taking import RowTakings


class Figures:
    """Reads the figures of a row; one object serves all rows of a tab."""

    def __init__(self, form: RowForm, layout: Layout, money_unit: str) -> None:
        self._form = form
        self._layout = layout
        self._money_unit = money_unit
        self._cost_groups = list(_cost_groups(form, layout))

    def costs(self, row: RowTakings, years: Years) -> tuple[Cost, ...]:
        """All amounts: those that stand once, then block by block."""
        found: list[Cost] = []
        for group in self._cost_groups:
            items: dict[str, Cost] = {}
            for spec, column in group:
                items[spec.item] = self._cost(row, years, spec, column, items)
            found += items.values()
        return tuple(found)

    def _cost(
        self,
        row: RowTakings,
        years: Years,
        spec: CostColumn,
        column: Column,
        parts: dict[str, Cost],
    ) -> Cost:
        year = column.fiscal_year(years.carried_out)
        blocks = self._form.blocks
        stage = spec.stage or (
            blocks.finished_stage if years.finished(year) else blocks.planned_stage
        )
        flags = column.flags if year is None else column.flags + years.flags
        cost = cost_of(
            row.take(column.index),
            spec.unit or self._money_unit,
            Slot(stage, spec.item, year),
            row.at(column.index),
            flags=flags,
        )
        if _is_formula_zero(cost, [parts[item] for item in spec.of if item in parts]):
            return cost.model_copy(update={"amount": None, "missing": "formula_zero"})
        return cost

    def indicators(self, row: RowTakings, years: Years) -> tuple[Indicator, ...]:
        """The indicators of the row; a slot without any text is none."""
        slots = (self._indicator(row, years, spec) for spec in self._form.indicators)
        return tuple(indicator for indicator in slots if indicator is not None)

    def _indicator(self, row: RowTakings, years: Years, spec: IndicatorColumns) -> Indicator | None:
        at = self._layout.one(spec.name)
        name = row.take(at)
        unit = row.take(self._layout.one(spec.unit)) or None
        definition = row.take(self._layout.one(spec.definition)) or None
        source = row.take(self._layout.one(spec.source)) or None
        flags = _doubt_of_name(name, self._form.ghosts)
        values = tuple(self._values(row, years, spec, unit, flags))
        said = name or unit or definition or source
        if not said and all(value.missing == "blank" for value in values):
            return None
        return Indicator(
            no=spec.no,
            kind=spec.kind,
            name=name,
            unit=unit,
            definition=definition,
            source=source,
            flags=flags,
            at=None if at is None else row.at(at),
            values=values,
        )

    def _values(
        self,
        row: RowTakings,
        years: Years,
        spec: IndicatorColumns,
        unit: str | None,
        flags: tuple[str, ...],
    ) -> Iterator[Value]:
        for value in spec.values:
            for column in self._layout.all(value.column):
                year = column.fiscal_year(years.carried_out)
                yield value_of(
                    row.take(column.index),
                    self._measure(value, years, year),
                    year,
                    row.at(column.index),
                    unit=narrow(unit) if unit else None,
                    flags=flags + column.flags + years.flags,
                )

    def _measure(self, value: ValueColumn, years: Years, year: int | None) -> Measure:
        blocks = self._form.blocks
        if value.measure is not None:
            return value.measure
        return blocks.finished_measure if years.finished(year) else blocks.planned_measure


def _doubt_of_name(name: str, ghosts: tuple[str, ...]) -> tuple[str, ...]:
    """No name or the formula's 0: unnamed. A dash is printed as a name, but names nothing."""
    if not name or narrow(name) in ghosts:
        return ("unnamed",)
    return ("ghost",) if missing_code(name) is not None else ()


def _is_formula_zero(cost: Cost, parts: list[Cost]) -> bool:
    """A total that is 0 although none of its parts states an amount."""
    zero = cost.number is not None and cost.number == 0
    return zero and bool(parts) and all(part.amount is None for part in parts)


def _cost_groups(form: RowForm, layout: Layout) -> Iterator[list[tuple[CostColumn, Column]]]:
    """Columns whose amounts belong together (one stage, one year), parts before totals."""
    groups: dict[tuple[object, ...], list[tuple[CostColumn, Column]]] = {}
    for spec in (*form.costs, *form.blocks.costs):
        for column in layout.all(spec.column):
            key = (spec.stage, column.year, column.offset)
            groups.setdefault(key, []).append((spec, column))
    yield from groups.values()
