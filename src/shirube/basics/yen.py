"""Money: amounts are kept in yen, the printed unit beside them."""

from decimal import ROUND_HALF_UP, Decimal
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
    """For people: 51200000 → 5,120万円, 903480000 → 9億348万円.

    A sum of ten million or more that is no round 万円 is rounded to one and says 約.
    """
    if abs(yen) < 10_000_000 and yen % 10_000:
        return f"{yen.normalize():,f}円"
    about = "約" if yen % 10_000 else ""
    sign = "−" if yen < 0 else ""
    hundred_millions, tens = divmod(
        abs(int((yen / 10_000).to_integral_value(ROUND_HALF_UP))), 10_000
    )
    parts = (f"{hundred_millions:,}億" if hundred_millions else "") + (
        f"{tens:,}万" if tens else ""
    )
    return f"{about}{sign}{parts or 0}円"
