"""One indicator for another page, in an iframe without a script: small, citable, the newest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from shirube.charts.indicator_chart import CARD, draw
from shirube.charts.series import Series, Statement, join
from shirube.charts.words import picture, sentence
from shirube.designs.model import Achievement
from shirube.portal.chosen import Chosen, chosen_sheet
from shirube.portal.frame import frame
from shirube.portal.rendering import render
from shirube.schema import Indicator

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Embedded:
    """The indicator that an address names, whatever language it is told in."""

    chosen: Chosen
    indicator: Indicator
    series: Series  # of its own sheet only
    rules: Achievement


def embedded(code: str, year: str, kind: str, sheet: str, number: int) -> Embedded:
    """The indicator at that place of the form. Raises Http404 where there is none."""
    found = chosen_sheet(f"{code}/{year}/{kind}/{sheet}")
    if found is None or not 1 <= number <= len(found.sheet.indicators):
        raise Http404
    indicator = found.sheet.indicators[number - 1]
    series = join([Statement(indicator, found.sheet.fiscal_year, "")])
    rules = found.design.achievement if found.design else Achievement()
    return Embedded(found, indicator, series, rules)


def anywhere(view: View) -> View:
    """Any page may show the answer in a frame."""
    # Its types know a response of any kind only.
    opened: Any = csp_replace({"frame-ancestors": ["*"]})(view)
    return cast(View, require_safe(xframe_options_exempt(opened)))


@anywhere
def embed(
    request: HttpRequest, code: str, year: str, kind: str, sheet: str, number: int
) -> HttpResponse:
    """``/132217/embed/2019/program/513/1/``: the indicator at that place of the form."""
    of = embedded(code, year, kind, sheet, number)
    found = of.chosen
    name = of.indicator.name or "(名前のない指標)"
    context = frame("", "") | {
        "name": name,
        "sheet": found.sheet,
        "edition": found.edition,
        "say": sentence(of.series, found.sheet.fiscal_year, of.rules),
        "chart": draw(of.series, size=CARD, title=name, words=picture(of.series), ident="e"),
        "href": reverse("portal:file", args=[code, found.edition.slug, found.indicator(number)]),
    }
    return render(request, "portal/embed.html", context)
