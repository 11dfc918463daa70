"""The English pages in a real browser: accessible, within the screen, no broken link."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from shirube.basics.tests.browsing import SIZES, faults
from shirube.importers import read_path
from shirube.people.actors import system
from shirube.portal.english.tests.published import DEMO, about_edition, addresses, publish
from shirube.publishing.models import Edition
from shirube.publishing.withdraw import withdraw_edition
from shirube.sheets.forms import library

ROOT = Path(__file__).resolve().parents[5]
FIXTURES = ROOT / "src/shirube/designs"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def published(settings: Any) -> dict[str, int]:
    """A fixture of every packaged design and the fictional city: address → status."""
    settings.ALLOWED_HOSTS = ["*"]
    forms = [
        path for path in sorted(FIXTURES.glob("*/tests/fixture.*")) if "mihon" not in str(path)
    ]
    demo = ("r4_shisaku.txt", "r5_jimujigyo.csv", "r6_shisaku.txt")
    files = [*forms, *(DEMO / name for name in demo)]
    found: dict[str, int] = {"/en/search/?q=" + "長" * 300: 200, "/en/nowhere/": 404}
    for file in files:
        reading = read_path(file, library=library())
        if reading.sheets and not reading.failed:
            edition = publish(reading)
            found |= dict.fromkeys(_some([*addresses(edition)]), 200)
        if file.name == "r5_jimujigyo.csv":  # pages alike for every form: once
            found |= dict.fromkeys(_about(edition), 200)
    withdraw_edition(edition.pk, "試験のため", by=system())
    gone = f"/en/{edition.municipality_id}/{edition.year_key}/"
    found[f"/en/{edition.municipality_id}/e/{edition.slug}/"] = 410
    return {address: 410 if address.startswith(gone) else found[address] for address in found}


def _some(every: list[str]) -> list[str]:
    """One page of each kind; the searches stand at the end."""
    sheet = next(one for one in every if one.count("/") == 6)
    indicators = [one for one in every if one.startswith(f"{sheet}indicator/")]
    return [*every[:3], sheet, *indicators[:1], every[-3]]


def _about(edition: Edition) -> list[str]:
    """Lists, comparison, money, data and so on; one embedded indicator."""
    every = [*about_edition(edition)]
    embedded = [one for one in every if "/embed/" in one]
    return [*(one for one in every if one not in embedded), *embedded[:1]]


@pytest.fixture
def look_at(browser: Browser) -> Iterator[Callable[[str, tuple[int, int], int], Page]]:
    """Opens an address; fails when the page asks another host."""
    complaints: list[str] = []

    def look(address: str, size: tuple[int, int], status: int) -> Page:
        host = "/".join(address.split("/")[:3])
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})

        def note(request: Request) -> None:
            if not request.url.startswith(host):
                complaints.append(request.url)

        page.on("request", note)
        response = page.goto(address)
        assert response is not None
        assert response.status == status, address
        return page

    yield look
    assert complaints == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_pages_are_accessible_and_fit_the_screen(
    published: dict[str, int], live_server: Any, look_at: Any, size: tuple[int, int]
) -> None:
    wrong: list[str] = []
    for address, status in published.items():
        page = look_at(live_server.url + address, size, status)
        wrong += faults(page)
        page.close()
    assert wrong == []


def test_every_link_leads_somewhere(
    published: dict[str, int], live_server: Any, look_at: Any
) -> None:
    broken = []
    seen: set[str] = set()
    for address, status in published.items():
        page = look_at(live_server.url + address, SIZES["desk"], status)
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href.split('#')[0])")
        for link in sorted(set(links) - seen - {page.url}):
            seen.add(link)
            answer = page.request.get(link).status
            if answer not in {200, 410}:  # a tombstone is an answer
                broken.append((address, link, answer))
        page.close()
    assert broken == []


def test_the_first_key_leads_to_the_content(
    published: dict[str, int], live_server: Any, look_at: Any
) -> None:
    sheet = next(a for a, status in published.items() if "/program/" in a and status == 200)
    page = look_at(live_server.url + sheet, SIZES["desk"], 200)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.close()
