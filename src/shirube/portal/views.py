"""Public views: lists of editions, and their stored bytes."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from shirube.people.models import Municipality
from shirube.portal.pages.context import LICENCE
from shirube.publishing import queries
from shirube.publishing.addresses import code_slug, parse_year
from shirube.publishing.models import Edition, EditionFile

KEEP = "public, max-age=300"  # seconds; an edition that must go has to go soon


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every municipality that has published, with its newest edition."""
    codes = Edition.objects.values_list("municipality_id", flat=True).distinct()
    municipalities = [
        {"of": one, "newest": queries.newest_of_each_year(one.code)[0]}
        for one in Municipality.objects.filter(code__in=codes).order_by("code")
    ]
    context = _frame("しるべ — 行政評価", reverse("portal:home"))
    return render(request, "portal/home.html", context | {"municipalities": municipalities})


@require_safe
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """One municipality: its editions, the newest of each year first."""
    one = get_object_or_404(Municipality, pk=code)
    editions = Edition.objects.filter(municipality=one).order_by("-fiscal_year", "-number")
    if not editions:
        raise Http404
    newest = {edition.pk for edition in queries.newest_of_each_year(code)}
    listed = [{"of": edition, "newest": edition.pk in newest} for edition in editions]
    context = _frame(f"{one.name}の行政評価", request.path)
    return render(
        request, "portal/municipality.html", context | {"municipality": one, "editions": listed}
    )


@require_safe
def edition_file(request: HttpRequest, code: str, slug: str, path: str = "") -> HttpResponse:
    """Stored bytes, as they were published."""
    edition = queries.by_slug(code, slug)
    file = queries.stored_file(edition, path) if edition and path else None
    if edition is not None and file is None:
        # A folder's address shows its page; one without the slash is led there, links are relative.
        file = queries.stored_file(edition, f"{path}index.html")
        if file is None and queries.stored_file(edition, f"{path}/index.html"):
            return redirect(f"{request.path}/")
    if file is None:
        raise Http404
    return _stored(request, file)


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
def sheet(request: HttpRequest, code: str, year: str, kind: str, sheet: str) -> HttpResponse:
    """The lasting address of a sheet: leads to it in the newest edition of its year."""
    try:
        edition = queries.newest(code, parse_year(year))
    except ValueError as error:
        raise Http404 from error
    path = f"{kind}/{code_slug(sheet)}/"
    if edition is None or queries.stored_file(edition, f"{path}index.html") is None:
        raise Http404
    return redirect("portal:file", code=code, slug=edition.slug, path=path)


def _frame(name: str, here: str) -> dict[str, object]:
    css, icon = static("look/shirube.css"), static("look/icon.svg")
    return {"css": css, "icon": icon, "home": here, "site_name": name, "licence": LICENCE}
