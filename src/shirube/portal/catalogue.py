"""The catalogue of all published data at the addresses that data portals keep."""

import gzip
import hashlib
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.views.decorators.http import require_safe

from shirube.publishing.catalogue import CATALOGUES, FOLDER, catalogue_bytes, version
from shirube.publishing.kept import program

KEEP = "public, max-age=300"  # seconds
MOST_KEPT = 4  # documents: two ways of writing, a second host name


@require_safe
def catalogue(request: HttpRequest, name: str) -> HttpResponse:
    """``/data/catalog.jsonld`` and ``/data/catalog.ttl``."""
    path = f"{FOLDER}{name}"
    base = request.build_absolute_uri(reverse("portal:home"))
    known = hashlib.sha256(f"{version()} {program()} {path} {base}".encode()).hexdigest()
    etag = f'W/"{known}"'
    if etag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = _body(request, _made(path, base, known), CATALOGUES[path][0])
    response["ETag"] = etag
    response["Cache-Control"] = KEEP
    response["Vary"] = "Accept-Encoding"
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _body(request: HttpRequest, packed: bytes, kind: str) -> HttpResponse:
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(gzip.decompress(packed), content_type=kind)
    response = HttpResponse(packed, content_type=kind)
    response["Content-Encoding"] = "gzip"
    return response


@lru_cache(MOST_KEPT)
def _made(path: str, base: str, known: str) -> bytes:
    """The document, packed, while nothing was published or withdrawn: then ``known`` changes."""
    return gzip.compress(catalogue_bytes(path, base), mtime=0)
