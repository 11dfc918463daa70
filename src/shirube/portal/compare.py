"""Two sheets side by side: two years of one, or two of any municipalities. Computed on demand."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from shirube.charts.money import money_sentence
from shirube.charts.words import reached
from shirube.designs.model import Achievement, Grade
from shirube.people.models import Municipality
from shirube.portal.chosen import Chosen, chosen_sheet
from shirube.portal.frame import city_frame
from shirube.portal.rendering import render
from shirube.publishing import line_words, queries
from shirube.publishing.accounts import BEFORE, NOTICE, comparable
from shirube.publishing.line_words import LineWords
from shirube.publishing.list_rows import fold, main_rating
from shirube.publishing.models import Edition, ListRow
from shirube.schema import Indicator, Project, Rating, Sheet
from shirube.schema.codes import label
from shirube.sheets.differences import Difference, differences, field_label, rating_names

MOST_OPTIONS = 100  # a page stays light; with more sheets one types a number or a name


@dataclass(frozen=True, slots=True)
class CompareWords:
    """A language: the heads of the rows, in their order, and how what is not quoted is said."""

    heads: tuple[str, ...]
    comma: str
    where: Callable[[Chosen], str]
    money: Callable[[Sheet], str]
    meaning: Callable[[str, Grade | None], str]  # a mark with what it means
    lines: LineWords


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """``?a=132217/2019/program/513&b=132217/2021/program/513``: each in its newest edition."""
    city, found = comparison(request, code, JAPANESE)
    return render(request, "portal/compare.html", city_frame(city, "compare/") | found)


def comparison(
    request: HttpRequest, code: str, words: CompareWords
) -> tuple[Municipality, dict[str, Any]]:
    """What can be chosen, and the two sheets that are, said in the words of a language."""
    city = get_object_or_404(Municipality, pk=code)
    keys = [request.GET.get(side, "")[:300] for side in "ab"]
    keys = [_moved(request, side, key) for side, key in zip("ab", keys, strict=True)]
    chosen = [chosen_sheet(key) for key in keys]
    editions = queries.newest_of_all()
    context: dict[str, Any] = {
        "sides": [
            _side(request, side, code, one, editions)
            for side, one in zip("ab", chosen, strict=True)
        ],
        "missing": [key for key, one in zip(keys, chosen, strict=True) if key and one is None],
    }
    if chosen[0] is not None and chosen[1] is not None:
        context |= _compared(chosen[0], chosen[1], words)
    return city, context


def _moved(request: HttpRequest, side: str, key: str) -> str:
    """The sheet of the same number in the municipality and year that is chosen beside it."""
    place, parts = request.GET.get(f"{side}e", ""), key.split("/")
    if place.count("/") != 1 or len(parts) != 4:
        return key
    return "/".join((place[:20], *parts[2:]))


def _side(
    request: HttpRequest,
    side: str,
    code: str,
    chosen: Chosen | None,
    editions: Mapping[str, Edition],
) -> dict[str, Any]:
    """What can be chosen on one side: municipality and year first, then a sheet of them."""
    wanted = request.GET.get(f"{side}e", "")
    if chosen is not None and not wanted:
        wanted = f"{chosen.edition.municipality_id}/{chosen.edition.year_key}"
    own = (one for one in editions.values() if one.municipality_id == code)
    edition = editions.get(wanted) or next(own, None)
    words = request.GET.get(f"{side}q", "")[:100].replace("\x00", "")
    found = list(_sheets(edition, words)) if edition else []
    return {
        "name": side,
        "editions": editions.items(),
        "edition": edition,
        "options": _options(edition, found[:MOST_OPTIONS], chosen) if edition else (),
        "many": len(found) > MOST_OPTIONS or bool(words),
        "more": len(found) > MOST_OPTIONS,
        "words": words,
        "most": MOST_OPTIONS,
    }


_Row = tuple[str, str, str]  # kind, code, title


def _sheets(edition: Edition, words: str) -> Iterator[_Row]:
    """The first sheets of an edition with these words in their number or name."""
    rows = ListRow.objects.filter(edition=edition, list="sheets").order_by("position")
    for word in fold(words).split():
        rows = rows.filter(Q(sheet_code__icontains=word) | Q(folded__contains=word))
    fields = ("sheet_kind", "sheet_code", "sheet_title")
    yield from rows.values_list(*fields)[: MOST_OPTIONS + 1]


def _options(edition: Edition, rows: list[_Row], chosen: Chosen | None) -> list[dict[str, Any]]:
    """The sheets to choose from; the chosen one is always among those of its edition."""
    own = (chosen.sheet.kind, chosen.sheet.code, chosen.sheet.title) if chosen else None
    if own and chosen and chosen.edition.pk == edition.pk and own[:2] not in {r[:2] for r in rows}:
        rows = [own, *rows]
    prefix = f"{edition.municipality_id}/{edition.year_key}"
    return [
        {"key": f"{prefix}/{kind}/{code}", "word": f"{code} {title}",
         "chosen": own is not None and own[:2] == (kind, code)}
        for kind, code, title in rows
    ]  # fmt: skip


def _compared(one: Chosen, other: Chosen, words: CompareWords) -> dict[str, Any]:
    rows = [
        {"head": head, "cells": [tell(one, words), tell(other, words)]}
        for head, tell in zip(words.heads, _TELLERS, strict=True)
    ]
    same = one.sheet.municipality.code == other.sheet.municipality.code
    return {
        "pair": (one, other),
        "table": rows,
        "indicators": [_indicators(one, words.lines), _indicators(other, words.lines)],
        "differences": _differences(one, other, words.lines.language)
        if same and one.sheet.kind == other.sheet.kind
        else None,
    }


_OF_COURSE = ("fiscal_year", "carried_out", "design", "code", "title", "kind")


def _differences(left: Chosen, right: Chosen, language: str) -> list[Difference]:
    """What the two say differently. Between two years, the cells of years that only one form has a
    column for are no difference of anybody's.
    """
    moved = left.sheet.fiscal_year != right.sheet.fiscal_year
    one, other = comparable((left.sheet, right.sheet))
    ratings = rating_names(left.design, language) | rating_names(right.design, language)
    of_course = {field_label(Sheet, name, language) for name in _OF_COURSE}
    signs = tuple(f"› {field_label(Rating, name, language)}" for name in ("key", "scale"))
    blank, moves_on = label("missing", "blank", language), _moves_on(language)
    return [
        found
        for found in differences(one, other, language, ratings)
        if found.path not in of_course
        and not found.path.endswith(signs)
        and not (moved and {None, blank} & {*found[1:]} and moves_on.search(found.path))
    ]


@cache
def _moves_on(language: str) -> re.Pattern[str]:
    """Finds the paths of cells that stand in the column of a year."""
    value, amount, total = (
        re.escape(field_label(model, name, language))
        for model, name in ((Indicator, "values"), (Project, "costs"), (Sheet, "costs"))
    )
    return re.compile(rf"› (?:{value}|{amount}) |^{total} ")


def _who(one: Chosen, words: CompareWords) -> str:
    return words.comma.join(unit.name for unit in one.sheet.units)


def _aim(one: Chosen, _: CompareWords) -> str:
    return next((text.text for text in one.sheet.narratives if text.key == "aim"), "")


def _rating(one: Chosen, words: CompareWords) -> str:
    designs = {one.sheet.design: one.design} if one.design else {}
    value = main_rating(one.sheet, designs)
    rating = next((each for each in one.sheet.ratings if each.value == value), None)
    scale = one.design.scale(rating.scale) if one.design and rating else None
    return words.meaning(value, scale.grade(value) if scale else None)


def _issues(one: Chosen, _: CompareWords) -> str:
    return "\n".join(issue.text for issue in one.sheet.issues)


def _actions(one: Chosen, _: CompareWords) -> str:
    return "\n".join(act.text for issue in one.sheet.issues for act in issue.next_actions)


_TELLERS: tuple[Callable[[Chosen, CompareWords], str], ...] = (
    lambda one, words: words.where(one), _who, _aim, _rating,
    lambda one, words: words.money(one.sheet), _issues, _actions,
)  # fmt: skip


def _indicators(one: Chosen, words: LineWords) -> list[dict[str, str]]:
    rules = one.design.achievement if one.design else Achievement()
    found = []
    for indicator in one.sheet.indicators:
        target = indicator.get("target", one.sheet.fiscal_year)
        actual = indicator.get("actual", one.sheet.fiscal_year)
        kind = indicator.kind
        found.append(
            {
                "name": indicator.name or words.unnamed,
                "kind": label("indicator_kind", kind, words.language) if kind else "",
                "target": words.stated(target, indicator.unit) if target else "",
                "actual": words.stated(actual, indicator.unit) if actual else "",
                "percent": reached(indicator, one.sheet.fiscal_year, rules).percent or "",
            }
        )
    return found


def _where(one: Chosen) -> str:
    year = one.sheet.fiscal_year
    early = f"({NOTICE}。)" if one.edition.accounts == BEFORE else ""
    return f"{one.sheet.municipality.name} {'計画' if year is None else f'{year}年度'}{early}"


JAPANESE = CompareWords(
    heads=("団体と年度", "担当", "めざす姿", "評価", "費用", "課題", "これからすること"),
    comma="、",
    where=_where,
    money=money_sentence,
    meaning=lambda value, grade: f"{value} — {grade.meaning}" if grade and grade.meaning else value,
    lines=line_words.JAPANESE,
)
