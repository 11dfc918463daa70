"""How sure a share found by a survey is: the Wilson interval, for the finite population.

E. B. Wilson, 1927. For a population of N the effective number of answers is n·(N−1)/(N−n): who
asked everybody knows for sure. Holds for a simple random sample; those who did not answer may
differ, which no formula mends.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

Z95 = 1.959963984540054  # 95 % of a normal distribution lie within


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent out of ``answers``; ``population`` None where nobody knows it."""

    percent: Decimal
    answers: int
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds in percent, to one decimal."""

    low: Decimal
    high: Decimal


def interval(share: Share) -> Interval:
    """95 %. Raises ValueError for a share or numbers that cannot be."""
    n, p = _effective(share), float(share.percent) / 100
    if n is None:
        exact = _rounded(float(share.percent))
        return Interval(exact, exact)
    middle = (p + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 / (1 + Z95**2 / n) * sqrt(p * (1 - p) / n + Z95**2 / (4 * n**2))
    return Interval(
        _rounded(100 * max(0.0, middle - half)), _rounded(100 * min(1.0, middle + half))
    )


def distinguishable(one: Share, other: Share) -> bool:
    """Whether two shares of different surveys differ by more than chance at 95 %."""
    difference = abs(float(one.percent - other.percent)) / 100
    return difference > Z95 * sqrt(_variance(one) + _variance(other))


def _variance(share: Share) -> float:
    n, p = _effective(share), float(share.percent) / 100
    if n is None:
        return 0.0
    # Agresti–Coull: 0 % of 20 answers is no certainty.
    shrunk = (p * n + Z95**2 / 2) / (n + Z95**2)
    return shrunk * (1 - shrunk) / (n + Z95**2)


def _effective(share: Share) -> float | None:
    """Answers, corrected; None where everybody answered."""
    n, population = share.answers, share.population
    if not 0 <= share.percent <= 100 or n < 1 or (population is not None and population < n):
        raise ValueError(f"{share}: no share of a survey")
    if population is None:
        return float(n)
    return None if population == n else n * (population - 1) / (population - n)


def _rounded(percent: float) -> Decimal:
    return Decimal(percent).quantize(Decimal("0.1"), ROUND_HALF_UP)
