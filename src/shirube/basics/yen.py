"""Money: amounts are kept in yen, the printed unit beside them."""

from decimal import Decimal
from functools import cache

from shirube.basics.japanese_text import squeeze

UNITS = {"円": 1, "千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000}


@cache
def yen_per(unit: str) -> int:
    """How many yen one of a printed unit is: 千円 → 1000. Raises KeyError for another unit."""
    return UNITS[squeeze(unit)]


def to_yen(number: Decimal, unit: str) -> Decimal:
    """1,355.3925 千円 → 1355392.5; nothing is rounded here."""
    return number * yen_per(unit)


def in_print(yen: Decimal) -> str:
    """For people: 51200000 → 5,120万円; a sum that is no round 万円 is shown in yen."""
    if yen and yen % 10_000 == 0:
        return f"{yen / 10_000:,.0f}万円"
    if yen and abs(yen) >= 10_000_000:
        return f"約{yen / 10_000:,.0f}万円"
    return f"{yen.normalize():,f}円" if yen else "0円"
