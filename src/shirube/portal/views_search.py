"""Searching what is published: of one municipality or of all."""

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
from shirube.publishing.search.find import FILTERS, MOST, Found, choices, find, rows
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


@require_safe
def search(request: HttpRequest, code: str = "") -> HttpResponse:
    """Hits for ``q`` within the filters; without ``q``, how to search."""
    city = searched_city(code)
    asked = Asked.of(request, city)
    found, page, shown = found_of(asked, request.GET.get("page", ""))
    make = Hits(asked.query.words, one_city=city is not None)
    around = city_frame(city, "search/") if city else frame(NAME, reverse("portal:home"))
    context = around | {
        "municipality": city,
        "asked": asked,
        "found": found,
        "most": MOST,
        "longest": LONGEST,
        "page": page,
        "hits": [make.of(row) for row in rows(shown)],
        "counts": _counts(found, asked),
        "selects": _selects(asked, city),
        "pages": pages_of(page, asked),
    }
    return render(request, "portal/search.html", context)


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


def _selects(asked: Asked, city: Municipality | None) -> list[dict[str, Any]]:
    names = IN_ONE if city else IN_ALL
    occurring = choices(city.code if city else None, names)
    cities = {} if city else dict(Municipality.objects.values_list("code", "name"))
    return [
        {
            "name": name,
            "called": CALLED[name],
            "options": [
                {"value": value, "word": _word(name, value, cities), "chosen": value == chosen}
                for value in occurring[name]
            ],
        }
        for name in names
        for chosen in [asked.filters.get(name, "")]
        if len(occurring[name]) > 1 or chosen
    ]


def _word(name: str, value: str, cities: dict[str, str]) -> str:
    if name == "year":
        return "計画(年度なし)" if value == UNDATED else in_print(int(value))
    if name == "kind":
        return label("kind", value)
    return PARTS[value] if name == "part" else cities.get(value, value)


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
