"""What stands before the operations: how often one may ask, whether anything changed since, and
the answers of a moment ago. Signing on, sessions and their tables have no part in it.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.http import http_date

from shirube.api.answers import Answer, Remembered, packing
from shirube.api.catalogue import Catalogue, catalogue
from shirube.api.formats import wished
from shirube.api.limits import Limiter, Said, address_of
from shirube.api.problems import MEDIA_TYPE, RefusedError, not_found
from shirube.publishing.kept import program

ROOT = "/api/v1/"
TAKEN = "shirube.api.taken"  # what the limit said, where it was asked before Django
KEEP = "public, max-age=60"  # seconds; an edition that must go has to go soon
ALLOWED = "GET, HEAD, OPTIONS"
MOST_ADDRESSES = 1024  # are remembered with what stands there
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, RateLimit, RateLimit-Policy, Retry-After",
    "Vary": "Accept, Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_log = logging.getLogger(__name__)
_limiter = Limiter()
remembered = Remembered()

Next = Callable[[HttpRequest], HttpResponseBase]


class Front:
    """Django middleware: answers what lies below ROOT, and leaves the rest to the others."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """One request."""
        if not request.path_info.startswith(ROOT) or not settings.SHIRUBE_API:
            return self.get_response(request)
        meta = cast("Mapping[str, Any]", request.META)
        said = meta[TAKEN] if TAKEN in meta else taken(meta)
        try:
            response = _answered(request, meta, said)
        except RefusedError as problem:
            response = refused(problem)
        except Exception:
            _log.exception("%s", request.path_info)
            response = refused(RefusedError("failed", "記録しました。", "It has been logged."))
        for name, value in (OPEN | (said.headers() if said else {})).items():
            response[name] = value
        if meta["REQUEST_METHOD"] == "HEAD":
            _without_body(response)
        return response


def taken(meta: Mapping[str, str]) -> Said | None:
    """What the limit says to one more request of this address; None where there is no limit."""
    quota = settings.SHIRUBE_API_RATE
    if not quota:
        return None
    address = address_of(
        meta.get("REMOTE_ADDR", ""),
        meta.get("HTTP_X_FORWARDED_FOR", ""),
        settings.SHIRUBE_PROXIES,
    )
    return _limiter.take(address, quota, settings.SHIRUBE_API_WINDOW)


def tag(meta: Mapping[str, str], state: str) -> str:
    """What an answer is known by: the question, and the state of the editions. Nobody outside can
    make one, so that one that comes back was given out with an answer.
    """
    asked = (
        state,
        meta.get("PATH_INFO", ""),
        meta.get("QUERY_STRING", ""),
        *wished(meta.get("HTTP_ACCEPT", "")),
    )
    made = hashlib.blake2b("\n".join(asked).encode("utf-8", "surrogatepass"), key=_key(),
                           digest_size=15)  # fmt: skip
    return f'W/"{made.hexdigest()}"'


@cache
def _key() -> bytes:
    """Of this installation and program: another program may say the same things otherwise."""
    return hashlib.sha256(f"etag {settings.SECRET_KEY} {program()}".encode()).digest()


def _answered(
    request: HttpRequest, meta: Mapping[str, str], left: Said | None
) -> HttpResponse | StreamingHttpResponse:
    if left is not None and left.refused:
        raise _too_often(left)
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ALLOWED} | PREFLIGHT)
    if request.method not in ("GET", "HEAD"):
        raise RefusedError(
            "method-not-allowed",
            "GET、HEAD、OPTIONS だけを使えます。",
            "Only GET, HEAD and OPTIONS are allowed.",
            headers={"Allow": ALLOWED},
        )
    now = catalogue()
    known = tag(meta, now.state)
    if known in meta.get("HTTP_IF_NONE_MATCH", ""):
        return _dressed(HttpResponse(status=304), known, now)
    said = remembered.get(known) or _asked(request, known)
    return _dressed(_sent(said, meta), known, now)


def _too_often(said: Said) -> RefusedError:
    return RefusedError(
        "too-many-requests",
        f"{said.seconds}秒待ってから聞いてください。{said.window}秒に{said.quota:,}回までです。"
        "全部が要るときは、公表版のファイルをまとめて取れます。",
        f"Wait {said.seconds} s. There may be {said.quota:,} requests in {said.window} s. "
        "For everything, take the files of an edition.",
    )


def _asked(request: HttpRequest, known: str) -> Answer | StreamingHttpResponse | HttpResponse:
    """What the operation says; what can be remembered is."""
    try:
        view, args, names = _operation(request.path_info)
    except Resolver404 as error:
        raise not_found(
            "このアドレスには何もありません。/api/ に一覧があります。",
            "There is nothing at this address. /api/ lists what there is.",
        ) from error
    request.method = "GET"  # the operations know no other
    response = view(request, *args, **names)
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return cast("HttpResponse | StreamingHttpResponse", response)
    answer = Answer(response)
    remembered.put(known, answer)
    return answer


@lru_cache(MOST_ADDRESSES)
def _operation(path: str) -> ResolverMatch:
    """What stands at the address. Raises Resolver404, which is not remembered."""
    return resolve(path)


def _sent(
    said: Answer | HttpResponse | StreamingHttpResponse, meta: Mapping[str, str]
) -> HttpResponse | StreamingHttpResponse:
    """As gzip for whoever takes it."""
    if isinstance(said, Answer):
        body, headers = packed_for(said, meta)
        return HttpResponse(body, headers=headers)
    takes = "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "")
    if isinstance(said, StreamingHttpResponse) and takes and meta["REQUEST_METHOD"] == "GET":
        said.streaming_content = packing(cast("Iterator[bytes]", said.streaming_content))
        said["Content-Encoding"] = "gzip"
    return said


def packed_for(answer: Answer, meta: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of an answer, as gzip for whoever takes it."""
    packed = answer.packed if "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "") else None
    if packed is None:
        return answer.body, answer.headers | {"Content-Length": str(len(answer.body))}
    own = {"Content-Length": str(len(packed)), "Content-Encoding": "gzip"}
    return packed, answer.headers | own


def _dressed(
    response: HttpResponse | StreamingHttpResponse, known: str, now: Catalogue
) -> HttpResponse | StreamingHttpResponse:
    """With what caches want to know of a good answer."""
    if response.status_code in (200, 304):
        for name, value in of_good(known, now).items():
            response[name] = value
    return response


def of_good(known: str, now: Catalogue) -> dict[str, str]:
    """What caches want to know of a good answer."""
    headers = {"ETag": known, "Cache-Control": KEEP}
    if now.changed_at is not None:
        headers["Last-Modified"] = http_date(now.changed_at.timestamp())
    return headers


def refused(problem: RefusedError) -> HttpResponse:
    """A problem as an answer."""
    body = problem.body()
    response = HttpResponse(body, status=problem.status, content_type=MEDIA_TYPE)
    own = {"Cache-Control": "no-store", "Content-Length": str(len(body))}
    for name, value in {**own, **problem.headers}.items():
        response[name] = value
    return response


def _without_body(response: HttpResponse | StreamingHttpResponse) -> None:
    """HEAD: the headers of GET alone."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = iter(())  # the server closes what was there
    else:
        response["Content-Length"] = response.headers.get("Content-Length", len(response.content))
        response.content = b""
