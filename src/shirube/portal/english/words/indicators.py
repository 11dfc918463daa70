"""What an English page says of an indicator: achievement with inputs, sentences, the picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from shirube.basics.fiscal_year import in_english
from shirube.basics.japanese_text import squeeze
from shirube.charts.marks import trend_word
from shirube.charts.series import Point, Series
from shirube.charts.surveys import beyond_chance, bounds, found_by, survey_before
from shirube.charts.words import rate
from shirube.designs.model import Achievement
from shirube.portal.english.marking import has_japanese
from shirube.portal.english.words.plain import fiscal_year, number, shown
from shirube.reckon import NotComputable, Rate, rounded
from shirube.schema import Indicator, Value
from shirube.schema.codes import label

_FORMULAS = {
    "actual/target": "actual ÷ target",
    "target/actual": "target ÷ actual",
    "2-actual/target": "2 − actual ÷ target",
    "baseline_progress": "(actual − baseline) ÷ (target − baseline)",
    "range": "actual within the range",
    "milestone": "milestone reached or not",
}


@dataclass(frozen=True, slots=True)
class Reached:
    """The rate of one year with formula and inputs, or why there is none."""

    percent: str = ""
    formula: str = ""
    inputs: str = ""
    reason: str = ""
    met: bool | None = None


def reached(indicator: Indicator, year: int | None, rules: Achievement) -> Reached:
    """By the form's formula."""
    result = rate(indicator, year, rules)
    if result == "no_direction":
        return Reached(reason="not computed: which direction is better is not known")
    if result == "no_formula":
        return Reached(reason="not computed: the form has no formula for this kind of indicator")
    formula = _FORMULAS[result.formula]
    if isinstance(result, NotComputable):
        return Reached(formula=formula, reason=f"not computable: {result.text('en')}")
    percent = "" if result.yes_or_no else f"{rounded(result, rules.decimals, rules.rounding):f}%"
    return Reached(percent, formula, _inputs(result, formula), met=result.met)


def _inputs(result: Rate, formula: str) -> str:
    if result.yes_or_no:
        return ", ".join(f"{name} {value:,f}" for name, value in result.inputs.items())
    for name, value in result.inputs.items():
        formula = formula.replace(name, f"{value:,f}")
    return formula


def share_on_target(told: Sequence[bool], every: int) -> str:
    """Over the indicators for which it can be told."""
    if not told:
        return ""
    met = sum(told)
    indicators = "1 indicator" if every == 1 else f"{every} indicators"
    return (
        f"Of {indicators}, {len(told)} can be judged; {met} of these "
        f"({round(100 * met / len(told))}%) reached the target."
    )


def sentence(series: Series, year: int | None, rules: Achievement) -> str:
    """What came of the evaluated year: actual against target, and against the year before."""
    indicator = series.indicator
    if year is None:
        return _plan_sentence(series)
    cell = indicator.get("actual", year)
    if cell is None or (cell.value is None and not cell.flags):
        return _no_actual(indicator, cell, year)
    if not cell.certain:
        doubt = ", ".join(label("flag", flag, "en") for flag in cell.flags)
        return f"The actual of {in_english(year)} reads {shown(cell)}, but is doubtful ({doubt})."
    if cell.observed_year is not None and cell.observed_year != year:
        kind = "result of the survey" if found_by(cell, indicator.unit) else "actual"
        return (
            f"What stands in the column of {in_english(year)} is the {kind} of "
            f"{in_english(cell.observed_year)}: {shown(cell, indicator.unit)}."
        )
    told = (_against_target(indicator, cell, year, rules), _against_before(series, year))
    return "".join(told) + _against_survey(series, year)


def _no_actual(indicator: Indicator, cell: Value | None, year: int) -> str:
    why = label("missing", cell.missing, "en") if cell and cell.missing else "not stated"
    target = indicator.get("target", year)
    aim = f" The target is {shown(target, indicator.unit)}." if target and target.value else ""
    return f"There is no actual for {in_english(year)} ({why}).{aim}"


def _against_target(indicator: Indicator, cell: Value, year: int, rules: Achievement) -> str:
    actual, target = shown(cell, indicator.unit), indicator.get("target", year)
    said = f"In {in_english(year)} the actual was {actual}"
    if target is None or not target.certain:
        return f"{said}."
    met = reached(indicator, year, rules).met
    verdict = {None: "", True: ": reached", False: ": not reached"}[met]
    return f"{said} against a target of {shown(target, indicator.unit)}{verdict}."


def _against_before(series: Series, year: int) -> str:
    this, before = series.at("actual", year), series.at("actual", year - 1)
    if this is None or before is None or this.value is None or before.value is None:
        return ""
    unit = series.indicator.unit
    if before.said_by.indicator.unit != unit:
        return ""
    change = this.value - before.value
    if not change:
        return " The value is the same as in the year before."
    points = unit is not None and squeeze(unit) == "%"
    by = f"{abs(change):,f} points" if points else number(abs(change), unit)
    return f" That is {by} {'more' if change > 0 else 'less'} than in the year before."


def _against_survey(series: Series, year: int) -> str:
    this, before = series.at("actual", year), survey_before(series, year)
    if this is None or before is None or this.value == before.value:
        return ""
    said = against(this.cell, before.cell, series.indicator.unit)
    return f" {said}." if said else ""


def against(this: Value | None, before: Value | None, unit: str | None) -> str:
    """How this survey stands to the one before; "" where that cannot be said."""
    beyond = beyond_chance(this, before, unit)
    if beyond is None or before is None or before.year is None:
        return ""
    difference = f"The difference from the survey of {in_english(before.year)}"
    if beyond:
        return f"{difference} is hard to explain by chance"
    return f"{difference} is within the error of a survey: it may not be a change at all"


def surveyed(value: Value | None, unit: str | None) -> tuple[str, ...]:
    """Survey of FY2023 (Reiwa 5) / 1,016 answers / 95% interval 19.4–24.4%; () of no survey."""
    found = found_by(value, unit)
    if found is None:
        return ()
    year = f"survey of {in_english(found.year)}" if found.year is not None else "from a survey"
    parts = [f"{year}, carried over" if found.carried else year]
    if found.answers is not None:
        parts.append(f"{found.answers:,} answers")
    if found.interval is not None:
        parts.append(f"95% interval {bounds(found.interval)}")
    return tuple(parts)


def _plan_sentence(series: Series) -> str:
    unit = series.indicator.unit
    base = next((b for b in series.indicator.of("baseline") if b.certain), None)
    goal = next((t for t in reversed(series.indicator.of("target")) if t.certain), None)
    parts = [
        f"the {word} {'is' if word == 'target' else 'was'} {shown(cell, unit)} "
        f"({fiscal_year(cell.fiscal_year).replace(' (', ', ').rstrip(')')})"
        for word, cell in (("baseline", base), ("target", goal))
        if cell is not None
    ]
    if not parts:
        return "No certain value could be read."
    text = ", ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def picture(series: Series) -> str:
    """The whole picture for a reader who cannot see it. In an SVG no letter can be marked as
    Japanese, so a Japanese unit is left to the table.
    """
    unit = series.indicator.unit
    unit = None if unit is None or (has_japanese(unit) and squeeze(unit) != "%") else unit
    said = []
    trend = trend_word(series, "en").capitalize() if series.trend else ""
    lines = (("Actual", series.actual), ("Target", series.target), (trend, series.trend))
    for name, points in lines:
        told = ", ".join(_told_point(point, unit, series.indicator.unit) for point in points)
        said += [f"{name}: {told}."] if told else []
    return " ".join(said)


def _told_point(point: Point, unit: str | None, series_unit: str | None) -> str:
    if point.value is not None:
        found = found_by(point.cell, series_unit)
        sure = f" (95% interval {bounds(found.interval)})" if found and found.interval else ""
        return f"FY{point.year} {number(point.value, unit)}{sure}"
    if point.doubtful is not None:
        return f"FY{point.year} {number(point.doubtful, unit)} (doubtful)"
    missing = point.cell.missing
    return f"FY{point.year} {label('missing', missing, 'en') if missing else 'not readable'}"
