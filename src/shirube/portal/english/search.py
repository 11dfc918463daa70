"""Searching what is published, with English around what is found."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from shirube.charts.tables import Table, money_table
from shirube.people.models import Municipality
from shirube.portal.english import words
from shirube.portal.english.frame import frame, year_href
from shirube.portal.english.marking import has_japanese
from shirube.portal.english.refusing import english
from shirube.portal.search_hits import highlighted
from shirube.portal.views_search import IN_ALL, IN_ONE, Asked, found_of, pages_of, searched_city
from shirube.publishing.search.find import MOST, Row, choices, rows
from shirube.publishing.search.query import LONGEST
from shirube.publishing.search.snippets import marked, snippet
from shirube.schema import Indicator, Project
from shirube.schema.codes import label
from shirube.schema.sheet import UNDATED


@require_safe
@english
def search(request: HttpRequest, code: str = "") -> HttpResponse:
    """Hits for ``q`` within the filters; without ``q``, how to search."""
    city = searched_city(code)
    asked = Asked.of(request, city)
    found, page, shown = found_of(asked, request.GET.get("page", ""))
    japanese = reverse("portal:search", args=[city.code] if city else None)
    context = frame(f"{japanese}{asked.link()}", city, "search/") | {
        "asked": asked,
        "typed_language": "ja" if has_japanese(asked.typed) else "en",
        "found": found,
        "most": MOST,
        "longest": LONGEST,
        "page": page,
        "hits": [_hit(row, asked.query.words, one_city=city is not None) for row in rows(shown)],
        "selects": _selects(asked, city),
        "pages": pages_of(page, asked),
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


def _selects(asked: Asked, city: Municipality | None) -> list[dict[str, Any]]:
    names = IN_ONE if city else IN_ALL
    occurring = choices(city.code if city else None, names)
    cities = {} if city else dict(Municipality.objects.values_list("code", "name"))
    return [
        {
            "name": name,
            "called": words.FILTERS[name],
            "options": [_option(name, value, chosen, cities) for value in occurring[name]],
        }
        for name in names
        for chosen in [asked.filters.get(name, "")]
        if len(occurring[name]) > 1 or chosen
    ]


def _option(name: str, value: str, chosen: str, cities: dict[str, str]) -> dict[str, Any]:
    word = cities.get(value, value)
    if name == "year":
        word = words.fiscal_year(None if value == UNDATED else int(value))
    elif name == "kind":
        word = label("kind", value, "en")
    elif name == "part":
        word = words.PARTS[value]
    return {"value": value, "word": word, "chosen": value == chosen,
            "japanese": has_japanese(f"{value}{word}")}  # fmt: skip
