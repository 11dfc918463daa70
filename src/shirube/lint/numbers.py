"""What rules ask of an indicator's numbers: targets beside actuals, rates, which way is better."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from shirube.designs import Design
from shirube.designs.model import Achievement
from shirube.reckon import Better, Formula, NotComputable, Rate, achievement, rounded
from shirube.schema import Indicator, Value

_BY_QUALIFIER: dict[str, Better] = {
    "at_least": "up",
    "above": "up",
    "at_most": "down",
    "below": "down",
}


class Column(NamedTuple):
    """One fiscal year of an indicator with certain target and actual."""

    fiscal_year: int | None
    target: Value
    actual: Value


def columns(indicator: Indicator) -> Iterator[Column]:
    """The years in which target and actual both are certain."""
    for target in indicator.of("target"):
        actual = indicator.get("actual", target.fiscal_year)
        if target.certain and actual is not None and actual.certain:
            yield Column(target.fiscal_year, target, actual)


def formula_for(better: Better, design: Design | None) -> Formula | None:
    """The design's formula for a direction."""
    rates = design.achievement if design is not None else Achievement()
    formulas: dict[Better, Formula | None] = {
        "up": rates.up,
        "down": rates.down,
        "range": rates.range,
        "milestone": rates.milestone,
    }
    return formulas[better]


def computed(column: Column, formula: Formula, baseline: Decimal | None) -> Rate | None:
    """The rate of a column, None where it cannot be computed."""
    rate = achievement(
        formula, target=column.target.number, actual=column.actual.number, baseline=baseline
    )
    return None if isinstance(rate, NotComputable) else rate


def baseline_of(indicator: Indicator) -> Decimal | None:
    """The one certain baseline."""
    found = [value.number for value in indicator.of("baseline") if value.certain]
    return found[0] if len(found) == 1 else None


def as_printed(rate: Rate, printed: Decimal, design: Design | None) -> Decimal:
    """The rate with the printed number of decimals, by the design's rounding."""
    rates = design.achievement if design is not None else Achievement()
    return rounded(rate, max(0, -int(printed.as_tuple().exponent)), rates.rounding)


def stated_direction(indicator: Indicator) -> Better | None:
    """Which way is better, as far as the form or a person says so: 520g 以下 is better below."""
    if indicator.better is not None and indicator.better_basis != "inferred":
        return indicator.better
    said = {
        _BY_QUALIFIER[value.qualifier]
        for value in indicator.of("target")
        if value.qualifier in _BY_QUALIFIER
    }
    return said.pop() if len(said) == 1 else None


def likely_direction(indicator: Indicator, design: Design | None) -> Better | None:
    """Stated, inferred by the reader, or told by a printed rate that only one direction gives."""
    better = stated_direction(indicator) or indicator.better
    if better is not None:
        return better
    fitting = {better for better in ("up", "down") if _fits_a_rate(indicator, better, design)}
    return fitting.pop() if len(fitting) == 1 else None  # type: ignore[return-value]


def _fits_a_rate(indicator: Indicator, better: Better, design: Design | None) -> bool:
    formula = formula_for(better, design)
    if formula is None:
        return False
    for column in columns(indicator):
        printed = indicator.get("achievement", column.fiscal_year)
        rate = computed(column, formula, baseline_of(indicator))
        if printed is None or printed.number is None or not printed.certain or rate is None:
            continue
        if as_printed(rate, printed.number, design) == printed.number:
            return True
    return False


def rising_or_falling(targets: list[Value]) -> Better | None:
    """The way that targets go over the years; None where they stand still or turn."""
    numbers = [value.number for value in targets if value.number is not None]
    steps = {(later > earlier) - (later < earlier) for earlier, later in pairwise(numbers)}
    steps.discard(0)
    if steps == {1}:
        return "up"
    return "down" if steps == {-1} else None
