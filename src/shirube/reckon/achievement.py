"""How far a target is reached, by the formulas that municipalities print.

=================== =============================== ============================================
formula             percent                         seen in print
=================== =============================== ============================================
actual/target       actual ÷ target                 more is better
target/actual       target ÷ actual                 清瀬市, less is better: 95.1 for 92.7: 97.5 %
2-actual/target     2 − actual ÷ target             長崎市, less is better: 0.42 for 0.27: 44.4 %
baseline_progress   (actual − base) ÷ (target − base) the way from where it began
range               100 inside, 0 outside           keep within a range
milestone           100 reached, 0 not yet          reach a milestone
=================== =============================== ============================================

Nothing is capped: 156 % is printed as 156 %.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from typing import Literal, NamedTuple

Formula = Literal[
    "actual/target", "target/actual", "2-actual/target", "baseline_progress", "range", "milestone"
]
Better = Literal["up", "down", "range", "milestone"]
Rounding = Literal["half_up", "down", "half_even"]
Reason = Literal[
    "no_target",
    "no_actual",
    "no_baseline",
    "no_range",
    "range_is_no_number",
    "target_zero",
    "actual_zero",
    "negative",
    "baseline_is_target",
    "other_year",
]

REASONS: dict[Reason, tuple[str, str]] = {
    "no_target": ("目標値がありません", "there is no target"),
    "no_actual": ("実績値がありません", "there is no actual value"),
    "no_baseline": ("現状値(基準値)がありません", "there is no baseline"),
    "no_range": ("目標の範囲が示されていません", "no range is given as the target"),
    "range_is_no_number": (
        "目標が範囲なので、この式では計算できません",
        "the target is a range, which this formula cannot use",
    ),
    "target_zero": ("目標値が0なので、割合を計算できません", "the target is zero"),
    "actual_zero": ("実績値が0なので、割合を計算できません", "the actual value is zero"),
    "negative": (
        "負の値があり、割合が達成の度合いを表しません",
        "with a negative value the ratio does not tell how far the target is reached",
    ),
    "baseline_is_target": (
        "現状値と目標値が同じなので、進み具合を計算できません",
        "baseline and target are the same",
    ),
    "other_year": (
        "実績は別の年度に調べた値なので、この年度の達成率は計算しません",
        "the actual value was measured in another year",
    ),
}
_ROUNDING = {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN, "half_even": ROUND_HALF_EVEN}
_DIGITS = 60  # more than any two printed numbers need, so that only ``rounded`` rounds


class Range(NamedTuple):
    """A target to stay within; an end that is None is open. Both ends belong to it."""

    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Rate:
    """A computed achievement in percent, not rounded, with the formula and its inputs.

    The formulas ``range`` and ``milestone`` know only 100 and 0: show ``met`` for them.
    """

    percent: Decimal
    formula: Formula
    inputs: dict[str, Decimal] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """The target is reached."""
        return self.percent >= 100

    @property
    def yes_or_no(self) -> bool:
        """The formula only tells reached or not, so no percentage should be shown."""
        return self.formula in {"range", "milestone"}


@dataclass(frozen=True, slots=True)
class NotComputable:
    """No rate, and why."""

    formula: Formula
    reason: Reason

    def text(self, language: str = "ja") -> str:
        """The reason in words."""
        japanese, english = REASONS[self.reason]
        return japanese if language == "ja" else english


def achievement(
    formula: Formula,
    *,
    target: Decimal | Range | None,
    actual: Decimal | None,
    baseline: Decimal | None = None,
) -> Rate | NotComputable:
    """The rate of one actual against one target. Missing and impossible inputs give a reason."""
    if target is None:
        return NotComputable(formula, "no_target")
    if actual is None:
        return NotComputable(formula, "no_actual")
    if formula == "range":
        return _range(target, actual)
    if isinstance(target, Range):
        return NotComputable(formula, "range_is_no_number")
    with localcontext(prec=_DIGITS):
        return _FORMULAS[formula](target, actual, baseline)


def rounded(rate: Rate, decimals: int = 1, rounding: Rounding = "half_up") -> Decimal:
    """The percentage as a form prints it: 87.35… → 87.4."""
    with localcontext(prec=_DIGITS):
        return rate.percent.quantize(Decimal(1).scaleb(-decimals), _ROUNDING[rounding])


def _range(target: Decimal | Range, actual: Decimal) -> Rate | NotComputable:
    if not isinstance(target, Range) or (target.low is None and target.high is None):
        return NotComputable("range", "no_range")
    inside = (target.low is None or actual >= target.low) and (
        target.high is None or actual <= target.high
    )
    ends = {"low": target.low, "high": target.high}
    inputs = {name: end for name, end in ends.items() if end is not None}
    return Rate(Decimal(100 if inside else 0), "range", {**inputs, "actual": actual})


def _actual_by_target(
    target: Decimal, actual: Decimal, baseline: Decimal | None
) -> Rate | NotComputable:
    if target <= 0:
        return NotComputable("actual/target", "negative" if target else "target_zero")
    return Rate(actual / target * 100, "actual/target", {"actual": actual, "target": target})


def _target_by_actual(
    target: Decimal, actual: Decimal, baseline: Decimal | None
) -> Rate | NotComputable:
    if not target or not actual:
        return NotComputable("target/actual", "actual_zero" if target else "target_zero")
    if target < 0 or actual < 0:
        return NotComputable("target/actual", "negative")
    return Rate(target / actual * 100, "target/actual", {"target": target, "actual": actual})


def _two_minus(target: Decimal, actual: Decimal, baseline: Decimal | None) -> Rate | NotComputable:
    if target <= 0:
        return NotComputable("2-actual/target", "negative" if target else "target_zero")
    inputs = {"actual": actual, "target": target}
    return Rate((2 - actual / target) * 100, "2-actual/target", inputs)


def _progress(target: Decimal, actual: Decimal, baseline: Decimal | None) -> Rate | NotComputable:
    if baseline is None:
        return NotComputable("baseline_progress", "no_baseline")
    if baseline == target:
        return NotComputable("baseline_progress", "baseline_is_target")
    percent = (actual - baseline) / (target - baseline) * 100
    inputs = {"actual": actual, "target": target, "baseline": baseline}
    return Rate(percent, "baseline_progress", inputs)


def _milestone(target: Decimal, actual: Decimal, baseline: Decimal | None) -> Rate:
    # A milestone below the start (a debt of 0) is reached from above.
    falling = baseline is not None and baseline > target
    reached = actual <= target if falling else actual >= target
    inputs = {"actual": actual, "target": target}
    if baseline is not None:
        inputs["baseline"] = baseline
    return Rate(Decimal(100 if reached else 0), "milestone", inputs)


_FORMULAS: dict[Formula, Callable[[Decimal, Decimal, Decimal | None], Rate | NotComputable]] = {
    "actual/target": _actual_by_target,
    "target/actual": _target_by_actual,
    "2-actual/target": _two_minus,
    "baseline_progress": _progress,
    "milestone": _milestone,
}
