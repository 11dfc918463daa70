"""Lists on demand: indicators, projects, issues, promises, opinions of a municipality and year,
narrowed, sorted, a page at a time, and downloaded as they are shown.
"""

import csv
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from shirube.people.models import Municipality
from shirube.portal.frame import city_frame
from shirube.portal.rendering import render
from shirube.publishing import queries
from shirube.publishing.lines import LISTS, NUMBERS
from shirube.publishing.list_rows import fold
from shirube.publishing.models import Edition, ListRow
from shirube.schema.tables.cells import encode

ON_A_PAGE = 50
LONGEST = 100  # letters that are looked for inside a list
# parameter → column, what it is called
FILTERS = {
    "branch": ("branch", "分野"),
    "division": ("division", "所管"),
    "rating": ("rating", "評価"),
    "state": ("state", "状態"),
}
SORTS = {
    "position": ("計画の順", (F("position").asc(),)),
    "name": ("名前の順", (F("name").asc(), F("position").asc())),
    "high": ("大きい順", (F("number").desc(nulls_last=True), F("position").asc())),
    "low": ("小さい順", (F("number").asc(nulls_last=True), F("position").asc())),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, with everything that is not understood left out."""

    filters: dict[str, str]
    words: str
    sort: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """From the address."""
        given = {key: request.GET.get(key, "")[:200] for key in FILTERS}
        words = request.GET.get("q", "")[:LONGEST].replace("\x00", "")
        sort = request.GET.get("sort", "")
        filters = {key: text.replace("\x00", "") for key, text in given.items() if text}
        return cls(filters, words, sort if sort in SORTS else "position")

    def query(self, year: str, **more: object) -> str:
        """The same question as the end of an address."""
        pairs = {"year": year, **self.filters, "q": self.words, "sort": self.sort, **more}
        return urlencode({key: value for key, value in pairs.items() if value})


@require_safe
def listing(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One list; ``?format=csv`` holds the same lines."""
    city = get_object_or_404(Municipality, pk=code)
    editions = list(queries.newest_of_each_year(code))
    if name not in LISTS or not editions:
        raise Http404
    wanted = request.GET.get("year", "")
    edition = next((one for one in editions if one.year_key == wanted), editions[0])
    asked = Asked.of(request)
    every = ListRow.objects.filter(edition=edition, list=name)
    rows = _narrowed(every, asked)
    if request.GET.get("format") == "csv":
        return _download(edition, name, rows)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = city_frame(city, f"lists/{name}/") | _offered(every, asked, edition, editions, name)
    return render(request, "portal/list.html", context | {"page": page, "rows": list(page)})


def _narrowed(rows: QuerySet[ListRow], asked: Asked) -> QuerySet[ListRow]:
    for key, text in asked.filters.items():
        rows = rows.filter(**{FILTERS[key][0]: text})
    for word in fold(asked.words).split():
        rows = rows.filter(folded__contains=word)
    return rows.order_by(*SORTS[asked.sort][1])


def _offered(
    every: QuerySet[ListRow], asked: Asked, edition: Edition, editions: list[Edition], name: str
) -> dict[str, Any]:
    """What can be chosen, and what is chosen."""
    choices = []
    for key, (column, called) in FILTERS.items():
        values = every.exclude(**{column: ""}).order_by(column).values_list(column, flat=True)
        found = list(values.distinct())
        if len(found) > 1 or key in asked.filters:
            choices.append(
                {"key": key, "called": called, "values": found, "chosen": asked.filters.get(key)}
            )
    sorts = [(key, word) for key, (word, _) in SORTS.items()
             if name in NUMBERS or key in {"position", "name"}]  # fmt: skip
    return {
        "edition": edition,
        "editions": editions,
        "name": name,
        "called": LISTS[name][0],
        "heads": LISTS[name][1],
        "number": NUMBERS.get(name, ""),
        "lists": [(key, called) for key, (called, _) in LISTS.items()],
        "choices": choices,
        "sorts": sorts,
        "asked": asked,
        "total": every.count(),
        "csv": asked.query(edition.year_key, format="csv"),
        "query": asked.query(edition.year_key),
        "base": reverse("portal:edition", args=[edition.municipality_id, edition.slug]),
    }


def _download(edition: Edition, name: str, rows: QuerySet[ListRow]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    disposition = f'attachment; filename="{edition.municipality_id}-{edition.slug}-{name}.csv"'
    response["Content-Disposition"] = disposition
    response.write("\ufeff")  # so that a spreadsheet knows the letters
    writer = csv.writer(response)
    called, heads = LISTS[name]
    writer.writerow(["公表版", "種類", "番号", "シート", "確認", "分野", "所管", "評価", "状態",
                     called, *heads, "場所"])  # fmt: skip
    for row in rows.iterator():
        standing = "機械読取・未確認" if row.machine_read else "確認ずみ"
        cells = [edition.slug, row.sheet_kind, row.sheet_code, row.sheet_title, standing,
                 row.branch, row.division, row.rating, row.state, row.name, *row.cells,
                 row.href]  # fmt: skip
        writer.writerow([encode(cell) for cell in cells])
    return response
