"""Achievement, comparison with the year before, totals with each project counted once.

Pure functions over plain sheets. Every result carries the formula and the numbers it came from.
"""

from shirube.reckon.achievement import (
    Better,
    Formula,
    NotComputable,
    Range,
    Rate,
    Rounding,
    achievement,
    rounded,
)

__all__ = [
    "Better",
    "Formula",
    "NotComputable",
    "Range",
    "Rate",
    "Rounding",
    "achievement",
    "rounded",
]
