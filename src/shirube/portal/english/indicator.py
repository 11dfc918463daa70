"""The English page of one indicator: chart, sentence, target ledger, values and calculation."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from shirube.charts.indicator_chart import CARD, PAGE, draw
from shirube.charts.series import Series, Statement, target_ledger
from shirube.charts.surveys import survey_before
from shirube.charts.words import number
from shirube.portal.chosen import Chosen
from shirube.portal.english import words
from shirube.portal.english.frame import sheet_frame
from shirube.portal.english.history import History
from shirube.portal.english.sheet import rules_of
from shirube.schema import Indicator
from shirube.schema.codes import label

Shown = dict[str, Any]


def indicator_context(chosen: Chosen, place: int) -> Shown:
    """All that the template prints for the indicator at a place of the form, from one."""
    sheet = chosen.sheet
    indicator = sheet.indicators[place - 1]
    series = History(chosen).series(place - 1)
    page = sheet_frame(chosen, f"{chosen.href}indicator/{place}/")
    told = words.picture(series)
    return page | {
        "lasting": f"{page['lasting']}indicator/{place}/",
        "place": place,
        "indicator": indicator,
        "name": indicator.name or words.UNNAMED,
        "say": words.sentence(series, sheet.fiscal_year, rules_of(chosen)),
        "charts": [
            (css, draw(series, size=size, title=f"Indicator {place}", words=told, ident=css,
                       language="en"))
            for css, size in (("wide", PAGE), ("narrow", CARD))
        ],
        "facts": list(_facts(indicator)),
        "ledger": [_target(year, said) for year, said in target_ledger(series)],
        "changed": len(series.changes),
        "values": _values(chosen, series),
        "said_by": [said for said in series.statements if said.href],
        "crumbs": [*page["crumbs"][:-1],
                   {"label": page["crumbs"][-1]["label"], "href": page["sheet_href"]},
                   {"label": f"Indicator {place}", "href": None}],
    }  # fmt: skip


def _facts(of: Indicator) -> Iterator[tuple[str, str]]:
    better = "not known"
    if of.better:
        basis = label("better_basis", of.better_basis or "person", "en")
        better = f"{label('better', of.better, 'en')} ({basis})"
    facts = (
        ("Definition", of.definition),
        ("Kind", of.kind and label("indicator_kind", of.kind, "en")),
        ("Unit", of.unit),
        ("Source", of.source),
        ("Which way is better", better),
        ("Counting", of.accumulation and label("accumulation", of.accumulation, "en")),
        ("Survey", "; ".join(_surveys(of))),
        ("Doubt", ", ".join(label("flag", flag, "en") for flag in of.flags)),
        ("Place in the file", of.at),
    )
    for name, fact in facts:
        if fact:
            yield name, fact


def _surveys(of: Indicator) -> Iterator[str]:
    """What was asked, and how many."""
    asked: dict[str, dict[str, None]] = {}
    for value in sorted(of.of("actual"), key=lambda value: value.year or 0):
        if value.survey is None or value.year is None:
            continue
        sample, population = value.survey.sample, value.population
        counts = (
            f"{sample:,} asked" if sample else "",
            f"population {population:,}" if population else "",
        )
        said = ", ".join(filter(None, (words.fiscal_year(value.year), *counts)))
        called = ", ".join(filter(None, (value.survey.name, value.survey.question)))
        asked.setdefault(called, {})[said] = None
    for called, years in asked.items():
        yield f"{called}: {'; '.join(years)}"


def _target(year: int, said: Sequence[tuple[Decimal, Statement]]) -> Shown:
    """A target as first set and as changed; the forms give no place for a reason."""
    (value, statement), *later = said
    changes, before = [], value
    for now, by in later:
        changes.append(
            {
                "value": number(now),
                "by": f"{now - before:+,f}",
                "said": by,
                "reason": words.NO_REASON,
            }
        )
        before = now
    return {
        "year": words.fiscal_year(year),
        "first": number(value),
        "first_said": statement,
        "changes": changes,
    }


def _values(chosen: Chosen, series: Series) -> list[Shown]:
    rules = rules_of(chosen)
    rows = []
    for year in reversed(series.years):
        target, actual = series.at("target", year), series.at("actual", year)
        point = actual or target
        if point is None:
            continue
        # The sheet that states the year's value is the one whose numbers belong together.
        stated = point.said_by.indicator
        own = stated.model_copy(update={"better": series.indicator.better})
        printed = stated.get("achievement", year)
        flags = actual.cell.flags if actual else ()
        rows.append(
            {
                "year": words.fiscal_year(year),
                "target": words.shown(target.cell) if target else "",
                "actual": words.shown(actual.cell) if actual else "",
                "css": "doubt" if flags else "miss" if actual and actual.value is None else "",
                "doubt": ", ".join(label("flag", flag, "en") for flag in flags),
                "survey": words.surveyed(actual.cell, series.indicator.unit) if actual else (),
                "differs": _differs(series, year),
                "carried": actual is not None and actual.carried,
                "printed_rate": printed.printed if printed and not printed.missing else "",
                "reached": words.reached(own, year, rules),
                "from": point.said_by if point.said_by.href else None,
            }
        )
    return rows


def _differs(series: Series, year: int) -> str:
    """Whether a survey's value differs from the survey before by more than chance."""
    before, actual = survey_before(series, year), series.at("actual", year)
    if before is None or actual is None:
        return ""
    return words.against(actual.cell, before.cell, series.indicator.unit)
