"""The columns of a sheet that has no last year: which years and stages an empty form begins with.

From then on a row copies the columns of the rows beside it, and a year later they move on.
"""

from typing import NamedTuple

from shirube.designs.model import Design
from shirube.schema.addresses import Item

# part of a row → the part of the cells inside it
INNER = {"projects": "costs", "indicators": "values"}


class CostSlot(NamedTuple):
    """Where an amount stands."""

    fiscal_year: int
    stage: str
    item: str
    unit: str


def cost_slots(design: Design, year: int) -> tuple[CostSlot, ...]:
    """What the evaluated year cost, and the budget of the next."""
    unit = design.money_unit
    return (
        CostSlot(year, "settlement", "total", unit),
        CostSlot(year + 1, "initial_budget", "total", unit),
    )


def value_slots(design: Design, year: int) -> tuple[tuple[str, int], ...]:
    """Measure and year of an indicator's cells, measure by measure."""
    years = _years(design, year)
    measures = ("target", "actual") if design.has_targets else ("actual",)
    slots = [(measure, one) for measure in measures for one in years]
    return (*slots, ("achievement", year)) if design.has_targets else tuple(slots)


def _years(design: Design, year: int) -> list[int]:
    """Last year, the evaluated one, the next and the plan's final year; the plan's own years where
    the form's columns do not move.
    """
    final = design.final_target_year
    known = {year - 1, year, year + 1} | ({final} if final and final > year else set())
    if design.year_columns == "fixed":
        known |= set(range(min(design.first_year or year, year), max(known)))
    return sorted(known)


def blank_cells(design: Design, year: int, part: str) -> list[Item]:
    """The empty cells of a first row of ``part``; [] for a part without cells in its rows."""
    blank: Item = {"printed": "", "missing": "blank"}
    if part == "projects":
        return [slot._asdict() | blank for slot in cost_slots(design, year)]
    if part == "indicators":
        slots = value_slots(design, year)
        return [{"measure": measure, "fiscal_year": one} | blank for measure, one in slots]
    return []
