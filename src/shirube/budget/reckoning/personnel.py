"""Personnel cost: hours × the year's price an hour by category, with formula and inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple


class Hours(NamedTuple):
    """Hours that people of a category worked for a project in a year."""

    category: str  # 正規職員, 会計年度任用職員 …
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Personnel:
    """The cost in yen, rounded half up once; None while a price is missing."""

    yen: int | None
    hours: Decimal
    formula: str
    without_price: tuple[str, ...] = ()


def personnel(hours: Sequence[Hours], prices: Mapping[str, Decimal]) -> Personnel:
    """Σ hours × price. A category without a price leaves the cost open, never zero."""
    missing = tuple(one.category for one in hours if one.category not in prices)
    said = " + ".join(
        f"{one.category} {_said(one.hours)}時間 × {_said(prices[one.category])}円"
        if one.category in prices
        else f"{one.category} {_said(one.hours)}時間 × 単価なし"
        for one in hours
    )
    together = sum((one.hours for one in hours), Decimal(0))
    if missing or not hours:
        return Personnel(None, together, said, missing)
    exact = sum((one.hours * prices[one.category] for one in hours), Decimal(0))
    yen = int(exact.to_integral_value(ROUND_HALF_UP))
    return Personnel(yen, together, f"{said} = {yen:,}円")


def _said(number: Decimal) -> str:
    """4330.00 as it comes out of the database → 4,330."""
    return f"{number if number % 1 else number.to_integral_value():,f}"
