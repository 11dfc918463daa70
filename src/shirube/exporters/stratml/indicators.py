"""Indicators and ratings as performance indicators, their values as targets and results.

A number stands in ``NumberOfUnits`` only where nobody doubts it. A doubtful one is told in words
with its doubt, a missing one by its reason; a blank cell leaves nothing.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from shirube.exporters.stratml.elements import dates, element, identifier, joined, needed, text
from shirube.schema import Indicator, Rating, Sheet, Value
from shirube.schema.codes import label
from shirube.schema.keys import indicator_keys
from shirube.schema.numbers import Measure

UNNAMED = "(名称の記載なし)"
BLANK = "blank"
# Baselines are results of an earlier year; forecasts, and what follows from target and result,
# have no place of their own in StratML.
RESULTS: dict[Measure, str] = {
    "target": "TargetResult",
    "actual": "ActualResult",
    "baseline": "ActualResult",
}
_STAGES = {"outcome": "Outcome", "output": "Output"}
_ORDER = {"TargetResult": 0, "ActualResult": 1}


def indicators(sheet: Sheet, key: str, directions: Collection[str | None]) -> str:
    """The indicators that belong to some of the sheet's directions, None being no direction."""
    known = {one.no for one in sheet.directions}
    found = [
        _indicator(indicator, f"{key} {name}", sheet.standing)
        for name, indicator in indicator_keys(sheet)
        if (indicator.direction if indicator.direction in known else None) in directions
    ]
    return "".join(found)


def _indicator(indicator: Indicator, key: str, standing: str) -> str:
    stage = _STAGES.get(indicator.kind or "")
    return element(
        "PerformanceIndicator",
        text("SequenceIndicator", indicator.no),
        needed("MeasurementDimension", indicator.name or UNNAMED),
        needed("UnitOfMeasurement", indicator.unit),
        identifier(key),
        *_instances(indicator.values),
        text("OtherInformation", joined(_about(indicator, standing))),
        **({"ValueChainStage": stage} if stage else {}),
        PerformanceIndicatorType="Quantitative",
    )


def _about(indicator: Indicator, standing: str) -> Iterator[str]:
    yield unconfirmed(standing)
    yield doubts("指標", indicator.flags)
    yield f"説明: {indicator.definition}" if indicator.definition else ""
    yield f"出典: {indicator.source}" if indicator.source else ""
    yield f"よい方向: {label('better', indicator.better)}" if indicator.better else ""
    if indicator.accumulation:
        yield f"数え方: {label('accumulation', indicator.accumulation)}"


def _instances(values: Iterable[Value]) -> Iterator[str]:
    """One instance for each year that was measured, undated ones last."""

    def when(value: Value) -> tuple[bool, int]:
        return (value.year is None, value.year or 0)

    told = [value for value in values if value.measure in RESULTS and value.missing != BLANK]
    for (undated, year), of_year in groupby(sorted(told, key=when), key=when):
        # The schema wants targets before results; sorting keeps the printed order within each.
        ordered = sorted(of_year, key=lambda value: _ORDER[RESULTS[value.measure]])
        results = [_result(value, None if undated else year) for value in ordered]
        if any(results):
            yield element("MeasurementInstance", *results)


def _result(value: Value, year: int | None) -> str:
    number = value.value if value.certain else None
    described = joined(_description(value))
    if number is None and not described and not value.missing:
        return ""
    return element(
        RESULTS[value.measure],
        dates(year),
        text("NumberOfUnits", number),
        _descriptor(value),
        text("Description", described),
    )


def _descriptor(value: Value) -> str:
    if value.flags:
        return descriptor("疑い", "、".join(label("flag", flag) for flag in value.flags))
    if value.missing:
        return descriptor("空の理由", label("missing", value.missing))
    if value.qualifier:
        return descriptor("限定", label("qualifier", value.qualifier))
    if value.measure == "baseline":
        return descriptor("種別", label("measure", value.measure))
    return ""


def _description(value: Value) -> Iterator[str]:
    if value.flags:
        yield f"疑いのある値です。印字は「{value.printed or value.value or ''}」"
    elif value.value is None and value.printed and not value.missing:
        yield f"印字は「{value.printed}」"
    elif value.measure == "baseline" and value.qualifier:
        yield label("measure", value.measure)
    if value.observed_year is not None and value.observed_year != value.fiscal_year:
        yield f"{value.fiscal_year}年度の欄に置かれた値"
    yield value.note or ""


def ratings(sheet: Sheet, key: str) -> str:
    """The ratings as qualitative indicators."""
    return "".join(
        _rating(rating, f"{key} rating/{number}", sheet)
        for number, rating in enumerate(sheet.ratings, start=1)
    )


def _rating(rating: Rating, key: str, sheet: Sheet) -> str:
    said = rating.value if not rating.flags else None
    mark = descriptor("評価", said) if said else ""
    if rating.flags:
        mark = descriptor("疑い", "、".join(label("flag", flag) for flag in rating.flags))
    elif rating.missing:
        mark = descriptor("空の理由", label("missing", rating.missing))
    doubtful = f"疑いのある評価です。印字は「{rating.printed or rating.value or ''}」"
    words = joined([doubtful if rating.flags else "", rating.reason or ""])
    result = element("ActualResult", dates(sheet.fiscal_year), mark, text("Description", words))
    named = "、".join(part for part in (rating.key, rating.by, rating.period) if part)
    return element(
        "PerformanceIndicator",
        needed("MeasurementDimension", f"評価: {named}"),
        needed("UnitOfMeasurement", rating.scale),
        identifier(key),
        element("MeasurementInstance", result) if mark or words else "",
        text("OtherInformation", unconfirmed(sheet.standing)),
        PerformanceIndicatorType="Qualitative",
    )


@lru_cache(1024)
def descriptor(name: str, words: str) -> str:
    """A result that is no number: what is said, and of what kind it is."""
    return element("Descriptor", text("DescriptorName", name), text("DescriptorValue", words))


def unconfirmed(standing: str) -> str:
    """What stands on everything that only a machine has read."""
    return label("standing", standing) if standing == "machine_read" else ""


def doubts(of: str, flags: Iterable[str]) -> str:
    """The doubts about something, in words."""
    words = "、".join(label("flag", flag) for flag in flags)
    return f"{of}についての疑い: {words}" if words else ""
