"""Which way is better, inferred from the rates that a form prints.

No form says it: a printed 97.5 % for 95.1 against a target of 92.7 can only be target ÷ actual, so
less is better. Where the printed rates fit both ways, neither, or contradict each other, nothing
is inferred and a person decides.
"""

from decimal import Decimal
from typing import Literal

from shirube.designs import Design
from shirube.reckon import Rate, achievement, rounded
from shirube.schema import Indicator, Sheet, Value

Way = Literal["up", "down"]
_WAYS: tuple[Way, ...] = ("up", "down")


def with_directions(sheet: Sheet, design: Design) -> Sheet:
    """The sheet with ``better`` and its basis "inferred" where the printed rates leave one way."""
    indicators = tuple(_inferred(indicator, design) for indicator in sheet.indicators)
    return sheet.model_copy(update={"indicators": indicators})


def inferred_direction(indicator: Indicator, design: Design) -> Way | None:
    """The only way that explains every printed rate; None when none or both do.

    Only cells that nobody doubts count, compared at the printed decimals in the form's rounding.
    """
    ways = set(_WAYS)
    for rate in indicator.of("achievement"):
        if (fitting := _fitting(indicator, rate, design)) is not None:
            ways &= fitting
    return ways.pop() if len(ways) == 1 else None


def _inferred(indicator: Indicator, design: Design) -> Indicator:
    if indicator.better is not None:
        return indicator
    way = inferred_direction(indicator, design)
    if way is None:
        return indicator
    return indicator.model_copy(update={"better": way, "better_basis": "inferred"})


def _fitting(indicator: Indicator, rate: Value, design: Design) -> set[Way] | None:
    """The ways by which a column's rate comes out; None for a column that cannot tell."""
    target = indicator.get("target", rate.fiscal_year)
    actual = indicator.get("actual", rate.fiscal_year)
    if target is None or actual is None:
        return None
    if not (rate.certain and target.certain and actual.certain):
        return None
    return {way for way in _WAYS if _comes_out(way, (target, actual, rate), indicator, design)}


def _comes_out(
    way: Way, column: tuple[Value, Value, Value], indicator: Indicator, design: Design
) -> bool:
    formula = design.achievement.up if way == "up" else design.achievement.down
    target, actual, rate = (value.number for value in column)
    if formula is None or rate is None:
        return False
    result = achievement(formula, target=target, actual=actual, baseline=_baseline(indicator))
    decimals = max(-int(rate.as_tuple().exponent), 0)
    return (
        isinstance(result, Rate) and rounded(result, decimals, design.achievement.rounding) == rate
    )


def _baseline(indicator: Indicator) -> Decimal | None:
    certain = [value.number for value in indicator.of("baseline") if value.certain]
    return certain[0] if len(certain) == 1 else None
