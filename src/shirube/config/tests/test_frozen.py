"""Frozen pages from memory: the same answer again, and nothing but frozen pages."""

from collections.abc import Iterable
from typing import Any

import pytest

from shirube.config import frozen
from shirube.config.frozen import FrozenPages

PAGE = "/132217/e/2019-1/program/511/"


class Django:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.status, self.headers = "200 OK", [("Content-Security-Policy", "default-src 'none'")]

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.asked += 1
        start(self.status, self.headers)
        return [f"{environ['PATH_INFO']} {self.asked}".encode()]


def ask(pages: FrozenPages, path: str = PAGE, **more: str) -> tuple[str, list[Any], bytes]:
    said: list[Any] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": "hyoka", **more}
    body = b"".join(pages(environ, lambda status, headers, *_: said.extend([status, headers])))
    return said[0], said[1], body


def test_the_same_answer_with_all_its_headers() -> None:
    django = Django()
    pages = FrozenPages(django)
    assert ask(pages) == ask(pages)
    assert django.asked == 1
    assert ask(pages)[1] == [("Content-Security-Policy", "default-src 'none'")]


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/desk/", {}),
        ("/132217/", {}),
        ("/132217/search/", {"QUERY_STRING": "q=1"}),
        ("/132217/e/2019-1/status.css", {}),
        ("/132217/e/2019-1/status.json", {}),
        (PAGE, {"QUERY_STRING": "x=1"}),
        (PAGE, {"REQUEST_METHOD": "POST"}),
        (PAGE, {"HTTP_IF_NONE_MATCH": '"a"'}),
    ],
)
def test_everything_else_goes_to_django(path: str, more: dict[str, str]) -> None:
    django = Django()
    pages = FrozenPages(django)
    ask(pages, path, **more)
    ask(pages, path, **more)
    assert django.asked == 2


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "500 Oops", "302 Found"])
def test_only_pages_are_remembered(status: str) -> None:
    django = Django()
    django.status = status
    pages = FrozenPages(django)
    ask(pages)
    ask(pages)
    assert django.asked == 2


def test_other_hosts_and_encodings_are_other_answers() -> None:
    django = Django()
    pages = FrozenPages(django)
    ask(pages)
    ask(pages, HTTP_HOST="other")
    ask(pages, HTTP_ACCEPT_ENCODING="gzip")
    assert django.asked == 3


def test_it_is_forgotten_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frozen, "SECONDS", -1.0)
    django = Django()
    pages = FrozenPages(django)
    ask(pages)
    ask(pages)
    assert django.asked == 2


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frozen, "MOST_BYTES", 100)
    pages = FrozenPages(Django())
    for number in range(50):
        ask(pages, f"/132217/e/2019-1/{number}/")
    assert pages.size <= 100
