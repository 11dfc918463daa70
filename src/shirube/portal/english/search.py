"""Searching what is published, with English around what is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from shirube.charts.tables import Table, money_table
from shirube.portal.english import words
from shirube.portal.english.frame import frame, year_href
from shirube.portal.english.marking import has_japanese
from shirube.portal.english.refusing import english
from shirube.portal.rendering import with_question
from shirube.portal.search_hits import highlighted
from shirube.portal.views_search import Searched, searched
from shirube.publishing.search.find import Row
from shirube.publishing.search.snippets import marked, snippet
from shirube.schema import Indicator, Project
from shirube.schema.codes import label
from shirube.schema.sheet import UNDATED


@require_safe
@english
def search(request: HttpRequest, code: str = "") -> HttpResponse:
    """Hits for ``q`` within the filters; without ``q``, how to search."""
    of = searched(request, code)
    japanese = reverse("portal:search", args=[of.city.code] if of.city else None)
    one_city = of.city is not None
    context = {
        **frame(with_question(japanese, request), of.city, "search/"),
        **of.context(),
        "typed_language": "ja" if has_japanese(of.asked.typed) else "en",
        "hits": [_hit(row, of.asked.query.words, one_city=one_city) for row in of.rows],
        "selects": _selects(of),
    }
    return render(request, "portal/english/search.html", context)


@dataclass(frozen=True, slots=True)
class Hit:
    """What the template prints for one row."""

    href: str
    called: str
    name: SafeString
    snippet: SafeString
    where: str
    values: str
    money: Table | None
    unit: str
    machine_read: bool
    flags: tuple[str, ...]


def _hit(row: Row, typed: tuple[str, ...], *, one_city: bool) -> Hit:
    told = row.hit
    kind = label("kind", told["sheet_kind"], "en")
    called = kind if row.part == "sheet" else words.PARTS[row.part]
    sheet = "" if row.part == "sheet" else f"{kind} {told['code']} {told['sheet']}"
    name = f"{told['code']} {told['name']}" if row.part == "sheet" else told.get("name", "")
    edition = row.edition
    units = told.get("unit") or ", ".join(told["units"])
    where = (
        "" if one_city else edition.municipality.name,
        f"{words.evaluation_of(edition.fiscal_year)}, edition {edition.number}"
        + (", before the accounts are approved" if edition.accounts == "before" else ""),
        sheet,
        f"division {units}" if units else "",
    )
    project = Project.model_validate(told["project"]) if "project" in told else None
    return Hit(
        href=year_href(edition) + told["path"],
        called=called,
        name=highlighted(marked(name or f"{called} {told.get('no', '')}", typed)),
        snippet=highlighted(snippet(told["texts"], typed)),
        where=" · ".join(part for part in where if part),
        values=_values(told),
        money=money_table((project,), (), words.ENGLISH) if project else None,
        unit=words.printed_unit(project.costs) if project else "",
        machine_read=told["machine_read"],
        flags=tuple(told.get("flags", ())),
    )


def _values(told: dict[str, Any]) -> str:
    if "indicator" not in told:
        return ""
    indicator = Indicator.model_validate(told["indicator"])
    year = next((value.fiscal_year for value in indicator.values if value.fiscal_year), None)
    said = ", ".join(
        f"{label('measure', value.measure, 'en')} {words.shown(value, indicator.unit)}"
        + (" (doubtful)" if value.flags else "")
        for value in indicator.values
    )
    return f"{words.fiscal_year(year)}: {said}" if year else said


def _selects(of: Searched) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "called": words.FILTERS[name],
            "options": [_option(name, value, chosen, cities) for value in values],
        }
        for name, values, chosen, cities in of.choices()
    ]


def _option(name: str, value: str, chosen: str, cities: Mapping[str, str]) -> dict[str, Any]:
    word = cities.get(value, value)
    if name == "year":
        word = words.fiscal_year(None if value == UNDATED else int(value))
    elif name == "kind":
        word = label("kind", value, "en")
    elif name == "part":
        word = words.PARTS[value]
    return {"value": value, "word": word, "chosen": value == chosen,
            "japanese": has_japanese(word)}  # fmt: skip
