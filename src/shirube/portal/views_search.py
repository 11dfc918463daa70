"""Searching what is published: of one municipality or of all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from shirube.basics.fiscal_year import in_print
from shirube.people.models import Municipality
from shirube.portal.frame import city_frame, frame
from shirube.portal.rendering import render
from shirube.portal.search_hits import PARTS, Hits
from shirube.publishing.models import Edition
from shirube.publishing.search.find import FILTERS, MOST, Found, Row, choices, find, rows
from shirube.publishing.search.models import SearchRow
from shirube.publishing.search.query import LONGEST, Query, parse
from shirube.schema.codes import label
from shirube.schema.sheet import UNDATED

NAME = "しるべ — 行政評価"
ON_A_PAGE = 20
CALLED = {"municipality": "団体", "year": "年度", "kind": "シートの種類", "part": "見つける所",
          "branch": "計画のいちばん上", "unit": "担当", "rating": "評価"}  # fmt: skip
# Divisions and branches of all municipalities together would be a list nobody can read.
IN_ONE = ("year", "kind", "part", "branch", "unit", "rating")
IN_ALL = ("municipality", "year", "kind", "part")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed and chosen; what is not understood is left out."""

    typed: str
    query: Query
    filters: dict[str, str]

    @classmethod
    def of(cls, request: HttpRequest, city: Municipality | None) -> "Asked":
        """From the address."""
        # A NUL can be stored in no database and be typed on no keyboard.
        got = {name: request.GET.get(name, "").replace("\x00", "") for name in ("q", *FILTERS)}
        typed = got.pop("q")
        names = IN_ONE if city else IN_ALL
        filters = {name: got[name] for name in names if got[name]}
        if city:
            filters["municipality"] = city.code
        return cls(typed[:LONGEST], parse(typed), filters)

    def link(self, **changes: str) -> str:
        """The address of the same search with these changes; an empty value takes away."""
        own = {"q": self.typed, **self.filters, **changes}
        return "?" + urlencode({name: value for name, value in own.items() if value})

    @property
    def only_words(self) -> str:
        """The same words without any filter."""
        return "?" + urlencode({"q": self.typed})


@dataclass(frozen=True, slots=True)
class Searched:
    """What an address asks for and what was found, whatever language it is told in."""

    city: Municipality | None  # None for all of them
    asked: Asked
    found: Found
    page: Page[int]
    rows: Sequence[Row]  # that the page shows

    def context(self) -> dict[str, Any]:
        """What the page prints in any language."""
        return {
            "municipality": self.city,
            "asked": self.asked,
            "found": self.found,
            "most": MOST,
            "longest": LONGEST,
            "page": self.page,
            "pages": pages_of(self.page, self.asked),
        }

    def choices(self) -> Iterator[tuple[str, list[str], str, Mapping[str, str]]]:
        """(filter, values that occur, the chosen one, names of municipalities) where there is
        something to choose.
        """
        names = IN_ONE if self.city else IN_ALL
        occurring = choices(self.city.code if self.city else None, names)
        cities = {} if self.city else dict(Municipality.objects.values_list("code", "name"))
        for name in names:
            chosen = self.asked.filters.get(name, "")
            if len(occurring[name]) > 1 or chosen:
                yield name, occurring[name], chosen, cities


def searched(request: HttpRequest, code: str) -> Searched:
    """The search of an address. Raises Http404 for a municipality that has published nothing."""
    city = searched_city(code)
    asked = Asked.of(request, city)
    found, page, shown = found_of(asked, request.GET.get("page", ""))
    return Searched(city, asked, found, page, rows(shown))


@require_safe
def search(request: HttpRequest, code: str = "") -> HttpResponse:
    """Hits for ``q`` within the filters; without ``q``, how to search."""
    of = searched(request, code)
    make = Hits(of.asked.query.words, one_city=of.city is not None)
    around = city_frame(of.city, "search/") if of.city else frame(NAME, reverse("portal:home"))
    context = {
        **around,
        **of.context(),
        "hits": [make.of(row) for row in of.rows],
        "counts": _counts(of.found, of.asked),
        "selects": _selects(of),
    }
    return render(request, "portal/search.html", context)


def found_of(asked: Asked, number: str) -> tuple[Found, Page[int], tuple[int, ...]]:
    """The hits, the wanted page (the last one where there are fewer), the ids it shows."""
    plain = number.isascii() and number.isdigit() and len(number) < 4
    wanted = max(int(number), 1) if plain else 1
    found = find(asked.query, asked.filters, min(wanted * ON_A_PAGE, MOST))
    page = Paginator(found.every, ON_A_PAGE).get_page(wanted)
    start = (page.number - 1) * ON_A_PAGE
    return found, page, found.best[start : start + ON_A_PAGE]


def searched_city(code: str) -> Municipality | None:
    """The municipality; None for all of them. Raises Http404 where nothing was published."""
    if not code:
        return None
    city = get_object_or_404(Municipality, pk=code)
    if not Edition.objects.filter(municipality=city).exists():
        raise Http404
    return city


def _selects(of: Searched) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "called": CALLED[name],
            "options": [
                {
                    "value": value,
                    "word": choice_word(name, value, cities),
                    "chosen": value == chosen,
                }
                for value in values
            ],
        }
        for name, values, chosen, cities in of.choices()
    ]


def choice_word(name: str, value: str, cities: Mapping[str, str] | None = None) -> str:
    """What a value of a filter is called."""
    if name == "year":
        return "計画(年度なし)" if value == UNDATED else in_print(int(value))
    if name == "kind":
        return label("kind", value)
    return PARTS[value] if name == "part" else (cities or {}).get(value, value)


def _counts(found: Found, asked: Asked) -> list[dict[str, Any]]:
    """How many hits of each part, each leading to these only."""
    if "part" in asked.filters or found.more or not found.every:
        return []
    counted = dict(
        SearchRow.objects.filter(pk__in=found.every)
        .order_by()
        .values_list("part")
        .annotate(Count("pk"))
    )
    return [
        {"word": word, "count": counted[part], "href": asked.link(part=part)}
        for part, word in PARTS.items()
        if part in counted
    ]


def pages_of(page: Page[int], asked: Asked) -> dict[str, str]:
    """Links to the page before and after, empty where there is none."""
    return {
        "before": asked.link(page=str(page.previous_page_number())) if page.has_previous() else "",
        "after": asked.link(page=str(page.next_page_number())) if page.has_next() else "",
    }
