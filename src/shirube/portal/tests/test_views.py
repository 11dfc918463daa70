"""What a visitor meets: stored bytes, lasting addresses, and clear refusals."""

import gzip

import pytest
from django.test import Client

from shirube.portal.tests.town import corrected, first
from shirube.publishing import queries
from shirube.sheets.tests.build import CITY

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> None:
    first()


def test_home_leads_to_the_municipality_and_on_to_the_edition(
    published: None, client: Client
) -> None:
    assert f'href="/{CITY.code}/"' in client.get("/").content.decode()
    page = client.get(f"/{CITY.code}/").content.decode()
    assert f'href="/{CITY.code}/e/2019-1/"' in page


def test_home_without_any_edition_says_so(client: Client) -> None:
    assert "まだ公表されたものはありません" in client.get("/").content.decode()


def test_served_bytes_are_the_stored_bytes(published: None, client: Client) -> None:
    edition = queries.by_slug(CITY.code, "2019-1")
    assert edition is not None
    for path in ("", "program/511/", "csv/sheets.csv", "manifest.json", "look.css"):
        file = queries.stored_file(edition, path or "index.html") or queries.stored_file(
            edition, f"{path}index.html"
        )
        response = client.get(f"/{CITY.code}/e/2019-1/{path}")
        assert file is not None
        assert response.content == file.blob.content
        assert response["Content-Type"] == file.media_type


def test_a_browser_gets_the_stored_gzip(published: None, client: Client) -> None:
    address = f"/{CITY.code}/e/2019-1/program/511/"
    plain = client.get(address)
    packed = client.get(address, headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content


def test_unchanged_page_is_not_sent_again(published: None, client: Client) -> None:
    address = f"/{CITY.code}/e/2019-1/program/511/"
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_folder_without_its_slash_is_led_to_it(published: None, client: Client) -> None:
    response = client.get(f"/{CITY.code}/e/2019-1/program/511")
    assert response["Location"] == f"/{CITY.code}/e/2019-1/program/511/"


def test_lasting_address_of_a_sheet_follows_the_newest_edition(
    published: None, client: Client
) -> None:
    address = f"/{CITY.code}/2019/program/511/"
    assert client.get(address)["Location"].endswith("/e/2019-1/program/511/")
    corrected()
    assert client.get(address)["Location"].endswith("/e/2019-2/program/511/")


def test_first_edition_stays_after_a_correction(published: None, client: Client) -> None:
    before = client.get(f"/{CITY.code}/e/2019-1/program/511/").content
    corrected()
    assert client.get(f"/{CITY.code}/e/2019-1/program/511/").content == before
    listed = client.get(f"/{CITY.code}/").content.decode()
    assert "集計の誤り" in listed
    assert listed.count("この年度の最新") == 1


@pytest.mark.parametrize(
    "address",
    [
        "/000000/",
        "/999997/e/2019-9/",
        "/999997/e/nonsense/",
        "/999997/e/2019-1/nothing.html",
        "/999997/e/2019-1/../../settings",
        "/999997/twenty/program/511/",
        "/999997/2019/program/999/",
    ],
)
def test_what_is_not_there_is_404(published: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(published: None, client: Client, method: str) -> None:
    assert getattr(client, method)(f"/{CITY.code}/e/2019-1/").status_code == 405


def test_pages_load_nothing_from_elsewhere(published: None, client: Client) -> None:
    response = client.get(f"/{CITY.code}/e/2019-1/program/511/")
    assert b"http://" not in response.content
    assert b"https://" not in response.content
    assert b"<script" not in response.content
    assert "default-src 'none'" in response["Content-Security-Policy"]
