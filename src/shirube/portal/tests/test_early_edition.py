"""An edition before the accounts are approved, on the pages that are computed on demand."""

import pytest
from django.test import Client

from shirube.designs import Library
from shirube.people.actors import system
from shirube.publishing import queries
from shirube.publishing.accounts import NOTICE
from shirube.publishing.models import Edition
from shirube.publishing.publish import Order, publish_edition
from shirube.publishing.short_texts import EARLY, short_texts
from shirube.publishing.withdraw import withdraw_edition
from shirube.schema import Sheet
from shirube.sheets.tests.build import CITY, DESIGN, OTHER_FILE, reading, sheet
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db

SHEET = f"{CITY.code}/2019/program/511"


def publish(order: Order, *sheets: Sheet, sha256: str = "a" * 64) -> Edition:
    take_in(reading(*sheets, sha256=sha256), by=system(), accept=True)
    return publish_edition(order, by=system(), library=Library([(DESIGN, None)]))


@pytest.fixture
def early() -> Edition:
    return publish(Order(CITY.code, 2019, before_accounts=True), sheet("511"))


def get(client: Client, address: str, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.usefixtures("early")
def test_lists_search_compare_and_the_embedded_indicator_name_it(client: Client) -> None:
    projects = get(client, f"/{CITY.code}/lists/projects/")
    assert NOTICE in projects
    assert "決算(認定前)" in projects
    found = get(client, "/search/", q="事業511")
    assert "第1版(決算の認定前)" in found
    assert "決算(認定前)" in found
    assert NOTICE in get(client, f"/{CITY.code}/compare/", a=SHEET, b=SHEET)
    assert "決算の認定前" in get(client, f"/{CITY.code}/embed/2019/program/511/1/")
    assert "決算の認定前の版" in get(client, f"/{CITY.code}/")


@pytest.mark.usefixtures("early")
def test_english_pages_say_it(client: Client) -> None:
    for address in (f"/en/{CITY.code}/2019/", f"/en/{SHEET}/"):
        assert "before the assembly approved the accounts" in get(client, address)
    assert "accounts not yet approved" in get(client, f"/en/{SHEET}/").lower()
    assert "before the accounts are approved" in get(client, f"/en/{CITY.code}/")


def test_every_short_text_says_it(early: Edition) -> None:
    (one,) = queries.sheets_of(early)
    made = short_texts(one, queries.reference(early), None, "https://mihon.example/")
    assert [said.channel.key for said in made if said.text and EARLY not in said.text] == []


def test_the_edition_that_leads_on_is_listed_with_what_changed(
    client: Client, early: Edition
) -> None:
    changed = sheet("511", title="施策511 あらため")
    publish(Order(CITY.code, 2019), changed, sha256=OTHER_FILE)
    page = get(client, f"/{CITY.code}/")
    assert "決算の認定後の版" in page
    assert f"/{CITY.code}/e/2019-2/errata/" in page
    assert f"/{CITY.code}/e/{early.slug}/errata/" not in page
    assert "施策511 あらため" in get(client, f"/{CITY.code}/e/2019-2/errata/")


def test_a_tombstone_does_not_speak_of_amounts(client: Client, early: Edition) -> None:
    withdraw_edition(early.pk, "誤って公表した。", by=system())
    response = client.get(f"/{CITY.code}/e/{early.slug}/")
    assert response.status_code == 410
    assert NOTICE not in response.content.decode()
