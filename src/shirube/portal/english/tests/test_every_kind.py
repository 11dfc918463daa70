"""Every kind of public page in both languages: linked both ways, asked the same, figures alike."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.test import Client

from shirube.importers import read_path
from shirube.people.actors import system
from shirube.people.city.deciding import decide_city
from shirube.people.city.model import CitySettings, Group
from shirube.portal.english import words
from shirube.portal.english.marking import has_japanese
from shirube.portal.english.tests.published import DEMO, page, publish
from shirube.publishing.line_words import JAPANESE, states_in
from shirube.publishing.lines import LISTS, NUMBERS
from shirube.publishing.models import Edition
from shirube.publishing.withdraw import withdraw_edition
from shirube.sheets.forms import library

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    publish(read_path(DEMO / "r5_shisaku.txt", library=library()))
    made = publish(read_path(DEMO / "r6_shisaku.txt", library=library()))
    topic = Group(key="kosodate", title="子育て", english="Children", sheets=("11",))
    settings = CitySettings(topics=(topic,), committees=(topic,))
    decide_city(made.municipality_id, settings, by=system())
    return made


def switch(text: str, language: str) -> str:
    """Where the switch of languages leads; head and header say the same."""
    found = re.findall(rf'href="([^"]*)"[^>]*hreflang="{language}"', text)
    heads = re.findall(rf'<link rel="alternate" hreflang="{language}" href="([^"]*)"', text)
    assert len(heads) == 1
    assert heads[0] in found
    return unescape(heads[0])


def on_demand(edition: Edition) -> Iterator[str]:
    """Japanese pages that are no files of the edition."""
    home = f"/{edition.municipality_id}/"
    key = f"{edition.municipality_id}/{edition.year_key}/program/11"
    yield from ("/", "/search/?q=x&year=2024", home, f"{home}search/?q=%E5%AD%90")
    yield from (f"{home}lists/{name}/?year=2023&sort=name" for name in LISTS)
    yield from (f"{home}compare/", f"{home}compare/?a={key}&b={key}", f"{home}accessibility/")
    yield from (f"{home}topics/", f"{home}topics/kosodate/", f"{home}committees/kosodate/")
    yield f"{home}embed/2024/program/11/1/"


def test_both_languages_lead_to_each_other_and_keep_the_question(
    client: Client, edition: Edition
) -> None:
    for address in on_demand(edition):
        there = switch(client.get(address).content.decode(), "en")
        assert there == f"/en{address}"
        assert switch(page(client, there), "ja").split("?") == address.split("?")


def test_frozen_pages_lead_to_their_english_ones(client: Client, edition: Edition) -> None:
    home, base = f"/en/{edition.municipality_id}/", f"/{edition.municipality_id}/e/{edition.slug}/"
    for path, there in (
        ("", "2024/"), ("money/", "2024/money/"), ("data/", "2024/data/"),
        ("indicators/", "lists/indicators/?year=2024"),
        ("lists/promises/", "lists/promises/?year=2024"),
        ("program/11/", "2024/program/11/"),
        ("program/11/indicator/1/", "2024/program/11/indicator/1/"),
    ):  # fmt: skip
        answer = client.get(base + path)
        assert answer.status_code == 200, path
        link = re.search(r'href="(?:\.\./)+(english/[^"]*)"', answer.content.decode())
        assert link is not None
        asked = f"/{edition.municipality_id}/{unescape(link[1])}"
        assert client.get(asked, follow=True).redirect_chain[-1][0] == home + there
        page(client, home + there)


@pytest.mark.parametrize("asked", ["//evil.example/", "../../x/", "https://evil.example/", "%00"])
def test_the_way_to_english_leads_nowhere_else(
    client: Client, edition: Edition, asked: str
) -> None:
    home = f"/{edition.municipality_id}/"
    answer = client.get(f"{home}english/", {"page": asked})
    assert answer["Location"] == f"/en{home}"


@pytest.mark.parametrize("name", LISTS)
def test_lists_hold_the_same_lines_in_both_languages(
    client: Client, edition: Edition, name: str
) -> None:
    home = f"/{edition.municipality_id}/lists/{name}/"
    japanese, english = (
        list(csv.reader(io.StringIO(client.get(f"{start}{home}?format=csv").content.decode())))
        for start in ("", "/en")
    )
    assert len(japanese) == len(english)
    assert not any(map(has_japanese, english[0]))
    for mine, other in zip(japanese[1:], english[1:], strict=True):
        assert (mine[0], mine[2], mine[-1]) == (other[0], other[2], other[-1])
        assert numbers(mine[-2]) == numbers(other[-2])
    shown = page(client, f"/en{home}")
    counted = "row" if name == "projects" else words.LISTS[name][1]  # a project may have several
    assert f"<b>{len(english) - 1} {counted}" in shown


def numbers(text: str) -> list[str]:
    return re.findall(r"[\d,.]+%", text)


def test_a_state_is_said_in_english_and_asked_as_in_japanese(
    client: Client, edition: Edition
) -> None:
    address = f"/en/{edition.municipality_id}/lists/indicators/"
    assert '<option value="目標に達した">reached the target</option>' in page(client, address)
    chosen = page(client, f"{address}?state=目標に達した")
    assert "did not reach the target" not in re.sub(r"<form.*?</form>", "", chosen, flags=re.DOTALL)


def test_every_word_of_the_lists_has_its_english_one() -> None:
    assert words.LISTS.keys() == LISTS.keys()
    assert words.NUMBERS.keys() == NUMBERS.keys()
    assert [len(heads) for _, heads in LISTS.values()] == [
        len(heads) for *_, heads in words.LISTS.values()
    ]
    assert words.LINES.states.keys() == JAPANESE.states.keys()
    assert not any(map(has_japanese, states_in(words.LINES).values()))


def test_compared_years_say_what_differs_by_english_labels(
    client: Client, edition: Edition
) -> None:
    home = f"/en/{edition.municipality_id}/compare/"
    city = edition.municipality_id
    shown = page(client, f"{home}?a={city}/2023/program/11&b={city}/2024/program/11")
    assert "What differs" in shown
    assert "Narrative" in shown
    assert "Settlement of FY2024 (Reiwa 6)" in shown


def corrected() -> Edition:
    """The second edition of a year: a target of program 11 was changed."""
    reading = read_path(DEMO / "r6_shisaku.txt", library=library())
    first, *others = reading.sheets
    indicator, *rest = first.indicators
    values = tuple(
        one.model_copy(update={"value": "77", "printed": "77"})
        if (one.measure, one.fiscal_year) == ("target", 2024) else one
        for one in indicator.values
    )  # fmt: skip
    indicators = (indicator.model_copy(update={"values": values}), *rest)
    changed = first.model_copy(update={"title": "直した名前", "indicators": indicators})
    again = replace(reading, sheets=(changed, *others), sha256="f" * 64)
    return publish(again, kind="correction", reason="写しまちがい")


def test_what_a_correction_changed_is_told_by_english_labels(
    client: Client, edition: Edition
) -> None:
    second = corrected()
    home = f"/en/{edition.municipality_id}/"
    shown = page(client, f"{home}e/{second.slug}/errata/")
    for told in ("Values FY2024 (Reiwa 6) target", ">77<", "直した名前", "写しまちがい"):
        assert told in shown
    japanese = client.get(f"/{edition.municipality_id}/e/{second.slug}/errata/").content.decode()
    assert shown.count("<tr>") == japanese.count("<tr>")
    page(client, f"{home}e/{edition.slug}/errata/", 404)


def test_an_older_edition_says_what_took_its_place(client: Client, edition: Edition) -> None:
    second = corrected()
    home = f"/en/{edition.municipality_id}/"
    older = page(client, f"{home}e/{edition.slug}/program/11/")
    assert f'href="{home}2024/program/11/"' in older
    assert client.get(f"{home}e/{second.slug}/money/")["Location"] == f"{home}2024/money/"
    withdraw_edition(edition.pk, "試験のため", by=system())
    gone = page(client, f"{home}e/{edition.slug}/", 410)
    assert "The newest edition of this year (edition 2)" in gone
    japanese = client.get(f"/{edition.municipality_id}/e/{edition.slug}/")
    assert switch(japanese.content.decode(), "en") == f"{home}e/{edition.slug}/"


def test_money_is_the_same_figure_in_both_languages(client: Client, edition: Edition) -> None:
    english = page(client, f"/en/{edition.municipality_id}/2024/money/")
    address = f"/{edition.municipality_id}/e/{edition.slug}/money/"
    japanese = client.get(address).content.decode()
    assert english.count("<tr>") == japanese.count("<tr>")
    assert english.count("<table>") == japanese.count("<table>")
    assert "every project counted once" in english


def test_data_files_are_named_and_there(client: Client, edition: Edition) -> None:
    shown = page(client, f"/en/{edition.municipality_id}/2024/data/")
    listed = re.findall(r'<dt><a href="([^"]*)">', shown)
    assert {address.rpartition("/")[2] for address in listed} >= {
        "tables.xlsx", "sheets.csv", "datapackage.json", "sheets.parquet", "manifest.json",
    }  # fmt: skip
    for address in listed:
        assert client.get(address).status_code == 200


def test_an_embedded_indicator_may_stand_on_any_page(client: Client, edition: Edition) -> None:
    answer = client.get(f"/en/{edition.municipality_id}/embed/2024/program/11/1/")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer


def test_what_nobody_can_read_is_answered_with_a_page(client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    asked = "?" + "&".join(f"x{n}=1" for n in range(9))
    assert "This request cannot be read" in page(client, f"/en/search/{asked}", 400)
    japanese = client.get(f"/search/{asked}")
    assert japanese.status_code == 400
    assert switch(japanese.content.decode(), "en") == "/en/"


def test_a_missing_page_leads_to_the_way_in(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert switch(answer.content.decode(), "en") == "/en/"
