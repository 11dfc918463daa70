"""The page of one indicator: chart, sentence, targets as they changed, values and calculation."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from shirube.basics.fiscal_year import in_era
from shirube.charts.indicator_chart import CARD, PAGE, draw
from shirube.charts.marks import intervals, trend_word
from shirube.charts.series import Series, Statement, target_ledger
from shirube.charts.surveys import against, survey_before, told
from shirube.charts.tables import year_head
from shirube.charts.words import number, of_other_year, picture, reached, sentence, shown
from shirube.charts.words import stated as said
from shirube.portal.pages.context import Edition, kind_word
from shirube.portal.pages.places import place_in_words
from shirube.portal.pages.through_years import series_of
from shirube.publishing.addresses import indicator_folder
from shirube.schema import Indicator, Sheet, Value
from shirube.schema.codes import label

NO_REASON = "理由の記載なし"


def indicator_context(edition: Edition, sheet: Sheet, position: int) -> dict[str, Any]:
    """All that the template prints for the indicator at a position."""
    folder = indicator_folder(sheet, position)
    page = edition.page(folder, "indicators/", of=sheet)
    root = page["root"]
    series = series_of(edition, sheet, position, root)
    indicator = sheet.indicators[position]
    rules = edition.rules(sheet)
    return page | {
        "sheet": sheet,
        "kind_word_sheet": kind_word(sheet),
        "sheet_href": edition.sheet_href(root, sheet),
        "indicator": indicator,
        "name": indicator.name or "(名前のない指標)",
        "say": sentence(series, sheet.fiscal_year, rules),
        "charts": [
            (css, draw(series, size=size, title=indicator.name, words=picture(series), ident=css))
            for css, size in (("wide", PAGE), ("narrow", CARD))  # letters stay readable on a phone
        ],
        "marks": _marks(series),
        "facts": _facts(edition, sheet, position),
        "ledger": [_told_target(year, said) for year, said in target_ledger(series)],
        "changed": len(series.changes),
        "values": _values(edition, sheet, position, series),
        "said_by": [s for s in series.statements if s.href],
        "crumbs": _crumbs(edition, sheet, root, indicator.no or str(position + 1)),
    }


def _marks(series: Series) -> dict[str, Any]:
    """What the chart shows besides actuals and targets."""
    every = (*series.actual, *series.target, *series.trend)
    stated = any(point.value is not None for point in series.trend)
    return {
        "trend": trend_word(series, "ja") if stated else "",
        "range": any(intervals(series)),
        "doubt": any(point.doubtful is not None for point in every),
    }


def _facts(edition: Edition, sheet: Sheet, position: int) -> list[tuple[str, str]]:
    indicator = sheet.indicators[position]
    better = "分かっていません"
    if indicator.better:
        basis = label("better_basis", indicator.better_basis or "person")
        better = f"{label('better', indicator.better)}({basis})"
    facts = [
        ("説明", indicator.definition),
        ("種類", indicator.kind and label("indicator_kind", indicator.kind)),
        ("単位", indicator.unit),
        ("出典", indicator.source),
        ("よい方向", better),
        ("数え方", indicator.accumulation and label("accumulation", indicator.accumulation)),
        *_surveys(indicator),
        ("読取位置", indicator.at and place_in_words(indicator.at)),
    ]
    return [(name, fact) for name, fact in facts if fact]


def _surveys(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """What was asked, once for each question; whom, for each survey."""
    asked: dict[tuple[str, str], list[str]] = {}
    for value in sorted(indicator.of("actual"), key=lambda value: value.year or 0):
        one = value.survey
        if one is None or value.year is None:
            continue
        counted = f"({one.counted}と答えた人の割合)" if one.counted else ""
        question = f"「{one.question}」{counted}" if one.question else ""
        counts = (
            f"{one.sample:,}人に依頼" if one.sample else "",
            f"{value.answers:,}人が回答" if value.answers else "",
            f"対象は{value.population:,}人" if value.population else "",
        )
        said = "、".join(filter(None, (f"{in_era(value.year)}年度", *counts)))
        years = asked.setdefault((one.name, question), [])
        if said not in years:
            years.append(said)
    for (name, question), years in asked.items():
        yield "調査", f"{name}{question}。{'。'.join(years)}"


def _told_target(year: int, said: Sequence[tuple[Decimal, Statement]]) -> dict[str, Any]:
    """A target as first set and as changed; the forms give no place for a reason."""
    first, *later = said
    before = first[0]
    changes = []
    for value, statement in later:
        changes.append(
            {"value": number(value), "by": f"{value - before:+,f}", "said": statement,
             "reason": NO_REASON}
        )  # fmt: skip
        before = value
    return {
        "year": year_head(year),
        "first": number(first[0]),
        "first_said": first[1],
        "changes": changes,
    }


def _values(edition: Edition, sheet: Sheet, position: int, series: Series) -> list[dict[str, Any]]:
    rules = edition.rules(sheet)
    rows = []
    for year in reversed(series.years):
        target, actual = series.at("target", year), series.at("actual", year)
        if target is None and actual is None:
            continue
        # The sheet that states the year's value is the one whose numbers belong together.
        stated = (actual or target or series.actual[0]).said_by.indicator
        met = reached(stated.model_copy(update={"better": series.indicator.better}), year, rules)
        printed = stated.get("achievement", year)
        own = sheet.indicators[position].get("actual", year)
        # The newest sheet's column holds a value of another year: the same is said above.
        other = own if of_other_year(own) and (actual is None or actual.value is None) else None
        cell = other or (actual.cell if actual else None)
        rows.append(
            {
                "year": f"{year} {in_era(year)}",
                "target": shown(target.cell) if target else "",
                "actual": said(other) if other else shown(actual.cell) if actual else "",
                "miss": other is None and actual is not None and actual.value is None,
                "doubt": actual is not None and bool(actual.cell.flags),
                "carried": actual is not None and actual.carried,
                "printed_rate": printed.printed if printed and not printed.missing else "",
                "percent": met.percent or "",
                "sum": met.sum or met.reason,
                "survey": told(cell, series.indicator.unit),
                "differs": _differs(series, cell, year),
                "from": actual.said_by.label
                if actual and actual.said_by.href and other is None
                else "",
            }
        )
    return rows


def _differs(series: Series, cell: Value | None, year: int) -> str:
    """Whether a survey's value differs from the survey before by more than chance."""
    before = survey_before(series, year)
    if before is None or cell is None or cell.year != year:
        return ""
    return against(cell, before.cell, series.indicator.unit)


def _crumbs(edition: Edition, sheet: Sheet, root: str, no: str) -> list[dict[str, str | None]]:
    return [
        {"label": edition.snapshot.ref.municipality.name, "href": f"{root}index.html"},
        {
            "label": f"{kind_word(sheet)}{sheet.code} {sheet.title}",
            "href": edition.sheet_href(root, sheet),
        },
        {"label": f"指標{no}", "href": None},
    ]
