"""An edition that must go: nothing of it is left but when and why."""

import pytest
from django.test import Client

from shirube.people.actors import system
from shirube.people.models import LogEntry
from shirube.people.permissions import Refused
from shirube.publishing import queries
from shirube.publishing.models import Blob, Edition, EditionFile
from shirube.publishing.publish import Order
from shirube.publishing.status import status, status_css
from shirube.publishing.tests.test_publish import publish, taken_in
from shirube.publishing.withdraw import comes_back, still_quoting, withdraw_edition
from shirube.schema import Narrative
from shirube.sheets.tests.build import CITY, OTHER_FILE, sheet

pytestmark = pytest.mark.django_db
SECRET = "見本太郎さんの家の前"
PAGES = ("", "program/511/", "program/511/sheet.json", "sheets.json", "csv/narratives.csv",
         "manifest.json", "program/511/indicator/1/")  # fmt: skip


def leaked() -> Edition:
    taken_in(sheet("511", narratives=(Narrative(key="aim", label="目的", text=SECRET),)))
    return publish()


def mended() -> Edition:
    taken_in(sheet("511"), sha256=OTHER_FILE)
    return publish(Order(CITY.code, 2019, "correction", "個人の記述を除いた"))


def withdrawn(edition: Edition, reason: str = "個人の記述があったため") -> Edition:
    return withdraw_edition(edition.pk, reason, by=system())


def test_every_address_answers_with_the_tombstone(client: Client) -> None:
    withdrawn(leaked())
    for path in PAGES:
        answer = client.get(f"/{CITY.code}/e/2019-1/{path}")
        assert answer.status_code == 410, path
        assert "個人の記述があったため" in answer.content.decode()
        assert SECRET not in answer.content.decode()
    assert client.get(f"/{CITY.code}/2019/program/511/").status_code == 410


def test_no_byte_of_it_is_left_in_the_database() -> None:
    withdrawn(leaked())
    assert EditionFile.objects.count() == 0
    assert Blob.objects.count() == 0


def test_what_another_edition_holds_as_well_stays() -> None:
    first, second = leaked(), mended()
    withdrawn(first)
    file = queries.stored_file(second, "program/511/index.html")
    assert file is not None
    assert "施策511" in file.blob.content.decode()


def test_errata_that_quote_what_had_to_go_are_named() -> None:
    first, second = leaked(), mended()
    assert still_quoting(withdrawn(first)) == [second]
    assert still_quoting(withdrawn(second)) == []
    taken_in(sheet("511", title="出し直した"), sha256="d" * 64)
    publish()
    assert not [blob for blob in Blob.objects.all() if SECRET.encode() in blob.content]


def test_the_year_falls_back_to_the_newest_that_is_out_and_no_number_comes_twice() -> None:
    first = leaked()
    withdrawn(mended())
    assert queries.newest(CITY.code, 2019) == first
    taken_in(sheet("511", title="直した"), sha256="c" * 64)
    assert publish(Order(CITY.code, 2019, "correction", "直した")).number == 3


def test_after_the_only_one_went_a_first_one_may_come_again() -> None:
    withdrawn(leaked())
    taken_in(sheet("511"), sha256=OTHER_FILE)
    assert publish().slug == "2019-2"


def test_older_pages_say_that_a_newer_one_is_out(client: Client) -> None:
    first = leaked()
    page = client.get(f"/{CITY.code}/e/2019-1/program/511/").content.decode()
    assert 'class="newer' in page
    assert "../../../../2019/program/511/index.html" in page
    assert b"newer" not in status_css(first)
    mended()
    assert status(first)["newest"] == "2019-2"
    css = client.get(f"/{CITY.code}/e/2019-1/status.css")
    assert b".newer{display:block}" in css.content
    assert css["Cache-Control"] == "no-cache"
    assert client.get(f"/{CITY.code}/e/2019-1/program/511/").content.decode() == page


def test_what_a_withdrawn_correction_had_mended_is_not_mended_again() -> None:
    first = leaked()
    second = withdrawn(mended())
    assert comes_back(second) == first
    assert b".retracted{display:block}" in status_css(first)


def test_it_needs_a_reason_and_is_on_record() -> None:
    edition = leaked()
    with pytest.raises(Refused, match="理由"):
        withdrawn(edition, " ")
    withdrawn(edition)
    with pytest.raises(Refused, match="すでに"):
        withdrawn(edition)
    entry = LogEntry.objects.get(verb="withdraw")
    assert entry.note == "個人の記述があったため"
