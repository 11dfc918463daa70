"""Public views: lists of editions, and their stored bytes."""

import re
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from shirube.people.models import Municipality
from shirube.portal.editions import editions_context, published_cities
from shirube.portal.english.refusing import refused
from shirube.portal.frame import city_frame, frame
from shirube.portal.rendering import render
from shirube.publishing import queries
from shirube.publishing.addresses import code_slug, parse_year
from shirube.publishing.feeds import ATOM, ATOM_TYPE, JSON_FEED, JSON_TYPE, atom, json_feed
from shirube.publishing.models import Edition, EditionFile
from shirube.publishing.status import STATUS, STATUS_CSS, status_css, status_json

MOST_IN_A_FEED = 100
KEEP = "public, max-age=300"  # seconds; an edition that must go has to go soon


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every municipality that has published, with its newest edition."""
    municipalities = [
        {"of": one, "newest": newest, "href": reverse("portal:municipality", args=[one.code])}
        for one, newest in published_cities()
    ]
    context = frame("しるべ — 行政評価", reverse("portal:home"))
    return render(request, "portal/home.html", context | {"municipalities": municipalities})


@require_safe
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """One municipality: its editions, the newest of each year first."""
    one = get_object_or_404(Municipality, pk=code)
    editions = Edition.objects.filter(municipality=one).order_by("-fiscal_year", "-number")
    if not editions:
        raise Http404
    context = city_frame(one) | editions_context(list(editions), f"{request.path}e/", "/")
    return render(request, "portal/municipality.html", context | {"feeds": (ATOM, JSON_FEED)})


@require_safe
def feed(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """What was published, as Atom or JSON Feed."""
    city = get_object_or_404(Municipality, pk=code)
    editions = Edition.objects.filter(municipality=city).select_related("municipality")
    if not editions:
        raise Http404
    newest_first = editions.order_by("-published_at", "-number")[:MOST_IN_A_FEED]
    base = request.build_absolute_uri(reverse("portal:municipality", args=[code]))
    make, kind = (atom, ATOM_TYPE) if name == ATOM else (json_feed, JSON_TYPE)
    return _mutable(HttpResponse(make(city, list(newest_first), base), content_type=kind))


@require_safe
def edition_file(request: HttpRequest, code: str, slug: str, path: str = "") -> HttpResponse:
    """Stored bytes, as they were published; a tombstone where the edition was withdrawn."""
    edition = queries.by_slug(code, slug)
    if edition is None:
        raise Http404
    if path in _STATUS:
        kind, of = _STATUS[path]
        return _mutable(HttpResponse(of(edition), content_type=kind))
    if edition.withdrawn_at is not None:
        return _gone(request, edition)
    file = queries.stored_file(edition, path) if path else None
    if file is None:
        # A folder's address shows its page; one without the slash is led there, links are relative.
        file = queries.stored_file(edition, f"{path}index.html")
        if file is None and queries.stored_file(edition, f"{path}/index.html"):
            return redirect(f"{request.path}/")
    if file is None:
        raise Http404
    return _stored(request, file)


_STATUS = {
    STATUS: ("application/json; charset=utf-8", status_json),
    STATUS_CSS: ("text/css; charset=utf-8", status_css),
}


def _mutable(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-cache"
    return response


def _gone(request: HttpRequest, edition: Edition) -> HttpResponse:
    newest = queries.newest(edition.municipality_id, edition.fiscal_year)
    context = frame(f"{edition.municipality.name}の行政評価", _home(edition.municipality_id))
    href = reverse("portal:edition", args=[edition.municipality_id, newest.slug]) if newest else ""
    context |= {"edition": edition, "newest": newest, "newest_href": href}
    return _mutable(render(request, "portal/withdrawn.html", context, status=410))


def _stored(request: HttpRequest, file: EditionFile) -> HttpResponse:
    etag = f'"{file.blob_id}"'
    if etag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = _body(request, file)
    response["ETag"] = etag
    response["Cache-Control"] = KEEP
    response["Vary"] = "Accept-Encoding"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _body(request: HttpRequest, file: EditionFile) -> HttpResponse:
    """The stored gzip as it is for whoever takes it, unpacked for the rest."""
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(file.blob.content, content_type=file.media_type)
    response = HttpResponse(bytes(file.blob.packed), content_type=file.media_type)
    response["Content-Encoding"] = "gzip"
    return response


@require_safe
def lasting(request: HttpRequest, code: str, year: str, path: str = "") -> HttpResponse:
    """An address that lasts: leads to the page in the newest edition of its year; to the sheet
    where that edition has not the page, to its first page where it has not the sheet.
    """
    edition = queries.newest(code, parse_year(year))
    if edition is None:
        gone = queries.last_withdrawn(code, parse_year(year))
        if gone is None:
            raise Http404
        return _gone(request, gone)
    path = path.removesuffix("index.html")
    folders = [path if path.endswith("/") or not path else f"{path}/"]
    found = _SHEET.match(folders[0])
    if found:
        folders.append(f"{found['kind']}/{code_slug(unquote(found['code']))}/")
    for folder in folders:
        if queries.stored_file(edition, f"{folder}index.html"):
            return (
                redirect("portal:file", code=code, slug=edition.slug, path=folder)
                if folder
                else (redirect("portal:edition", code=code, slug=edition.slug))
            )
    raise Http404


_SHEET = re.compile(r"(?P<kind>[a-z_]+)/(?P<code>[^/]+)/")


@require_safe
def accessibility(request: HttpRequest, code: str) -> HttpResponse:
    """What was tried, and what was not."""
    city = get_object_or_404(Municipality, pk=code)
    return render(request, "portal/accessibility.html", city_frame(city, "accessibility/"))


_ENGLISH_PAGE = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*/")


@require_safe
def to_english(request: HttpRequest, code: str) -> HttpResponse:
    """Leads to the English page that a frozen page names (``?page=2019/program/511/``): frozen
    pages stand on disks as well, where this address holds a page of its own.
    """
    page = request.GET.get("page", "")
    page = page if _ENGLISH_PAGE.fullmatch(page) and ".." not in page else ""
    return redirect(reverse("portal:english:city", args=[code]) + page)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A helpful page for an address that leads nowhere."""
    return _refused(request, "not_found", 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A helpful page for what no page asks for: too many fields, a wrong host."""
    return _refused(request, "bad_request", 400)


def _refused(request: HttpRequest, template: str, status: int) -> HttpResponse:
    if request.path.startswith(reverse("portal:english:home")):
        return refused(request, template, status)
    context = frame("しるべ — 行政評価", reverse("portal:home"))
    return render(request, f"portal/{template}.html", context, status=status)


def _home(code: str) -> str:
    return reverse("portal:municipality", args=[code])
