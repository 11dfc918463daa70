"""The portal as files: complete, linked, searchable from a disk, renewed without waste."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.test import Client

from shirube.importers import read_path
from shirube.people.actors import Actor, system
from shirube.publishing import queries
from shirube.publishing.publish import NotPublishedError, Order, publish_edition
from shirube.publishing.site import NotOursError, write_site
from shirube.publishing.withdraw import withdraw_edition
from shirube.schema import SheetKey
from shirube.sheets.forms import library
from shirube.workflow.correct import Target, correct
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[1]
FILES = ROOT / "src/shirube/sample/files"
CITY = "999997"


def us() -> Actor:
    return system("見本 花子")


def publish(order: Order) -> None:
    try:
        publish_edition(order, by=us(), library=library())
    except NotPublishedError as refusal:
        accept = frozenset(finding.token for finding in refusal.findings)
        reason = order.reason or "架空の人である"
        publish_edition(replace(order, accept=accept, reason=reason), by=us(), library=library())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, year in (("r5_shisaku.txt", 2023), ("r6_shisaku.txt", 2024)):
        take_in(read_path(FILES / name, library=library()), by=us())
        publish(Order(CITY, year))
    out = tmp_path / "site"
    write_site(out, url="https://hyoka.example.jp/")
    return out


def pages(site: Path) -> Iterator[Path]:
    yield from sorted(site.rglob("*.html"))


def test_every_link_of_every_page_leads_to_a_file(site: Path) -> None:
    broken = []
    for page in pages(site):
        text = page.read_text("utf-8")
        anchors = set(re.findall(r'\bid="([^"]+)"', text))
        for href in set(re.findall(r'(?:href|src)="([^"]+)"', text)):
            parts = urlsplit(href)
            if parts.scheme in {"mailto", "tel"}:
                continue
            assert not parts.scheme, f"{page}: {href}"
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            lost = target == page and parts.fragment and unquote(parts.fragment) not in anchors
            if lost or not target.is_file():
                broken.append(f"{page.relative_to(site)}: {href}")
    assert broken == []


def test_frozen_bytes_are_the_bytes_served(site: Path, client: Client) -> None:
    for path in ("program/32/index.html", "sheets.json", "csv/indicator_values.csv", "look.css"):
        served = client.get(f"/{CITY}/e/2024-1/{path}")
        assert (site / CITY / "e/2024-1" / path).read_bytes() == served.content


def test_a_second_run_writes_nothing(site: Path) -> None:
    stamps = {
        path: path.stat().st_mtime_ns for path in site.rglob("*.*") if path.name != "site.json"
    }
    again = write_site(site, url="https://hyoka.example.jp/")
    assert (again.files, again.removed, again.editions) == (0, 0, [])
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps


def test_a_correction_adds_an_edition_and_the_older_page_says_so(site: Path) -> None:
    place = _a_place(2024)
    correct(
        Target(SheetKey(CITY, 2024, "program", "32"), place), "7", by=us(), reason="写しまちがい"
    )
    publish(Order(CITY, 2024, "correction", "写しまちがい"))
    done = write_site(site, url="https://hyoka.example.jp/")
    assert done.editions == [f"{CITY}/e/2024-2"]
    assert b".newer{display:block}" in (site / CITY / "e/2024-1/status.css").read_bytes()
    leads = (site / CITY / "2024/program/32/index.html").read_text("utf-8")
    assert "e/2024-2/program/32/index.html" in leads


def test_files_that_did_not_change_are_one_file_with_two_names(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Target(SheetKey(CITY, 2024, "program", "32"), _a_place(2024))
    correct(target, "7", by=us(), reason="写しまちがい")
    publish(Order(CITY, 2024, "correction", "写しまちがい"))
    left = site / CITY / "e/2024-2/program/99"
    left.mkdir(parents=True)
    (left / "index.html").write_text("what an interrupted run left")
    write_site(site, url="https://hyoka.example.jp/")
    first, second = (site / CITY / f"e/2024-{number}/program" for number in (1, 2))
    assert not left.exists()
    assert (first / "11/index.html").samefile(second / "11/index.html")
    assert not (first / "32/index.html").samefile(second / "32/index.html")

    def no_links(*_: object) -> None:
        raise OSError("this disk knows no links")

    monkeypatch.setattr(os, "link", no_links)
    write_site(tmp_path / "fat", url="https://hyoka.example.jp/")
    assert _files(tmp_path / "fat") == _files(site)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}  # fmt: skip


def test_a_withdrawn_edition_leaves_only_its_tombstone(site: Path) -> None:
    edition = queries.newest(CITY, 2024)
    assert edition is not None
    withdraw_edition(edition.pk, "個人の記述があったため", by=us())
    write_site(site, url="https://hyoka.example.jp/")
    left = {path.name for path in (site / CITY / "e/2024-1").rglob("*")}
    assert left == {"index.html", "status.css", "status.json"}
    assert "個人の記述" in (site / CITY / "e/2024-1/index.html").read_text("utf-8")
    assert not (site / CITY / "2024").is_dir() or not list((site / CITY / "2024").rglob("*.html"))


def test_a_folder_with_other_things_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotOursError):
        write_site(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_feeds_and_sitemap_name_what_was_published(site: Path) -> None:
    atom = (site / CITY / "feed.atom").read_text("utf-8")
    assert "https://hyoka.example.jp/999997/e/2024-1/" in atom
    assert "第1版" in (site / CITY / "feed.json").read_text("utf-8")
    index = (site / "sitemap.xml").read_text("utf-8")
    assert "https://hyoka.example.jp/999997/sitemap-2024-1.xml" in index
    sitemap = (site / "999997/sitemap-2024-1.xml").read_text("utf-8")
    assert "https://hyoka.example.jp/999997/e/2024-1/program/32/" in sitemap


def _a_place(year: int) -> str:
    edition = queries.newest(CITY, year)
    assert edition is not None
    sheet = next(one for one in queries.sheets_of(edition) if one.code == "32")
    value = next(v for v in sheet.indicators[0].values if v.measure == "actual" and v.value)
    assert value.at is not None
    return value.at


@pytest.mark.browser
def test_opened_from_a_disk_it_is_read_and_searched(site: Path, browser: Any) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="見本市").click()
    page.get_by_role("link", name="探す", exact=True).click()
    page.get_by_label("ことば").fill("児童館")
    page.keyboard.press("Enter")
    page.locator("#found li").first.wait_for()
    assert page.locator("#found mark").first.inner_text() == "児童館"
    page.get_by_label("ことば").fill('"<img src=x onerror=alert(1)>" -児童館')
    page.keyboard.press("Enter")
    page.locator("#told", has_text="見つかりません").wait_for()
    page.get_by_label("ことば").fill("児童館運営")
    page.keyboard.press("Enter")
    page.locator("#found a", has_text="児童館運営事業").first.click()
    page.wait_for_load_state()
    assert "児童館運営事業" in page.locator(":target").inner_text()
    assert errors == []
    page.close()
