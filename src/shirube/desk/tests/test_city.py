"""The city's decisions at the desk: the form keeps what was typed and overwrites nobody."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from shirube.people.city.deciding import decide_city, settings_of
from shirube.people.city.model import CitySettings, Group, Persons
from shirube.workflow.tests.office import Office, found_office

pytestmark = pytest.mark.django_db
PAGE = "desk:city"


@pytest.fixture
def office() -> Office:
    return found_office()


@pytest.fixture
def client(office: Office, client: Client) -> Client:
    client.force_login(office.tanaka.user)
    return client


def form(office: Office, **typed: str) -> dict[str, str]:
    """The form as it is shown now, with some fields typed anew."""
    seen = settings_of(office.tanaka.user.municipality_id or "").model_dump_json()
    return {"seen": seen, "topics-count": "2", "committees-count": "2"} | typed


def decided(office: Office) -> CitySettings:
    return settings_of(office.tanaka.user.municipality_id or "")


TOPIC = {
    "topics-1-title": "子育て",
    "topics-1-key": "kosodate",
    "topics-1-branches": "基本目標1、基本目標2",
}


def test_what_is_typed_is_decided(office: Office, client: Client) -> None:
    typed = form(office, reading="みほんし", readings="子ども課=こどもか\n", persons="1",
                 show="*部長\n館長", **TOPIC)  # fmt: skip
    answer = client.post(reverse(PAGE), typed)
    assert answer.status_code == 303
    assert decided(office) == CitySettings(
        reading="みほんし",
        readings={"子ども課": "こどもか"},
        persons=Persons(show=("*部長", "館長")),
        topics=(Group(key="kosodate", title="子育て", branches=("基本目標1", "基本目標2")),),
    )


def test_what_is_refused_stays_typed(office: Office, client: Client) -> None:
    answer = client.post(reverse(PAGE), form(office, reading="mihon", **TOPIC))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "reading: 使えない文字" in page
    assert 'value="mihon"' in page
    assert 'value="基本目標1、基本目標2"' in page
    assert decided(office) == CitySettings()


def test_without_the_tick_the_form_decides_about_persons(office: Office, client: Client) -> None:
    client.post(reverse(PAGE), form(office, show="部長"))
    assert decided(office).persons is None


@pytest.mark.parametrize("seen", ["", "{", "[" * 9999, json.dumps({"reading": "みほん"})])
def test_another_state_than_the_one_seen_is_not_overwritten(
    office: Office, client: Client, seen: str
) -> None:
    assert (
        client.post(reverse(PAGE), form(office, reading="みほんし", seen=seen)).status_code == 422
    )
    assert decided(office) == CitySettings()


def test_an_emptied_topic_is_gone(office: Office, client: Client) -> None:
    group = Group(key="kosodate", title="子育て", sheets=("11",))
    code = office.tanaka.user.municipality_id or ""
    decide_city(code, CitySettings(topics=(group,)), by=office.tanaka)
    assert 'value="kosodate"' in client.get(reverse(PAGE)).content.decode()
    client.post(reverse(PAGE), form(office))
    assert decided(office).topics == ()
