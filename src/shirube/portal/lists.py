"""Lists on demand: indicators, projects, issues, promises, opinions of a municipality and year,
narrowed, sorted, a page at a time, and downloaded as they are shown.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
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
from shirube.publishing.shared_rows import counted_once, elsewhere
from shirube.schema.codes import label
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


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of a municipality and year as it was asked for, whatever language it is told in."""

    city: Municipality
    name: str
    editions: tuple[Edition, ...]  # that can be chosen
    edition: Edition
    asked: Asked
    rows: QuerySet[ListRow]

    @property
    def every(self) -> QuerySet[ListRow]:
        """All rows of the list, narrowed by nothing."""
        return ListRow.objects.filter(edition=self.edition, list=self.name)

    def choices(self) -> Iterator[tuple[str, list[str]]]:
        """(parameter, values that occur) where there is something to choose."""
        columns = [column for column, _ in FILTERS.values()]
        occurring = list(self.every.order_by().values_list(*columns).distinct())
        for place, key in enumerate(FILTERS):
            found = sorted({row[place] for row in occurring} - {""})
            if len(found) > 1 or key in self.asked.filters:
                yield key, found

    @property
    def sorts(self) -> tuple[str, ...]:
        """In which orders it can be shown."""
        return tuple(key for key in SORTS if self.name in NUMBERS or key in {"position", "name"})

    def context(self, number: str | None) -> dict[str, Any]:
        """What the page prints in any language; ``number`` is the page that was asked for."""
        page = Paginator(self.rows, ON_A_PAGE).get_page(number)
        year = self.edition.year_key
        rows = list(page)
        once = self.name == "projects"
        others = elsewhere(rows) if once else {}
        return {
            "edition": self.edition,
            "editions": self.editions,
            "name": self.name,
            "asked": self.asked,
            "total": self.every.count(),
            "csv": self.asked.query(year, format="csv"),
            "query": self.asked.query(year),
            "page": page,
            "rows": rows,
            "once": counted_once(self.rows) if once else None,
            "elsewhere": [others.get(row.position, []) for row in rows],
        }

    def download(
        self, head: Sequence[str], lines: Iterable[Sequence[str]], language: str = ""
    ) -> HttpResponse:
        """The lines as a table; a language stands in the name of the file."""
        end = f"-{language}" if language else ""
        name = f"{self.edition.municipality_id}-{self.edition.slug}-{self.name}{end}.csv"
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response.write("\ufeff")  # so that a spreadsheet knows the letters
        writer = csv.writer(response)
        writer.writerow(head)
        for cells in lines:
            writer.writerow([encode(cell) if cell else "" for cell in cells])
        return response


def listed(request: HttpRequest, code: str, name: str) -> Listed:
    """The list that an address asks for. Raises Http404 where there is none."""
    city = get_object_or_404(Municipality, pk=code)
    editions = tuple(queries.newest_of_each_year(code))
    if name not in LISTS or not editions:
        raise Http404
    wanted = request.GET.get("year", "")
    edition = next((one for one in editions if one.year_key == wanted), editions[0])
    asked = Asked.of(request)
    rows = _narrowed(ListRow.objects.filter(edition=edition, list=name), asked)
    return Listed(city, name, editions, edition, asked, rows)


@require_safe
def listing(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One list; ``?format=csv`` holds the same lines."""
    of = listed(request, code, name)
    called, heads = LISTS[name]
    if request.GET.get("format") == "csv":
        also = [ALSO] if name == "projects" else []
        return of.download([*HEAD, called, *heads, *also, "場所"], _csv_lines(of))
    context = city_frame(of.city, f"lists/{name}/") | of.context(request.GET.get("page")) | {
        "called": called,
        "heads": heads,
        "number": NUMBERS.get(name, ""),
        "lists": [(key, called) for key, (called, _) in LISTS.items()],
        "choices": [
            {"key": key, "called": FILTERS[key][1], "values": values,
             "chosen": of.asked.filters.get(key)}
            for key, values in of.choices()
        ],
        "sorts": [(key, SORTS[key][0]) for key in of.sorts],
        "base": reverse("portal:edition", args=[code, of.edition.slug]),
    }  # fmt: skip
    for row, others in zip(context["rows"], context["elsewhere"], strict=True):
        row.also = sheets_in_words(others)
    return render(request, "portal/list.html", context)


ALSO = "同じ事業のあるほかのシート"
HEAD = ("公表版", "種類", "番号", "シート", "確認", "分野", "所管", "評価", "状態")


def sheets_in_words(rows: Iterable[ListRow]) -> str:
    """「施策511、施策512」: the sheets of these rows."""
    return "、".join(dict.fromkeys(label("kind", one.sheet_kind) + one.sheet_code for one in rows))


def _csv_lines(of: Listed) -> Iterator[Sequence[str]]:
    projects = of.name == "projects"
    others = elsewhere(list(of.rows)) if projects else {}
    for row in of.rows.iterator():
        standing = "機械読取・未確認" if row.machine_read else "確認ずみ"
        kind = label("kind", row.sheet_kind)
        yield (of.edition.slug, kind, row.sheet_code, row.sheet_title, standing, row.branch,
               row.division, row.rating, row.state, row.name, *row.cells,
               *([sheets_in_words(others[row.position])] if projects else []),
               row.href)  # fmt: skip


def _narrowed(rows: QuerySet[ListRow], asked: Asked) -> QuerySet[ListRow]:
    for key, text in asked.filters.items():
        rows = rows.filter(**{FILTERS[key][0]: text})
    for word in fold(asked.words).split():
        rows = rows.filter(folded__contains=word)
    return rows.order_by(*SORTS[asked.sort][1])
