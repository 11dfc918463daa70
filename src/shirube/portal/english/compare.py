"""Two sheets side by side, told in English."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shirube.designs.model import Grade
from shirube.portal.chosen import Chosen
from shirube.portal.compare import CompareWords, comparison
from shirube.portal.english import words
from shirube.portal.english.frame import frame, sheet_href
from shirube.portal.english.refusing import english
from shirube.portal.rendering import with_question
from shirube.publishing.accounts import BEFORE, NOTICE_EN


@require_safe
@english
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """The question is that of the Japanese page, so that the switch of languages keeps it."""
    city, found = comparison(request, code, WORDS)
    here = reverse("portal:compare", args=[code])
    pair = [
        {"of": one, "href": sheet_href(one.edition, one.sheet),
         "called": words.kind_and_code(one.sheet)}
        for one in found.get("pair", ())
    ]  # fmt: skip
    context = frame(with_question(here, request), city, "compare/") | found
    return render(request, "portal/english/compare.html", context | {"pair": pair})


def _where(one: Chosen) -> str:
    early = f" ({NOTICE_EN})" if one.edition.accounts == BEFORE else ""
    called = words.evaluation_of(one.sheet.fiscal_year)
    return f"{one.sheet.municipality.name}, {called}{early}"


def _meaning(value: str, grade: Grade | None) -> str:
    tone = words.TONES.get(grade.tone) if grade else None
    return f"{value} ({tone})" if tone else value


WORDS = CompareWords(
    heads=("Municipality and year", "Division", "Aim", "Rating", "Money", "Issues",
           "Next actions"),
    comma=", ",
    where=_where,
    money=words.money_sentence,
    meaning=_meaning,
    lines=words.LINES,
)  # fmt: skip
