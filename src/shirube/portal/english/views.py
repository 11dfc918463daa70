"""English views: everything from the newest edition of each year, nothing stored."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.views.decorators.http import require_safe

from shirube.people.city.deciding import settings_of
from shirube.people.models import Municipality
from shirube.portal.chosen import Chosen, sheet_at
from shirube.portal.editions import editions_context, published_cities
from shirube.portal.english import words
from shirube.portal.english.frame import edition_box, frame, year_href
from shirube.portal.english.indicator import indicator_context
from shirube.portal.english.plan import plan_context
from shirube.portal.english.refusing import Gone, english
from shirube.portal.english.sheet import sheet_context
from shirube.portal.ways.kinds import KINDS, groups
from shirube.publishing import queries
from shirube.publishing.addresses import code_slug, parse_year
from shirube.publishing.models import Edition


@require_safe
@english
def home(request: HttpRequest) -> HttpResponse:
    """Every municipality that has published."""
    listed = [
        {
            "of": one,
            "newest": words.evaluation_of(newest.fiscal_year),
            "href": reverse("portal:english:city", args=[one.code]),
        }
        for one, newest in published_cities()
    ]
    context = frame(reverse("portal:home")) | {"municipalities": listed}
    return render(request, "portal/english/home.html", context)


@require_safe
@english
def city(request: HttpRequest, code: str) -> HttpResponse:
    """One municipality: every edition, the newest of each year marked, withdrawn ones named."""
    one = get_object_or_404(Municipality, pk=code)
    editions = Edition.objects.filter(municipality=one).order_by("-fiscal_year", "-number")
    if not editions:
        raise Http404
    japanese = reverse("portal:municipality", args=[code])
    listed = editions_context(list(editions), f"{japanese}e/", "/")["editions"]
    for item in listed:
        errata = reverse("portal:english:errata", args=[code, item["of"].slug])
        item.update(edition_box(item["of"]), year_href=year_href(item["of"]))
        item.update(
            errata=errata if item["errata"] else None,
            href=reverse("portal:english:edition", args=[code, item["of"].slug]),
        )
    found = settings_of(code)
    doors = [
        {"word": kind.english, "href": reverse("portal:english:ways", args=[code, kind.folder])}
        for kind in KINDS.values()
        if groups(found, kind)
    ]
    context = frame(japanese, one) | {"editions": listed, "doors": doors}
    return render(request, "portal/english/municipality.html", context)


@require_safe
@english
def year(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """The plan of a year as a tree; a long one branch by branch (``?branch=2``)."""
    branch = request.GET.get("branch", "")
    return _page(request, "edition", plan_context(newest_or_refuse(code, year), branch))


@require_safe
@english
def sheet(request: HttpRequest, code: str, year: str, kind: str, sheet: str) -> HttpResponse:
    """One sheet, in the order of its form."""
    return _page(request, "sheet", sheet_context(_chosen(code, year, kind, sheet)))


@require_safe
@english
def indicator(
    request: HttpRequest, code: str, year: str, kind: str, sheet: str, number: int
) -> HttpResponse:
    """The indicator at that place of the form, counted from one."""
    chosen = _chosen(code, year, kind, sheet)
    if not 1 <= number <= len(chosen.sheet.indicators):
        raise Http404
    return _page(request, "indicator", indicator_context(chosen, number))


@require_safe
@english
def accessibility(request: HttpRequest, code: str) -> HttpResponse:
    """What was tried, and what was not."""
    one = get_object_or_404(Municipality, pk=code)
    context = frame(reverse("portal:accessibility", args=[code]), one)
    return render(request, "portal/english/accessibility.html", context)


@require_safe
@english
def elsewhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Nothing is here; an address that only lacks its last slash is led on."""
    path = f"/{request.path.lstrip('/')}/"
    if rest and not rest.endswith("/") and resolve(path).func is not elsewhere:
        return redirect(path)
    raise Http404


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page that can be cited: with the whole of its lasting address."""
    lasting = request.build_absolute_uri(context["lasting"])
    return render(request, f"portal/english/{template}.html", context | {"lasting": lasting})


def _chosen(code: str, year: str, kind: str, sheet: str) -> Chosen:
    for slug in dict.fromkeys((sheet, code_slug(sheet))):
        found = sheet_at(code, year, f"{kind}/{slug}/".replace("\x00", ""))
        if found is not None:
            return found
    newest_or_refuse(code, year)
    raise Http404


def newest_or_refuse(code: str, year: str) -> Edition:
    """The newest edition of a year. Raises Gone where all that was published of it was withdrawn,
    Http404 where nothing was.
    """
    found = queries.newest(code, parse_year(year))
    if found is not None:
        return found
    withdrawn = queries.last_withdrawn(code, parse_year(year))
    if withdrawn is None:
        raise Http404
    raise Gone(withdrawn, reverse("portal:year", args=[code, year]))
