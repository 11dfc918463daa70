"""Frozen pages straight from memory: what Django answered a moment ago is answered again.

An edition's bytes never change, so the answer to a plain GET below ``/132217/e/2019-1/`` may be
given again for a few seconds with all its headers, without asking the database. It is forgotten
soon, because an edition that is withdrawn has to go soon.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

SECONDS = 5.0
MOST_BYTES = 64 * 1024 * 1024
_FROZEN = re.compile(r"/\d{6}/e/[^/]+/(?!status\.)")
# What the answer depends on; a request with anything else that matters goes to Django.
_KEYS = ("HTTP_HOST", "PATH_INFO", "HTTP_ACCEPT_ENCODING", "wsgi.url_scheme", "REQUEST_METHOD")
_NOT_WITH = ("HTTP_IF_NONE_MATCH", "HTTP_RANGE", "HTTP_AUTHORIZATION")

Start = Callable[..., Any]
Answer = tuple[str, list[tuple[str, str]], bytes]


class FrozenPages:
    """A WSGI application around another."""

    def __init__(self, application: Callable[[dict[str, Any], Start], Iterable[bytes]]) -> None:
        self.application = application
        self.kept: OrderedDict[tuple[Any, ...], tuple[float, Answer]] = OrderedDict()
        self.size = 0
        self.lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer from memory, or let the other answer and remember it."""
        if not _plain(environ):
            return self.application(environ, start)
        key = tuple(environ.get(name) for name in _KEYS)
        known = self.kept.get(key)
        if known is not None and known[0] > time.monotonic():
            status, headers, body = known[1]
            start(status, list(headers))
            return [body]
        return self._ask(key, environ, start)

    def _ask(self, key: tuple[Any, ...], environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        said: list[Any] = []

        def remember(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            said[:] = [status, headers]
            return start(status, headers, exc_info) if exc_info else start(status, headers)

        answer = self.application(environ, remember)
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        if said and said[0].startswith("200") and not _personal(said[1]):
            self._keep(key, (said[0], list(said[1]), body))
        return [body]

    def _keep(self, key: tuple[Any, ...], answer: Answer) -> None:
        with self.lock:
            old = self.kept.pop(key, None)
            self.size += len(answer[2]) - (len(old[1][2]) if old else 0)
            self.kept[key] = (time.monotonic() + SECONDS, answer)
            while self.size > MOST_BYTES:
                _, (_, gone) = self.kept.popitem(last=False)
                self.size -= len(gone[2])


def _plain(environ: dict[str, Any]) -> bool:
    return (
        environ.get("REQUEST_METHOD") == "GET"
        and not environ.get("QUERY_STRING")
        and _FROZEN.match(environ.get("PATH_INFO", "")) is not None
        and not any(environ.get(name) for name in _NOT_WITH)
    )


def _personal(headers: Iterable[tuple[str, str]]) -> bool:
    return any(name.lower() == "set-cookie" for name, _ in headers)
