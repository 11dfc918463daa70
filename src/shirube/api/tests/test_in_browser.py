"""The pages about the interface in a real browser: accessible, and never wider than the window."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from shirube.api.tests.asking import counted, published
from shirube.basics.tests.browsing import SIZES, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", SIZES)
def test_pages_for_people(browser: Browser, live_server: Any, settings: Any, size: str) -> None:
    settings.SHIRUBE_PAGE_MAKERS = []
    published(counted("32", 1, 2))
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    for address in ("/api/", "/api/docs/", "/api/problems/"):
        page.goto(f"{live_server.url}{address}")
        assert faults(page) == []
    page.close()
