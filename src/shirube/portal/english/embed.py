"""One indicator for another page, told in English."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shirube.charts.indicator_chart import CARD, draw
from shirube.portal.embed import anywhere, embedded
from shirube.portal.english import words
from shirube.portal.english.frame import edition_box, frame
from shirube.portal.english.history import indicator_href
from shirube.portal.english.refusing import english


@anywhere
@english
def embed(
    request: HttpRequest, code: str, year: str, kind: str, sheet: str, number: int
) -> HttpResponse:
    """``/en/132217/embed/2019/program/513/1/``: the indicator at that place of the form."""
    of = embedded(code, year, kind, sheet, number)
    found, key = of.chosen, (code, year, kind, sheet, number)
    context = frame(reverse("portal:embed", args=key)) | edition_box(found.edition) | {
        "name": of.indicator.name or words.UNNAMED,
        "unit": of.indicator.unit,
        "sheet": found.sheet,
        "called": words.kind_and_code(found.sheet),
        "say": words.sentence(of.series, found.sheet.fiscal_year, of.rules),
        "chart": draw(of.series, size=CARD, title=f"Indicator {number}",
                      words=words.picture(of.series), ident="e", language="en"),
        "href": indicator_href(found, number - 1),
    }  # fmt: skip
    return render(request, "portal/english/embed.html", context)
