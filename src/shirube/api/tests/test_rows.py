"""Rows of tables: filtered, paged, of the edition that is asked for, in three formats."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from pytest_django import Settings

from shirube.api.tests.asking import (
    ROOT,
    VALUES,
    ask,
    corrected,
    counted,
    numbers,
    published,
    withdrawn,
)
from shirube.publishing import queries
from shirube.schema.tables import TABLES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(settings: Settings) -> None:
    settings.SHIRUBE_API_FRESH = 0.0
    settings.SHIRUBE_API_RATE = 0
    settings.SHIRUBE_PAGE_MAKERS = []  # what is answered does not come from pages


def test_every_table_answers() -> None:
    published(counted("511", 1))
    assert [ask(f"tables/{name}")["table"] for name in TABLES] == list(TABLES)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["1", "2", "3"]),
        ({"sheet_code": "512"}, ["3"]),
        ({"sheet_code": ["511", "512"]}, ["1", "2", "3"]),
        ({"sheet_fiscal_year": 2018}, []),
        ({"municipality_code": "132217"}, []),
        ({"fiscal_year": 2019, "position": 2}, ["2"]),
        ({"standing": "confirmed"}, []),
        ({"empty": "missing,observed_year"}, ["1", "2", "3"]),
        ({"empty": "measure"}, []),
        ({"limit": 2}, ["1", "2"]),
    ],
    ids=str,
)
def test_filters(query: dict[str, Any], expected: list[str]) -> None:
    published(counted("511", 1, 2), counted("512", 3))
    assert numbers(**query) == expected


def test_without_edition_the_newest_of_each_year() -> None:
    published(counted("511", 1))
    published(counted("511", 5, year=2020), year=2020)
    corrected(counted("511", 2))
    assert numbers() == ["2", "5"]
    assert numbers(edition="2019-1") == ["1"]
    assert numbers(edition=["999997/2019-1", "2020-1"]) == ["1", "5"]


def test_a_withdrawn_edition_says_when_and_why() -> None:
    published(counted("511", 1))
    withdrawn(corrected(counted("511", 2)))
    assert numbers() == ["1"]
    problem = ask(edition="2019-2", status=410)
    assert problem["reason"] == "個人の記述があったため"
    assert problem["withdrawn_on"] in problem["detail"]
    assert problem["withdrawn_on"] in problem["detail_en"]


def test_what_each_edition_says_of_all_years_is_said_once() -> None:
    published(counted("511", 1))
    published(counted("511", 5, year=2020), year=2020)
    assert len(ask("tables/municipalities")["rows"]) == 1


def test_pages_follow_each_other_by_next() -> None:
    published(*(counted(str(code), code) for code in range(7)))
    seen: list[str] = []
    address: str | None = f"{ROOT}{VALUES}?limit=3&measure=actual"
    while address:
        page = Client().get(address).json()
        assert len(page["rows"]) <= 3
        seen += [row["value"] for row in page["rows"]]
        address = page["next"]
    assert seen == [str(code) for code in range(7)]


def cursor_after() -> str:
    address: str = ask(limit=1)["next"]
    return parse_qs(urlsplit(address).query)["cursor"][0]


def test_a_cursor_belongs_to_its_question() -> None:
    published(counted("511", 1, 2))
    cursor = cursor_after()
    assert numbers(cursor=cursor) == ["2"]
    assert "wrong-cursor" in ask(cursor=cursor, measure="actual", status=400)["type"]
    assert "wrong-cursor" in ask("tables/sheets", cursor=cursor, status=400)["type"]


def test_a_cursor_expires_with_the_editions_that_it_was_asked_among() -> None:
    published(counted("511", 1, 2))
    cursor = cursor_after()
    published(counted("511", 5, year=2020), year=2020)
    assert "expired-cursor" in ask(cursor=cursor, status=410)["type"]


@pytest.mark.parametrize("cursor", ["", "x", "A" * 56, "あ" * 56, "A" * 5000])
def test_a_cursor_that_nobody_gave_out(cursor: str) -> None:
    published(counted("511", 1, 2))
    assert "wrong-cursor" in ask(cursor=cursor, status=400)["type"]


def test_only_the_columns_that_are_asked_for_in_that_order() -> None:
    published(counted("511", 1))
    assert ask(fields="value,sheet_code,edition")["rows"] == [
        {"value": "1", "sheet_code": "511", "edition": "2019-1"}
    ]


def sent(answer: object) -> bytes:
    """All of a stream."""
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(cast("Iterable[bytes]", answer.streaming_content))


def streamed(**query: str) -> bytes:
    return sent(Client().get(ROOT + VALUES, query))


def test_csv_and_jsonl_say_what_the_frozen_files_say() -> None:
    edition = published(counted("511", 1, 2), counted("512", 3))
    for form in ("csv", "jsonl"):
        file = queries.stored_file(edition, f"{form}/indicator_values.{form}")
        if form == "csv":
            assert file is not None
            assert streamed(format=form) == file.blob.content
        rows = [json.loads(line) for line in streamed(format="jsonl").splitlines()]
        assert [row["value"] for row in rows] == ["1", "2", "3"]


def test_csv_of_some_columns_and_a_page() -> None:
    published(counted("511", 1, 2))
    answer = Client().get(f"{ROOT}{VALUES}?fields=value&limit=1&format=csv")
    assert list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))) == [["value"], ["1"]]
    assert 'rel="next"' in answer["Link"]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/x-ndjson", "application/jsonl"),
        ("text/html, text/csv;q=0.5, */*;q=0.1", "text/csv; charset=utf-8"),
        ("application/json;q=0, application/*", "application/jsonl"),
    ],
)
def test_the_format_that_is_wished_for(accept: str, kind: str) -> None:
    published(counted("511", 1))
    assert Client().get(ROOT + VALUES, headers={"accept": accept})["Content-Type"] == kind


def test_a_format_that_is_not_offered() -> None:
    answer = Client().get(ROOT + VALUES, headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"


def test_no_more_whole_tables_at_once_than_are_allowed() -> None:
    published(counted("511", 1))
    open_ones = [Client().get(ROOT + VALUES, {"format": "csv"}) for _ in range(2)]
    assert ask(format="csv", status=429)["status"] == 429
    for one in open_ones:
        assert sent(one)
    assert streamed(format="csv")
