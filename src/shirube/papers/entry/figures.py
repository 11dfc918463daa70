"""Indicators of a sheet: values of a year, the rate by the form's formula, all years."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

from shirube.basics.fiscal_year import in_era
from shirube.charts.surveys import beyond_chance
from shirube.charts.words import of_other_year, reached, sentence
from shirube.charts.words import rate as rate_of
from shirube.papers.entry.model import ABSENT, Entry, Said
from shirube.papers.entry.said import BLANK, of_value, plain, words
from shirube.papers.entry.take import Asked
from shirube.papers.parts import rules_of, series_of
from shirube.reckon import NotComputable, rounded
from shirube.schema import Indicator, Value
from shirube.schema.codes import MEASURE, label
from shirube.schema.numbers import Measure


def rows(entry: Entry) -> list[Indicator]:
    """The indicators."""
    return list(entry.sheet.indicators)


def name(asked: Asked) -> Said:
    """Number and name; a doubtful name says so."""
    one: Indicator = asked.row
    return words(f"{one.no or ''} {one.name or '(名前のない指標)'}".strip(), one.flags)


def about(field: str) -> Callable[[Asked], Said]:
    """A text of the indicator, as its form prints it."""

    def take(asked: Asked) -> Said:
        said = getattr(asked.row, field)
        return words(said) if said else ABSENT

    return take


def coded(field: str, codes: str) -> Callable[[Asked], Said]:
    """A code of the indicator as its word."""

    def take(asked: Asked) -> Said:
        said = getattr(asked.row, field)
        return Said(label(codes, said)) if said else ABSENT

    return take


def better(asked: Asked) -> Said:
    """Which way is better, and how that is known."""
    one: Indicator = asked.row
    if one.better is None:
        return ABSENT
    basis = (label("better_basis", one.better_basis),) if one.better_basis else ()
    return Said(label("better", one.better), notes=basis)


def value(asked: Asked) -> Said:
    """The cell of a measure in the column of a year."""
    return of_value(asked.row.get(cast(Measure, asked.take.measure), asked.year), asked.row.unit)


def rate(asked: Asked) -> Said:
    """The achievement by the form's formula with its numbers, or why there is none."""
    rules = rules_of(asked.design)
    told = reached(asked.row, asked.year, rules)
    found = rate_of(asked.row, asked.year, rules)
    if told.percent and not isinstance(found, (str, NotComputable)):
        notes = (f"{told.sum}({told.formula})",)
        return Said(told.percent, rounded(found, rules.decimals, rules.rounding), "%", notes)
    if told.met is not None:
        return Said("達した" if told.met else "届かない")
    return Said("計算しない", notes=(told.reason,) if told.reason else (), mark="miss")


def met(asked: Asked) -> Said:
    """Whether the target was reached."""
    told = reached(asked.row, asked.year, rules_of(asked.design))
    if told.met is None:
        return Said("判定しない", notes=(told.reason,) if told.reason else (), mark="miss")
    return Said("達成" if told.met else "未達成")


def change(asked: Asked) -> Said:
    """The actual less the one of the year before, where both are certain and of their years."""
    year = asked.year
    if year is None:
        return ABSENT
    now, before = asked.row.get("actual", year), asked.row.get("actual", year - 1)
    if now is None or before is None:
        return ABSENT
    if not (_comparable(now) and _comparable(before)) or now.number is None:
        return Said("比べられません", mark="miss")
    found = now.number - (before.number or 0)
    unit = "ポイント" if asked.row.unit in {"%", "％"} else asked.row.unit or ""
    sign = "+" if found > 0 else ""
    chance = found and beyond_chance(now, before, asked.row.unit) is False
    notes = ("調査の誤差の範囲",) if chance else ()
    return Said(f"{sign}{plain(found)}{unit}", found, unit, notes)


def _comparable(one: Value) -> bool:
    return one.certain and not of_other_year(one) and one.qualifier is None


def goal(asked: Asked) -> Said:
    """The target of the last year that has one."""
    targets = [one for one in asked.row.of("target") if one.fiscal_year and one.value]
    if not targets:
        return ABSENT
    last = max(targets, key=lambda one: one.fiscal_year or 0)
    said = of_value(last, asked.row.unit)
    notes = (f"{in_era(last.fiscal_year or 0)}年度", *said.notes)
    return Said(said.text, said.number, said.unit, notes, said.mark)


def told(asked: Asked) -> Said:
    """What came of the year in a sentence."""
    return Said(sentence(series_of(asked.sheet, asked.row), asked.year, rules_of(asked.design)))


# --- every value ----------------------------------------------------------------------------------


class Series(NamedTuple):
    """A measure of an indicator."""

    indicator: Indicator
    measure: Measure


def series(entry: Entry) -> list[Series]:
    """Every measure of every indicator, as printed."""
    return [
        Series(one, measure)
        for one in entry.sheet.indicators
        for measure in dict.fromkeys(value.measure for value in one.values)
    ]


def years(entries: Sequence[Entry]) -> list[int]:
    """Every year that some indicator has a column of."""
    every = (value for entry in entries for one in entry.sheet.indicators for value in one.values)
    return sorted({value.fiscal_year for value in every if value.fiscal_year is not None})


def series_name(asked: Asked) -> Said:
    """The indicator's name with its unit."""
    one: Indicator = asked.row.indicator
    return words(f"{one.no or ''} {one.name or '(名前のない指標)'}".strip(), one.flags)


def series_unit(asked: Asked) -> Said:
    """The unit; printed rates are percent."""
    if asked.row.measure == "achievement":
        return Said("%")
    return words(asked.row.indicator.unit) if asked.row.indicator.unit else BLANK


def series_measure(asked: Asked) -> Said:
    """目標値, 実績値 …"""
    return Said(MEASURE[asked.row.measure].ja)


def in_year(asked: Asked) -> Said:
    """The cell of the year. The unit stands in a column of its own."""
    found = [
        one
        for one in asked.row.indicator.of(asked.row.measure)
        if one.fiscal_year == asked.take.exact_year
    ]
    return of_value(found[0], asked.row.indicator.unit, beside=True) if found else ABSENT
