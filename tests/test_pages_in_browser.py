"""The public pages in a real browser: accessible, within the screen, from this server only."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from shirube.basics.tests.browsing import SIZES, too_wide, violations
from shirube.designs import packaged
from shirube.importers import read_path
from shirube.people.actors import system
from shirube.publishing import queries
from shirube.publishing.lines import LISTS
from shirube.publishing.models import Edition
from shirube.publishing.publish import Order, publish_edition
from shirube.schema import Sheet
from shirube.workflow.take_in import take_in

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "src/shirube/designs"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def published(settings: Any) -> list[str]:
    """A fixture of every packaged design, published; the addresses of one page of each kind."""
    settings.ALLOWED_HOSTS = ["*"]
    addresses = ["/"]
    for folder in sorted(FIXTURES.glob("*/tests")):
        for fixture in sorted(folder.glob("fixture.*"))[:1]:
            reading = read_path(fixture)
            if reading.failed:
                continue
            take_in(reading, by=system(), accept=True)
            first = reading.sheets[0]
            code = first.municipality.code
            order = Order(code, first.fiscal_year)
            edition = publish_edition(order, by=system(), library=packaged())
            base = f"/{code}/e/{edition.slug}/"
            page = f"{base}{first.kind}/{first.code}/"
            addresses += [f"/{code}/", base, f"{base}indicators/", f"{base}data/", page]
            if first.indicators:
                addresses.append(f"{page}indicator/1/")
            if folder.parent.name == "mihon_shisaku":  # pages alike for every form: once
                addresses += _on_demand(edition, first)
    addresses += [f"/{code}/accessibility/", f"/{code}/lists/issues/?q=どこにもないことば"]
    searches = (
        "",
        "q=の",
        "q=ないことば&year=1999",
        "q=" + "長" * 300,
        "q=-の",
        "q=1&part=project",
    )
    return [*addresses, *(f"/search/?{asked}" for asked in searches), f"/{code}/search/?q=の"]


def _on_demand(edition: Edition, first: Sheet) -> list[str]:
    """Lists, money, comparison and an embedded indicator of an edition."""
    code, base = edition.municipality_id, f"/{edition.municipality_id}/e/{edition.slug}/"
    found = [f"/{code}/lists/{name}/" for name in LISTS]
    found += [f"{base}{path}" for path in ("money/", "lists/promises/")
              if queries.stored_file(edition, f"{path}index.html")]  # fmt: skip
    both = f"{code}/{edition.year_key}/{first.kind}/{first.code}"
    found += [f"/{code}/compare/", f"/{code}/compare/?a={both}&b={both}"]
    return [*found, f"/{code}/embed/{edition.year_key}/{first.kind}/{first.code}/1/"]


@pytest.fixture
def look_at(browser: Browser) -> Iterator[Callable[[str, tuple[int, int]], Page]]:
    """Opens an address; fails when the page asks another host or reports an error."""
    pages: list[Page] = []
    complaints: list[str] = []

    def look(address: str, size: tuple[int, int]) -> Page:
        host = "/".join(address.split("/")[:3])
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        pages.append(page)
        page.on("request", lambda r: r.url.startswith(host) or complaints.append(r.url))
        page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, address
        return page

    yield look
    for page in pages:
        page.close()
    assert complaints == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_pages_are_accessible_and_fit_the_screen(
    published: list[str], live_server: Any, look_at: Callable[..., Page], size: tuple[int, int]
) -> None:
    wrong: list[tuple[str, str]] = []
    for address in published:
        page = look_at(live_server.url + address, size)
        wrong += [(address, one) for one in too_wide(page)]
        if size != SIZES["400%"]:  # the same page as on the phone, only narrower
            wrong += [(address, one) for one in violations(page)]
        page.close()
    assert wrong == []


def test_every_link_of_an_edition_leads_somewhere(
    published: list[str], live_server: Any, look_at: Callable[..., Page]
) -> None:
    broken = []
    seen: set[str] = set()
    for address in published:
        page = look_at(live_server.url + address, SIZES["desk"])
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href.split('#')[0])")
        for link in sorted(set(links) - seen):
            seen.add(link)
            status = page.request.get(link).status
            if status != 200:
                broken.append((address, link, status))
        page.close()
    assert broken == []


def test_the_first_key_leads_to_the_content(
    published: list[str], live_server: Any, look_at: Callable[..., Page]
) -> None:
    sheet = next(a for a in published if "/program/" in a and "indicator" not in a)
    page = look_at(live_server.url + sheet, SIZES["desk"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "本文へ"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
