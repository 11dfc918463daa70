"""A summary in plain Japanese as a reader meets it: first on the page, in search, text and data."""

import re

import pytest
from django.test import Client

from shirube.designs import Library
from shirube.people.actors import system
from shirube.publishing import queries
from shirube.publishing.publish import Order, publish_edition
from shirube.schema import Narrative, Sheet
from shirube.sheets.tests.build import CITY, DESIGN, reading, sheet
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db

SUMMARY = Narrative(
    key="plain_summary",
    label="やさしい日本語の要約",
    text="こまったとき、話(はな)しに 来てください。",
)
OTHER = Narrative(key="now", label="現状", text="相談体制を充実した。")
HEADING = '<h2 id="plain-narratives">やさしい日本語</h2>'


@pytest.fixture(autouse=True)
def edition() -> None:
    publish(sheet("511", narratives=(OTHER, SUMMARY)), sheet("512", narratives=(OTHER,)))


def publish(*sheets: Sheet) -> None:
    take_in(reading(*sheets), by=system(), accept=True)
    publish_edition(Order(CITY.code, 2019), by=system(), library=Library([(DESIGN, None)]))


def get(client: Client, address: str, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return str(response.content.decode())


def test_it_is_the_first_heading_of_the_page_and_stands_there_once(client: Client) -> None:
    page = get(client, f"/{CITY.code}/e/2019-1/program/511/")
    headings = re.findall(r"<h2[^>]*>[^<]*", page)
    assert headings[0] == HEADING.removesuffix("</h2>")
    assert page.count(SUMMARY.text) == 1


def test_a_sheet_without_one_has_no_such_heading(client: Client) -> None:
    page = get(client, f"/{CITY.code}/e/2019-1/program/512/")
    assert "やさしい日本語" not in page
    assert OTHER.text in page


def test_the_english_page_shows_it_first_and_marks_it_as_japanese(client: Client) -> None:
    page = get(client, f"/en/{CITY.code}/2019/program/511/")
    first = page.index("<h2 ")
    assert page[first:].startswith('<h2 id="plain-narratives">In plain Japanese</h2>')
    assert f'<div lang="ja"><p>{SUMMARY.text}</p></div>' in page


@pytest.mark.parametrize("words", ["こまったとき", "話しに来て", "話(はな)し"])
def test_search_finds_its_words_over_readings_and_spaces(client: Client, words: str) -> None:
    assert "/e/2019-1/program/511/" in get(client, "/search/", q=words)


def test_text_and_table_hold_it() -> None:
    edition = queries.newest(CITY.code, 2019)
    assert edition is not None
    for path in ("program/511/sheet.txt", "csv/narratives.csv", "program/511/sheet.json"):
        file = queries.stored_file(edition, path)
        assert file is not None
        assert "こまったとき" in file.blob.content.decode()
