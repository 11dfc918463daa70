"""An indicator's value against the year before."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shirube.basics.japanese_text import squeeze
from shirube.reckon.achievement import Better
from shirube.schema import Value

Outcome = Literal["better", "worse", "same", "higher", "lower", "not_comparable"]
WhyNot = Literal["missing", "doubtful", "unit", "qualifier", "same_observation", "range"]

OUTCOMES: dict[Outcome, tuple[str, str]] = {
    "better": ("よくなった", "better"),
    "worse": ("悪くなった", "worse"),
    "same": ("変わらない", "same"),
    "higher": ("上がった(よい方向は不明)", "higher (which way is better is not known)"),
    "lower": ("下がった(よい方向は不明)", "lower (which way is better is not known)"),
    "not_comparable": ("比べられない", "not comparable"),
}
WHY_NOT: dict[WhyNot, tuple[str, str]] = {
    "missing": ("どちらかの値がありません", "one of the values is missing"),
    "doubtful": ("どちらかの値が確かでありません", "one of the values is doubtful"),
    "unit": ("単位が違います", "the units differ"),
    "qualifier": ("「以上」「約」などの付き方が違います", "the values are qualified differently"),
    "same_observation": (
        "どちらも同じ年度の値です",
        "both values were observed in the same year",
    ),
    "range": (
        "範囲に収める指標なので、上下だけでは比べられません",
        "the indicator is to stay within a range",
    ),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome, and the difference (this − before) or the reason why there is none."""

    outcome: Outcome
    difference: Decimal | None = None
    why_not: WhyNot | None = None


def compare(
    this: Value | None,
    before: Value | None,
    better: Better | None,
    *,
    units: tuple[str | None, str | None] = (None, None),
) -> Comparison:
    """This year's value against the year before. ``units`` are the printed units of the two
    indicators where they come from two sheets; two that differ are not compared.
    """
    why_not = _why_not(this, before, better, units)
    if why_not is not None:
        return Comparison("not_comparable", why_not=why_not)
    assert this is not None
    assert before is not None
    assert this.number is not None
    assert before.number is not None
    difference = this.number - before.number
    return Comparison(_outcome(difference, better), difference)


def _why_not(
    this: Value | None,
    before: Value | None,
    better: Better | None,
    units: tuple[str | None, str | None],
) -> WhyNot | None:
    if this is None or before is None or this.value is None or before.value is None:
        return "missing"
    if not (this.certain and before.certain):
        return "doubtful"
    checks: tuple[tuple[bool, WhyNot], ...] = (
        (_units_differ(*units), "unit"),
        (this.qualifier != before.qualifier, "qualifier"),
        (this.year is not None and this.year == before.year, "same_observation"),
        (better == "range" and this.number != before.number, "range"),
    )
    return next((reason for applies, reason in checks if applies), None)


def _units_differ(one: str | None, other: str | None) -> bool:
    return squeeze(one or "") != squeeze(other or "")


def _outcome(difference: Decimal, better: Better | None) -> Outcome:
    if not difference:
        return "same"
    rising = difference > 0
    if better in {"up", "milestone"}:
        return "better" if rising else "worse"
    if better == "down":
        return "worse" if rising else "better"
    return "higher" if rising else "lower"
