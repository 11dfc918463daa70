"""A survey's share in words: the interval, and whether a difference is more than chance.

Only where the sheet carries how many answered; nothing is assumed.
"""

from shirube.basics.japanese_text import squeeze
from shirube.reckon import Share, distinguishable, interval
from shirube.schema import Value


def share_of(value: Value | None, unit: str | None) -> Share | None:
    """The value as a share of a survey; None where it is none, or nobody knows how many answered.

    A qualified, doubtful or impossible value is none.
    """
    if value is None or not value.certain or value.answers is None or value.qualifier:
        return None
    if squeeze(unit or "") not in {"%", "パーセント"} or value.number is None:
        return None
    share = Share(value.number, value.answers, value.population)
    try:
        interval(share)
    except ValueError:
        return None
    return share


def sure(value: Value | None, unit: str | None) -> str:
    """「回答1,016人。95%の確かさで19.4〜24.4%」; "" where that cannot be said."""
    share = share_of(value, unit)
    if share is None:
        return ""
    found = interval(share)
    return f"回答{share.answers:,}人。95%の確かさで{found.low}%から{found.high}%の間"


def against(this: Value | None, before: Value | None, unit: str | None) -> str:
    """Whether this survey differs from the one before; "" where that cannot be said."""
    one, other = share_of(this, unit), share_of(before, unit)
    if one is None or other is None or this is None or before is None or this.year == before.year:
        return ""
    if distinguishable(one, other):
        return "前の調査との差は、偶然では説明しにくい大きさです"
    return "前の調査との差は、偶然の範囲かもしれません"
