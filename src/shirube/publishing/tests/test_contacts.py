"""Whose name is public: the city's rule by post, at every way by which a sheet leaves."""

from pathlib import Path

import pytest
from django.test import Client

from shirube.designs import Library
from shirube.people.actors import system
from shirube.people.city.deciding import decide_city
from shirube.people.city.model import CitySettings, Persons
from shirube.publishing.models import Blob, Edition, ListRow
from shirube.publishing.office_papers import entries_of_keys
from shirube.publishing.publish import Order, publish_edition
from shirube.publishing.site import write_site
from shirube.schema import Contact, public
from shirube.schema.privacy import Nobody
from shirube.sheets.tests.build import CITY, DESIGN, OTHER_FILE, reading, sheet
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db
HEAD, CLERK, LINE = "灯台 守之助", "岬 波子", "000-000-0032"
CONTACTS = (
    Contact(role="記入者", name=HEAD, post="総務部長", phone=LINE, email="kouhou@example.invalid"),
    Contact(role="担当者", name=CLERK),
)
RULE = Persons(show=("*部長",), hide=("副部長",))


def form(*open_fields: str) -> Library:
    """The form with these fields of a contact open."""
    privacy = DESIGN.privacy.model_copy(update={"contact_fields": open_fields})
    return Library([(DESIGN.model_copy(update={"privacy": privacy}), None)])


SERVICE, OPEN = form("phone", "email"), form("name", "post", "phone")


def published(rule: Persons | None, library: Library = SERVICE, order: Order | None = None) -> None:
    decide_city(CITY.code, CitySettings(persons=rule), by=system())
    publish_edition(order or Order(CITY.code, 2019), by=system(), library=library)


def everything(edition: Edition) -> str:
    """Every byte of an edition that is text."""
    blobs = Blob.objects.filter(pk__in=edition.files.values("blob"))
    return "\n".join(blob.content.decode("utf-8", "replace") for blob in blobs)


@pytest.fixture(autouse=True)
def _stored() -> None:
    take_in(reading(sheet("511", contacts=CONTACTS), sheet("512")), by=system(), accept=True)


def newest() -> Edition:
    return Edition.objects.order_by("-number")[0]


def test_telephone_and_address_are_service_persons_are_not() -> None:
    published(None)
    text = everything(newest())
    assert LINE in text
    assert "kouhou@example.invalid" in text
    assert HEAD not in text
    assert CLERK not in text


def test_post_that_the_city_shows_is_named() -> None:
    published(RULE)
    text = everything(newest())
    assert HEAD in text
    assert "総務部長" in text
    assert CLERK not in text


def test_rule_of_the_city_outweighs_an_open_form() -> None:
    published(Persons(), OPEN)
    text = everything(newest())
    assert HEAD not in text
    assert CLERK not in text
    assert LINE in text


def test_without_a_rule_the_form_speaks() -> None:
    published(None, OPEN)
    assert CLERK in everything(newest())


def test_opening_twice_changes_nothing() -> None:
    once = public(sheet(contacts=CONTACTS), SERVICE[DESIGN.id].privacy, RULE)
    assert public(once, SERVICE[DESIGN.id].privacy, RULE) == once
    assert not [one for one in public(once, OPEN[DESIGN.id].privacy, Nobody()).contacts if one.name]


def test_a_hidden_name_leaves_by_no_way(client: Client, tmp_path: Path) -> None:
    published(Persons(), OPEN)
    edition = newest()
    rows = "".join(f"{row.folded} {row.cells}" for row in ListRow.objects.all())
    assert CLERK not in everything(edition) + rows
    assert CLERK not in "".join(f"{path}" for path in edition.files.values_list("path", flat=True))
    top = f"/{CITY.code}/"
    for path in (
        *(f"{top}e/{edition.slug}/{path}" for path in edition.files.values_list("path", flat=True)),
        *(f"{top}lists/{name}/?q={CLERK}" for name in ("sheets", "indicators", "projects")),
        top, f"{top}feed.json", f"{top}feed.atom", f"/en{top}", f"/en{top}2019/program/511/",
        f"{top}compare/", f"{top}topics/", "/",
    ):  # fmt: skip
        answer = client.get(path)
        said = answer.content.decode("utf-8", "replace").replace(f'value="{CLERK}"', "")
        assert CLERK not in said, path
    hits = client.get(f"{top}search/", {"q": CLERK}).content.decode()
    assert "program/511" not in hits
    write_site(tmp_path / "site")
    for file in (tmp_path / "site").rglob("*"):
        if file.is_file():
            assert CLERK.encode() not in file.read_bytes(), file


def test_errata_do_not_repeat_a_name_that_is_hidden_now() -> None:
    published(None, OPEN)
    assert CLERK in everything(newest())
    changed = sheet("511", title="新しい名称", contacts=CONTACTS)
    take_in(reading(changed, sha256=OTHER_FILE), by=system(), accept=True)
    published(Persons(), OPEN, Order(CITY.code, 2019, "correction", "名前を公表しない"))
    text = everything(newest())
    assert "新しい名称" in text
    assert CLERK not in text
    assert HEAD not in text


def test_frozen_edition_keeps_what_was_decided_then() -> None:
    published(RULE)
    before = newest().manifest_sha256
    decide_city(CITY.code, CitySettings(persons=Persons()), by=system())
    assert newest().manifest_sha256 == before
    assert HEAD in everything(newest())


def test_papers_of_stored_sheets_follow_the_rule() -> None:
    decide_city(CITY.code, CitySettings(persons=RULE), by=system())
    key = sheet("511").key
    (contact,) = entries_of_keys([key], OPEN)[key].sheet.contacts
    assert (contact.name, contact.post) == (HEAD, "総務部長")
