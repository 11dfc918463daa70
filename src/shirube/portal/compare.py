"""Two sheets side by side: two years of one, or two of any municipalities. Computed on demand."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from shirube.charts.money import money_sentence
from shirube.charts.words import reached, stated
from shirube.designs.model import Achievement
from shirube.people.models import Municipality
from shirube.portal.chosen import Chosen, chosen_sheet
from shirube.portal.frame import city_frame
from shirube.portal.rendering import render
from shirube.publishing import queries
from shirube.publishing.accounts import BEFORE, NOTICE, comparable
from shirube.publishing.list_rows import main_rating
from shirube.publishing.models import Edition, ListRow
from shirube.schema import Sheet
from shirube.schema.codes import label
from shirube.sheets.differences import Difference, differences


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """``?a=132217/2019/program/513&b=132217/2021/program/513``: each in its newest edition."""
    city = get_object_or_404(Municipality, pk=code)
    keys = [request.GET.get(side, "")[:300] for side in "ab"]
    keys = [_moved(request, side, key) for side, key in zip("ab", keys, strict=True)]
    chosen = [chosen_sheet(key) for key in keys]
    editions = queries.newest_of_all()
    context: dict[str, Any] = city_frame(city, "compare/") | {
        "sides": [
            _side(request, side, code, one, editions)
            for side, one in zip("ab", chosen, strict=True)
        ],
        "missing": [key for key, one in zip(keys, chosen, strict=True) if key and one is None],
    }
    if chosen[0] is not None and chosen[1] is not None:
        context |= _compared(chosen[0], chosen[1])
    return render(request, "portal/compare.html", context)


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
    rows = ListRow.objects.filter(edition=edition, list="sheets") if edition else ()
    return {
        "name": side,
        "editions": editions.items(),
        "edition": edition,
        "rows": rows,
        "chosen": chosen,
        "prefix": f"{edition.municipality_id}/{edition.year_key}" if edition else "",
    }


def _compared(one: Chosen, other: Chosen) -> dict[str, Any]:
    rows = [
        {"head": head, "cells": [tell(one), tell(other)]}
        for head, tell in (
            ("団体と年度", _where), ("担当", _who), ("めざす姿", _aim), ("評価", _rating),
            ("費用", lambda c: money_sentence(c.sheet)), ("課題", _issues),
            ("これからすること", _actions),
        )
    ]  # fmt: skip
    same = one.sheet.municipality.code == other.sheet.municipality.code
    return {
        "pair": (one, other),
        "table": rows,
        "indicators": [_indicators(one), _indicators(other)],
        "differences": _differences(one.sheet, other.sheet)
        if same and one.sheet.kind == other.sheet.kind
        else None,
    }


_OF_COURSE = {"評価対象年度", "実施年度", "様式", "番号", "名称", "種類"}
_BLANK = label("missing", "blank")
_MOVES_ON = re.compile(r"› (?:値|金額) |^費用の計 ")


def _differences(one: Sheet, other: Sheet) -> list[Difference]:
    """What the two say differently. Between two years, the cells of years that only one form has a
    column for are no difference of anybody's.
    """
    moved = one.fiscal_year != other.fiscal_year
    one, other = comparable((one, other))
    return [
        found
        for found in differences(one, other)
        if found.path not in _OF_COURSE
        and not (moved and {None, _BLANK} & {*found[1:]} and _MOVES_ON.search(found.path))
    ]


def _where(one: Chosen) -> str:
    year = one.sheet.fiscal_year
    early = f"({NOTICE}。)" if one.edition.accounts == BEFORE else ""
    return f"{one.sheet.municipality.name} {'計画' if year is None else f'{year}年度'}{early}"


def _who(one: Chosen) -> str:
    return "、".join(unit.name for unit in one.sheet.units)


def _aim(one: Chosen) -> str:
    return next((text.text for text in one.sheet.narratives if text.key == "aim"), "")


def _rating(one: Chosen) -> str:
    designs = {one.sheet.design: one.design} if one.design else {}
    value = main_rating(one.sheet, designs)
    rating = next((each for each in one.sheet.ratings if each.value == value), None)
    scale = one.design.scale(rating.scale) if one.design and rating else None
    grade = scale.grade(value) if scale else None
    return f"{value} — {grade.meaning}" if grade and grade.meaning else value


def _issues(one: Chosen) -> str:
    return "\n".join(issue.text for issue in one.sheet.issues)


def _actions(one: Chosen) -> str:
    return "\n".join(act.text for issue in one.sheet.issues for act in issue.next_actions)


def _indicators(one: Chosen) -> list[dict[str, str]]:
    rules = one.design.achievement if one.design else Achievement()
    found = []
    for indicator in one.sheet.indicators:
        target = indicator.get("target", one.sheet.fiscal_year)
        actual = indicator.get("actual", one.sheet.fiscal_year)
        told = reached(indicator, one.sheet.fiscal_year, rules)
        found.append(
            {
                "name": indicator.name or "(名前のない指標)",
                "kind": label("indicator_kind", indicator.kind) if indicator.kind else "",
                "target": stated(target, indicator.unit) if target else "—",
                "actual": stated(actual, indicator.unit) if actual else "—",
                "percent": told.percent or "—",
            }
        )
    return found
