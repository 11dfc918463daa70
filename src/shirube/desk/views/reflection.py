"""From evaluation to budget: page and paper, for finance and for each division."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from shirube.budget.reflecting import words
from shirube.budget.reflecting.answers import FILTERS, changed_most, filtered, sentence
from shirube.budget.reflecting.paper import reflection_paper
from shirube.budget.reflecting.rows import Row
from shirube.budget.reflecting.workbook import reflection_workbook
from shirube.budget.reflection import KINDS, Year, reflection, years
from shirube.desk.access import Desk, for_self, refusal
from shirube.desk.numbers import whole
from shirube.desk.page import show, sorry
from shirube.papers import NoFontError, pdf
from shirube.people.models import Unit
from shirube.people.permissions import Refused, Scope
from shirube.people.verbs import Verb
from shirube.schema.codes import label

MOST_YEARS = 3
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@for_self
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The newest three years unless one is asked for; only divisions that one may read."""
    asked = _Asked(request, desk)
    context = {
        "asked": asked,
        "filters": [(key, called) for key, (called, _) in FILTERS.items()],
        "kinds": [(kind, label("kind", kind)) for kind in KINDS],
        "rows": [_told(row) for row in asked.rows],
        "answers": asked.answers,
        "sentence": sentence(asked.answers, asked.all_rows) if asked.all_rows else "",
        "most": [_told(row) for row in changed_most(asked.rows)],
        "query": asked.query,
    }
    return show(request, desk, "desk/money/reflection.html", context)


@require_safe
@for_self
def paper(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The same rows as PDF or workbook."""
    asked = _Asked(request, desk)
    if not asked.rows:
        return sorry(request, _NOTHING, reverse("desk:reflection"))
    if request.GET.get("format") == "xlsx":
        return _file(reflection_workbook(asked.rows), "xlsx", _XLSX)
    made = reflection_paper(asked.rows, asked.answers, timezone.localdate(), asked.about)
    try:
        return _file(pdf(made), "pdf", "application/pdf")
    except NoFontError:
        return refusal(request, _NO_FONT, 503)


_NOTHING = Refused("この条件にあうシートはありません。", "No sheet fits.")
_NO_FONT = Refused(
    "PDFに使う日本語の書体がサーバーにありません。xlsx を使うか、管理者に知らせてください。",
    "The server has no Japanese font.",
)


def _file(data: bytes, suffix: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="evaluation_to_budget.{suffix}"'
    return answer


class _Asked:
    """What the address asks for, and the rows that this person may read."""

    def __init__(self, request: HttpRequest, desk: Desk) -> None:
        form, city = request.GET, desk.city.code
        self.kind = form.get("kind") if form.get("kind") in KINDS else KINDS[0]
        self.years = years(city, self.kind or KINDS[0])
        self.year = whole(form.get("year", ""))
        self.unit, self.filter = form.get("unit", ""), form.get("filter", "")
        self.whole = desk.may(Verb.READ_REFLECTION)
        wanted = [self.year] if self.year in self.years else self.years[:MOST_YEARS]
        found = reflection(city, sorted(year for year in wanted if year), self.kind or KINDS[0])
        readable = _readable(desk)
        every = [row for year in found for row in year.rows]
        may = every if self.whole else [row for row in every if readable & set(row.units)]
        self.units = sorted({unit for row in may for unit in row.units})
        self.all_rows = [row for row in may if not self.unit or self.unit in row.units]
        self.rows = filtered(self.all_rows, self.filter)
        # Sums are of the whole city: only for those who may read all of it.
        self.answers = [y.answer for y in found if y.answer] if self._all(found) else []

    def _all(self, found: Sequence[Year]) -> bool:
        return self.whole and not self.unit and bool(found)

    @property
    def about(self) -> str:
        """For the head of the paper."""
        called, _ = FILTERS.get(self.filter, FILTERS[""])
        return "・".join(part for part in (self.unit, called if self.filter else "") if part)

    @property
    def query(self) -> str:
        """The same question as an address."""
        asked = {"kind": self.kind or "", "year": str(self.year or ""), "unit": self.unit,
                 "filter": self.filter}  # fmt: skip
        return urlencode(asked)


def _readable(desk: Desk) -> set[str]:
    """Names of divisions whose rows one may read."""
    rows = Unit.objects.filter(municipality=desk.city).values_list("pk", "name")
    city, verb = desk.city.code, Verb.READ_REFLECTION
    return {name for pk, name in rows if desk.may(verb, Scope(city, frozenset({pk})))}


def _told(row: Row) -> dict[str, Any]:
    return {
        "row": row,
        "rating": words.rating(row),
        "money": words.money(row),
        "change": words.yen(row.given.change, signed=True),
        "request": words.yen(row.given.request),
        "assessed": words.yen(row.given.assessed),
        "reflected": words.yen(row.given.reflected, signed=True),
        "reasons": words.reasons(row),
    }
