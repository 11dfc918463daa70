"""A value that a survey found: of which year, how many answered, the interval, and whether a
difference from the survey before is more than chance.

Only where the sheet carries how many answered; nothing is assumed.
"""

from dataclasses import dataclass

from shirube.basics.fiscal_year import in_era
from shirube.basics.japanese_text import squeeze
from shirube.charts.series import Point, Series
from shirube.reckon import Interval, Share, distinguishable, interval
from shirube.schema import Value

PERCENT = frozenset({"%", "パーセント"})


@dataclass(frozen=True, slots=True)
class Found:
    """What a survey's value carries. ``carried``: it stands in the column of a later year."""

    year: int | None
    carried: bool
    answers: int | None
    interval: Interval | None


def found_by(value: Value | None, unit: str | None) -> Found | None:
    """None for a value of no survey, or one that somebody doubts."""
    if value is None or not value.certain or (value.survey is None and value.answers is None):
        return None
    share = share_of(value, unit)
    carried = value.year != value.fiscal_year
    return Found(value.year, carried, value.answers, interval(share) if share else None)


def share_of(value: Value | None, unit: str | None) -> Share | None:
    """The value as a share of a survey; None where it is none, or nobody knows how many answered.

    A qualified, doubtful or impossible value is none.
    """
    if value is None or not value.certain or value.answers is None or value.qualifier:
        return None
    if squeeze(unit or "") not in PERCENT or value.number is None:
        return None
    share = Share(value.number, value.answers, value.population)
    try:
        interval(share)
    except ValueError:
        return None
    return share


def survey_before(series: Series, year: int) -> Point | None:
    """The last survey before a year."""
    unit = series.indicator.unit
    found = [p for p in series.actual if p.year < year and share_of(p.cell, unit) is not None]
    return found[-1] if found else None


def beyond_chance(this: Value | None, before: Value | None, unit: str | None) -> bool | None:
    """Whether two surveys differ by more than chance; None where that cannot be said."""
    one, other = share_of(this, unit), share_of(before, unit)
    if one is None or other is None or this is None or before is None or this.year == before.year:
        return None
    return distinguishable(one, other)


def told(value: Value | None, unit: str | None) -> tuple[str, ...]:
    """令和5年度の調査 / 回答1,016人 / 95%信頼区間 19.4–24.4%; () for a value of no survey."""
    found = found_by(value, unit)
    if found is None:
        return ()
    year = f"{in_era(found.year)}年度の調査" if found.year is not None else "調査の値"
    parts = [f"{year}(持ち越し)" if found.carried else year]
    if found.answers is not None:
        parts.append(f"回答{found.answers:,}人")
    if found.interval is not None:
        parts.append(f"95%信頼区間 {bounds(found.interval)}")
    return tuple(parts)


def bounds(of: Interval) -> str:
    """19.4–24.4%"""
    return f"{of.low}–{of.high}%"


def against(this: Value | None, before: Value | None, unit: str | None) -> str:
    """How this survey stands to the one before; "" where that cannot be said."""
    beyond = beyond_chance(this, before, unit)
    if beyond is None or before is None or before.year is None:
        return ""
    difference = f"{in_era(before.year)}年度の調査との差は"
    if beyond:
        return f"{difference}、偶然では説明しにくい大きさです"
    return f"{difference}調査の誤差の範囲で、変わったとは言い切れません"
