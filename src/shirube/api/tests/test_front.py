"""What stands before the operations: conditions, compression, rate, methods, other sites."""

import gzip
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from shirube.api import front
from shirube.api.limits import Limiter, address_of
from shirube.api.quick import Quick
from shirube.api.tests.asking import ROOT, VALUES, corrected, counted, published

pytestmark = pytest.mark.django_db
PATH = ROOT + VALUES


@pytest.fixture(autouse=True)
def _at_once(settings: Settings) -> None:
    settings.SHIRUBE_API_FRESH = 0.0
    settings.SHIRUBE_API_RATE = 0
    settings.SHIRUBE_PAGE_MAKERS = []  # what is answered does not come from pages


def test_unchanged_until_an_edition_comes() -> None:
    published(counted("511", 1))
    tag = Client().get(PATH)["ETag"]
    again = Client().get(PATH, headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    corrected(counted("511", 2))
    assert Client().get(PATH, headers={"if-none-match": tag}).status_code == 200


def test_unchanged_is_said_without_looking_at_rows(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    published(counted("511", 1))
    tag = Client().get(PATH)["ETag"]
    with django_assert_max_num_queries(2):  # has anything changed
        assert Client().get(PATH, headers={"if-none-match": tag}).status_code == 304


def test_one_question_is_known_by_its_format_too() -> None:
    published(counted("511", 1))
    tags = {Client().get(PATH, headers={"accept": a})["ETag"] for a in ("text/csv", "*/*")}
    assert len(tags) == 2


def test_gzip_for_who_takes_it() -> None:
    published(counted("511", *range(30)))
    plain = Client().get(PATH)
    packed = Client().get(PATH, headers={"accept-encoding": "br, gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    stream = Client().get(PATH, {"format": "csv"}, headers={"accept-encoding": "gzip"})
    rows = gzip.decompress(b"".join(stream)).splitlines()
    assert len(rows) == 31


def test_head_has_the_headers_of_get_and_no_body() -> None:
    published(counted("511", 1))
    for query in ({}, {"format": "csv"}, {"nonsense": "1"}):
        head, get = Client().head(PATH, query), Client().get(PATH, query)
        assert head.status_code == get.status_code
        assert head["Content-Type"] == get["Content-Type"]
        assert head.get("Content-Length") == get.get("Content-Length")
        assert b"".join(head) == b""


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "NONSENSE"])
def test_nothing_can_be_written(method: str) -> None:
    answer = Client().generic(method, PATH)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Content-Type"] == "application/problem+json"


def test_pages_of_other_sites_may_ask() -> None:
    answer = Client().options(PATH, headers={"origin": "https://example.org"})
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]
    assert Client().get(PATH)["Access-Control-Allow-Origin"] == "*"


def test_who_asks_too_often_is_told_when_to_come_back(settings: Settings) -> None:
    settings.SHIRUBE_API_RATE = 3
    answers = [Client(REMOTE_ADDR="192.0.2.1").get(PATH) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[2]["RateLimit"].startswith('"default";r=0;t=')
    assert answers[3]["RateLimit-Policy"] == '"default";q=3;w=60'
    assert 1 <= int(answers[3]["Retry-After"]) <= 60
    assert "待って" in answers[3].json()["detail"]
    assert Client(REMOTE_ADDR="192.0.2.2").get(PATH).status_code == 200


def test_an_address_begins_anew_after_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("shirube.api.limits.time.monotonic", lambda: clock[0])
    limiter = Limiter()
    assert [limiter.take("a", 1, 60).refused for _ in range(2)] == [False, True]
    clock[0] += 61
    assert not limiter.take("a", 1, 60).refused


@pytest.mark.parametrize(
    ("forwarded", "proxies", "who"),
    [
        ("203.0.113.9", 0, "10.0.0.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9", 1, "203.0.113.9"),
        ("203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("", 1, "10.0.0.1"),
    ],
    ids=["no proxy of ours", "one", "invented hop before it", "two", "proxy says nothing"],
)
def test_who_asks(forwarded: str, proxies: int, who: str) -> None:
    assert address_of("10.0.0.1", forwarded, proxies) == who


def test_nobody_is_signed_on_and_nothing_is_kept(client: Client) -> None:
    published(counted("511", 1))
    answer = client.get(PATH, headers={"cookie": "sessionid=stolen"})
    assert "Set-Cookie" not in answer
    assert "Cookie" not in answer["Vary"]


def test_closed_it_is_as_if_there_were_nothing(settings: Settings) -> None:
    settings.SHIRUBE_API = False
    assert not Client().get(PATH).headers.get("RateLimit")


def _quick(**more: str) -> tuple[str, dict[str, str], bytes]:
    """What is answered before Django; it must not be asked."""
    said: list[Any] = []

    def django(environ: dict[str, Any], start: object) -> list[bytes]:
        raise AssertionError("Django was asked")

    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": PATH, "QUERY_STRING": "", **more}
    body = Quick(django)(environ, lambda status, headers: said.extend((status, dict(headers))))
    return said[0], said[1], b"".join(body)


@pytest.mark.parametrize("encoding", ["", "gzip"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_before_django_it_says_the_same(method: str, encoding: str) -> None:
    published(counted("511", *range(30)))
    asked = {"HTTP_ACCEPT_ENCODING": encoding} if encoding else {}
    whole = Client().generic(method, PATH, **asked)  # type: ignore[arg-type]
    status, headers, body = _quick(REQUEST_METHOD=method, **asked)
    assert (status, body) == ("200 OK", whole.content)
    beside = {"Referrer-Policy", "Cross-Origin-Opener-Policy"}  # which are about documents
    assert headers == {k: v for k, v in whole.headers.items() if k not in beside}
    tag = {"HTTP_IF_NONE_MATCH": whole["ETag"]}
    assert _quick(**tag)[0] == "304 Not Modified"


def test_before_django_it_leaves_to_django_who_must_be_led_to_https(settings: Settings) -> None:
    published(counted("511", 1))
    tag = {"HTTP_IF_NONE_MATCH": Client().get(PATH)["ETag"]}
    settings.SECURE_SSL_REDIRECT = True
    with pytest.raises(AssertionError, match="Django was asked"):
        _quick(**tag)
    assert _quick(**tag, HTTP_X_FORWARDED_PROTO="https")[0] == "304 Not Modified"


def test_our_own_mistake_is_a_problem_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(meta: object, state: str) -> str:
        raise RuntimeError

    monkeypatch.setattr(front, "tag", broken)
    answer = Client(raise_request_exception=False).get(PATH)
    assert answer.status_code == 500
    assert answer.json()["type"] == "/api/problems/#failed"
