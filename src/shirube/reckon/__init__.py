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
from shirube.reckon.comparison import Comparison, compare
from shirube.reckon.identity import Appearance, ProjectId, appearances
from shirube.reckon.intervals import Interval, Share, distinguishable, interval
from shirube.reckon.totals import (
    Conflict,
    Overstatement,
    Slot,
    Total,
    Totals,
    conflicts,
    distinct_totals,
    overstatement,
    row_totals,
    slot_of,
    totals_by_level,
)

__all__ = [
    "Appearance",
    "Better",
    "Comparison",
    "Conflict",
    "Formula",
    "Interval",
    "NotComputable",
    "Overstatement",
    "ProjectId",
    "Range",
    "Rate",
    "Rounding",
    "Share",
    "Slot",
    "Total",
    "Totals",
    "achievement",
    "appearances",
    "compare",
    "conflicts",
    "distinct_totals",
    "distinguishable",
    "interval",
    "overstatement",
    "rounded",
    "row_totals",
    "slot_of",
    "totals_by_level",
]
