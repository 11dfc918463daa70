"""Answers about an edition as a whole, in English."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shirube.portal.english.edition_pages import errata_context, older_context
from shirube.portal.english.frame import year_href
from shirube.portal.english.refusing import Gone, english
from shirube.portal.english.views import newest_or_refuse
from shirube.portal.rendering import with_question
from shirube.publishing import queries
from shirube.publishing.lines import LISTS
from shirube.publishing.models import Edition

Context = Callable[[Edition], dict[str, Any] | None]


@require_safe
@english
def of_year(request: HttpRequest, code: str, year: str, context: Context) -> HttpResponse:
    """Money or data of a year."""
    return _page(request, context(newest_or_refuse(code, year)))


@require_safe
@english
def plan(request: HttpRequest, code: str, year: str, number: int) -> HttpResponse:
    """A branch of a long plan."""
    return redirect(f"{year_href(newest_or_refuse(code, year))}?branch={number}")


@require_safe
@english
def listing(request: HttpRequest, code: str, year: str, name: str) -> HttpResponse:
    """A list of a year."""
    edition = newest_or_refuse(code, year)
    if name not in LISTS:
        raise Http404
    asked = urlencode({"year": edition.year_key})
    return redirect(f"{reverse('portal:english:list', args=[code, name])}?{asked}")


@require_safe
@english
def errata(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """What an edition changed."""
    return _page(request, errata_context(_out(code, slug)))


@require_safe
@english
def edition(request: HttpRequest, code: str, slug: str, path: str = "") -> HttpResponse:
    """English is made from the newest edition: an address of it leads there; one of an older
    edition says what took its place, one of a withdrawn edition that it is gone.
    """
    of = _out(code, slug)
    newest = queries.newest(code, of.fiscal_year)
    below = f"{path.removesuffix('index.html').rstrip('/')}/".lstrip("/")
    if newest is None or newest.pk == of.pk:
        return redirect(with_question(year_href(of) + below, request))
    return _page(request, older_context(of, newest, below))


def _out(code: str, slug: str) -> Edition:
    found = queries.by_slug(code, slug.replace("\x00", ""))
    if found is None:
        raise Http404
    if found.withdrawn_at is not None:
        raise Gone(found, reverse("portal:edition", args=[code, found.slug]))
    return found


def _page(request: HttpRequest, context: dict[str, Any] | None) -> HttpResponse:
    """A page that can be cited: with the whole of its lasting address."""
    if context is None:
        raise Http404
    context["lasting"] = request.build_absolute_uri(context["lasting"])
    return render(request, f"portal/english/{context['template']}.html", context)
