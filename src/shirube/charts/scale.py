"""Round numbers for an axis."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal


def ticks(lowest: Decimal, highest: Decimal, count: int) -> list[Decimal]:
    """About ``count`` round marks that enclose both numbers: 51.0, 60.0 → 50 55 60.

    Starts at zero when the smallest number is small beside the span, so that a picture does not
    blow up a little change of a number close to zero.
    """
    if lowest > 0 and lowest < (highest - lowest):
        lowest = Decimal(0)
    if lowest == highest:
        margin = abs(lowest) / 10 or Decimal(1)
        lowest, highest = lowest - margin, highest + margin
    step = _round_step((highest - lowest) / max(count - 1, 1))
    first = (lowest / step).to_integral_value(ROUND_FLOOR) * step
    last = (highest / step).to_integral_value(ROUND_CEILING) * step
    return [first + step * index for index in range(int((last - first) / step) + 1)]


def _round_step(raw: Decimal) -> Decimal:
    power = Decimal(10) ** (raw.adjusted())
    for factor in (1, 2, 5):
        if power * factor >= raw:
            return power * factor
    return power * 10
