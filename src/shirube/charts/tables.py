"""Tables of a sheet as rows of cells that a page or a paper only has to print."""

from dataclasses import dataclass, field

from shirube.charts.tongue import JAPANESE, Tongue, year_head
from shirube.reckon.totals import Slot, slot_of
from shirube.schema import Cost, Indicator, Project, Value
from shirube.schema.codes import label


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, what is small below it, and how it is marked."""

    text: str
    notes: tuple[str, ...] = ()
    css: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its heading."""

    head: str
    cells: tuple[Cell, ...]
    unit: str | None = None
    tags: tuple[str, ...] = ()
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Column heads, rows, and rows at the foot."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    foot: tuple[Row, ...] = field(default=())
    unit: str | None = None


__all__ = [
    "Cell", "Row", "Table", "costs_table", "money_table", "slot_head", "values_table", "year_head",
]  # fmt: skip
EMPTY = Cell("", (), "none")


def values_table(
    indicator: Indicator, moved: frozenset[int] = frozenset(), tongue: Tongue = JAPANESE
) -> Table:
    """Measures down, years across, as on the form. ``moved``: years whose target was changed."""
    years = tuple(dict.fromkeys(value.fiscal_year for value in indicator.values))
    measures = tuple(dict.fromkeys(value.measure for value in indicator.values))
    rows = []
    for measure in measures:
        cells = tuple(
            _value_cell(value, indicator.unit, value.measure == "target" and year in moved, tongue)
            if (value := indicator.get(measure, year)) is not None
            else EMPTY
            for year in years
        )
        rows.append(Row(label("measure", measure, tongue.language), cells))
    return Table(tuple(tongue.year(year) for year in years), tuple(rows), unit=indicator.unit)


def _value_cell(value: Value, unit: str | None, moved: bool, tongue: Tongue) -> Cell:
    notes = [label("flag", flag, tongue.language) for flag in value.flags]
    if survey := tongue.survey(value, unit):
        notes += survey
    elif value.observed_year is not None and value.observed_year != value.fiscal_year:
        notes.append(tongue.value_of(value.observed_year))
    if moved:
        notes.append(tongue.changed)
    if value.measure in ("achievement", "status", "comparison") and not value.missing:
        return Cell(value.printed or "", tuple(notes), "doubt" if value.flags else "")
    css = "miss" if value.missing else "doubt" if value.flags else "moved" if moved else ""
    return Cell(tongue.value(value), tuple(notes), css)


def money_table(
    projects: tuple[Project, ...], totals: tuple[Cost, ...], tongue: Tongue = JAPANESE
) -> Table:
    """Projects down, amounts across as the form has them, the printed totals at the foot."""
    every = [cost for project in projects for cost in project.costs]
    slots = tuple(dict.fromkeys(slot_of(cost) for cost in (*every, *totals)))
    units = {cost.unit for cost in (*every, *totals) if cost.unit}
    rows = tuple(
        Row(
            project.name,
            _cost_cells(project.costs, slots, tongue),
            project.unit,
            (tongue.action_plan,) if project.in_action_plan else (),
        )
        for project in projects
    )
    foot = (Row(tongue.printed_total, _cost_cells(totals, slots, tongue)),) if totals else ()
    unit = units.pop() if len(units) == 1 else None
    return Table(tuple(slot_head(slot, tongue) for slot in slots), rows, foot, unit)


def costs_table(costs: tuple[Cost, ...], tongue: Tongue = JAPANESE) -> Table:
    """For sheets that state only totals: items down, years and stages across."""
    columns = tuple(dict.fromkeys((cost.fiscal_year, cost.stage) for cost in costs))
    items = tuple(dict.fromkeys(cost.item for cost in costs))
    rows = []
    for item in items:
        of_item = tuple(cost for cost in costs if cost.item == item)
        slots = tuple(Slot(year, stage, item) for year, stage in columns)
        unit = next((cost.unit for cost in of_item if cost.unit), None)
        cells = _cost_cells(of_item, slots, tongue)
        rows.append(Row(label("item", item, tongue.language), cells, unit))
    heads = tuple(
        f"{tongue.year(year)} {label('stage', stage, tongue.language)}" for year, stage in columns
    )
    return Table(heads, tuple(rows))


def slot_head(slot: Slot, tongue: Tongue = JAPANESE) -> str:
    """2019 令和元 決算; the item is said only where it is not the total."""
    item = "" if slot.item == "total" else f" {label('item', slot.item, tongue.language)}"
    return f"{tongue.year(slot.fiscal_year)} {label('stage', slot.stage, tongue.language)}{item}"


def _cost_cells(
    costs: tuple[Cost, ...], slots: tuple[Slot, ...], tongue: Tongue
) -> tuple[Cell, ...]:
    found = {slot_of(cost): cost for cost in reversed(costs)}
    return tuple(_cost_cell(found.get(slot), tongue) for slot in slots)


def _cost_cell(cost: Cost | None, tongue: Tongue) -> Cell:
    if cost is None:
        return EMPTY
    notes = tuple(label("flag", flag, tongue.language) for flag in cost.flags)
    if cost.missing:
        return Cell(tongue.absent(cost.missing, cost.printed), notes, "miss")
    if cost.number is None:
        return Cell(tongue.unreadable(cost.printed), notes, "doubt")
    return Cell(tongue.amount(cost), notes, "doubt" if cost.flags else "")
