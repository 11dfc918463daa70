"""One indicator for another page, in an iframe without a script: small, citable, the newest."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from shirube.charts.indicator_chart import CARD, draw
from shirube.charts.series import Statement, join
from shirube.charts.words import picture, sentence
from shirube.designs.model import Achievement
from shirube.portal.chosen import chosen_sheet
from shirube.portal.frame import frame
from shirube.portal.rendering import render


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type] # its type knows no arguments
def embed(
    request: HttpRequest, code: str, year: str, kind: str, sheet: str, number: int
) -> HttpResponse:
    """``/132217/embed/2019/program/513/1/``: the indicator at that place of the form."""
    found = chosen_sheet(f"{code}/{year}/{kind}/{sheet}")
    if found is None or not 1 <= number <= len(found.sheet.indicators):
        raise Http404
    indicator = found.sheet.indicators[number - 1]
    series = join([Statement(indicator, found.sheet.fiscal_year, "")])
    rules = found.design.achievement if found.design else Achievement()
    name = indicator.name or "(名前のない指標)"
    context = frame("", "") | {
        "name": name,
        "sheet": found.sheet,
        "edition": found.edition,
        "say": sentence(series, found.sheet.fiscal_year, rules),
        "chart": draw(series, size=CARD, title=name, words=picture(series), ident="e"),
        "href": reverse("portal:file", args=[code, found.edition.slug, found.indicator(number)]),
    }
    return render(request, "portal/embed.html", context)
