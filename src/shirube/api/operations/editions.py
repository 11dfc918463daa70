"""Municipalities, editions with their tombstones, and the files of an edition."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from pydantic_core import to_json

from shirube.api import asked, cursors, formats
from shirube.api.answers import Stored
from shirube.api.catalogue import Listed, catalogue
from shirube.api.operations.rows import named
from shirube.api.problems import not_found
from shirube.publishing.models import EditionFile
from shirube.publishing.rows import sql
from shirube.publishing.rows.reading import START, Spot
from shirube.schema.codes import KIND

MUNICIPALITY_NAMES = ("municipality_code", "municipality_name", "years", "newest_edition")
EDITION_NAMES = ("municipality_code", "municipality_name", "edition", "fiscal_year", "number",
                 "kind", "accounts", "reason", "published_at", "newest", "withdrawn_at",
                 "withdrawn_reason", "manifest_sha256")  # fmt: skip
_MORE = ("limit", "cursor", "format")
_PAGES = "text/html"
# Below these lie the pages, papers and pictures of single sheets.
_OF_SHEETS = tuple(f"{kind}/" for kind in KIND)

Item = Mapping[str, object]


def municipalities(request: HttpRequest) -> HttpResponse:
    """Everyone who has published. Raises RefusedError."""
    given = _given(request, "municipality_code")
    years: dict[str, list[Listed]] = {}
    for one in catalogue().newest:
        years.setdefault(one.municipality, []).append(one)
    items = [
        {
            "municipality_code": code,
            "municipality_name": held[0].name,
            "years": [one.year_key for one in held],
            "newest_edition": held[-1].slug,
        }
        for code, held in years.items()
    ]
    return _list(request, given, "municipalities", items)


def editions(request: HttpRequest) -> HttpResponse:
    """Every edition that ever came out; of a withdrawn one, when and why. Raises RefusedError."""
    given = _given(request, "municipality_code", "fiscal_year")
    years = {asked.matching("fiscal_year", one, r"[0-9]{4}|undated", "2024")
             for one in given.get("fiscal_year", ())}  # fmt: skip
    now = catalogue()
    items = [
        about(one, newest=one.pk in now.newest_keys)
        for one in now.editions
        if not years or one.year_key in years
    ]
    return _list(request, given, "editions", items)


def about(edition: Listed, *, newest: bool) -> dict[str, object]:
    """An edition as it is listed."""
    gone = edition.withdrawn_at
    return {
        "municipality_code": edition.municipality,
        "municipality_name": edition.name,
        "edition": edition.slug,
        "fiscal_year": edition.fiscal_year,
        "number": edition.number,
        "kind": edition.kind,
        "accounts": edition.accounts or None,
        "reason": edition.reason or None,
        "published_at": timezone.localtime(edition.published_at).isoformat(timespec="seconds"),
        "newest": newest,
        "withdrawn_at": timezone.localtime(gone).isoformat(timespec="seconds") if gone else None,
        "withdrawn_reason": edition.withdrawn_reason or None,
        "manifest_sha256": edition.manifest,
    }


def edition(request: HttpRequest, municipality: str, name: str) -> HttpResponse:
    """One edition with its data files. Raises RefusedError."""
    given = asked.parameters(request.META.get("QUERY_STRING", ""))
    asked.refuse_unknown(given, ("format",))
    wanted = asked.format_of(given, ("json",))
    formats.chosen(wanted, request.META.get("HTTP_ACCEPT", ""), ("json",))
    found = named(f"{municipality}/{name}", catalogue())[0]
    newest = found.pk in catalogue().newest_keys
    files = _data_files(found).values_list("path", "blob__size", "media_type", "blob_id")
    said = about(found, newest=newest) | {
        "files": [
            {
                "path": path,
                "href": reverse("api:file", args=[municipality, name, path]),
                "bytes": size,
                "media_type": kind,
                "sha256": digest,
            }
            for path, size, kind, digest in files
        ]
    }
    return HttpResponse(to_json(said) + b"\n", content_type=formats.MEDIA_TYPES["json"])


def file(request: HttpRequest, municipality: str, name: str, path: str) -> Stored:
    """A file of an edition, as its bytes were frozen. Raises RefusedError."""
    asked.refuse_unknown(asked.parameters(request.META.get("QUERY_STRING", "")), ())
    found = named(f"{municipality}/{name}", catalogue())[0]
    held = sql.stored(found.pk, path)
    if held is None or held[1].startswith(_PAGES):
        raise not_found(
            f"公表版 {name} に、このファイルはありません。",
            f"There is no such file in edition {name}.",
        )
    return Stored(held[0], content_type=held[1])


def _data_files(of: Listed) -> QuerySet[EditionFile]:
    files = EditionFile.objects.filter(edition_id=of.pk).exclude(media_type__startswith=_PAGES)
    for folder in _OF_SHEETS:
        files = files.exclude(path__startswith=folder)
    return files.order_by("path")


def _given(request: HttpRequest, *known: str) -> asked.Given:
    given = asked.parameters(request.META.get("QUERY_STRING", ""))
    asked.refuse_unknown(given, (*known, *_MORE))
    for name in known:
        asked.few(name, given.get(name, ()))
    for code in given.get("municipality_code", ()):
        asked.matching("municipality_code", code, "[0-9]{6}", "999997")
    return given


def _list(
    request: HttpRequest, given: asked.Given, what: str, items: Iterable[Item]
) -> HttpResponse:
    """A page of a list that is held in memory."""
    form = formats.chosen(
        asked.format_of(given), request.META.get("HTTP_ACCEPT", ""), asked.FORMATS
    )
    cities = given.get("municipality_code")
    every = [one for one in items if not cities or one["municipality_code"] in cities]
    limit = asked.limit(given) or asked.DEFAULT_LIMIT
    asks = cursors.digest(what, sorted((n, v) for n, v in given.items() if n not in _MORE))
    among = cursors.digest(catalogue().state)
    cursor = asked.single(given, "cursor")
    start = (START if cursor is None else cursors.read(cursor, asks, among)).line
    after = None
    if start + limit < len(every):
        more = {**given, "cursor": cursors.make(Spot(0, 0, start + limit), asks, among)}
        after = f"{request.path}?{urlencode(more, doseq=True)}"
    lines = [to_json(one) for one in every[start : start + limit]]
    if form == "json":
        body = formats.json_page(what, lines, after)
    elif form == "jsonl":
        body = b"".join(formats.jsonl(lines))
    else:
        names = MUNICIPALITY_NAMES if what == "municipalities" else EDITION_NAMES
        body = b"".join(formats.csv_text(lines, names))
    response = HttpResponse(body, content_type=formats.MEDIA_TYPES[form])
    if after is not None:
        response["Link"] = f'<{after}>; rel="next"'
    return response
