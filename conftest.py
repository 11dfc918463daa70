"""For every test: Hypothesis never judges by time, machines differ; no second factor is asked."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from shirube.basics.tests.browsing import CHROMIUM, SIZES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

settings.register_profile("shirube", deadline=None)
settings.load_profile("shirube")


@pytest.fixture(autouse=True)
def _without_second_factor(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that are about the second factor switch it on (``settings.SECOND_FACTOR_REQUIRED``)."""
    if "django_db_setup" not in request.fixturenames:
        yield
        return
    from shirube.sheets.forms import look_again

    look_again()  # the designs of the test before were rolled back with it
    django = request.getfixturevalue("settings")
    django.SECOND_FACTOR_REQUIRED = False
    django.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    django.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A database for each process. SQLite in a file, as an installation has it: in memory, a
    server's threads share one connection and block each other.
    """
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("db") / "test.sqlite3")


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One Chromium for a module. Not for the session: as long as it is there, its event loop
    gives the process other connections, and no other test expects that.
    """
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with pytest.MonkeyPatch.context() as patch, sync_api.sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, in which Django refuses the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def sit_down(
    browser: "Browser", live_server: Any, settings: Any
) -> Iterator[Callable[..., "Page"]]:
    """A page for a user, signed in, in a browser of their own; fails when it asks another host
    or when a script of it breaks.
    """
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    url = str(live_server)

    def at(user: Any, size: str = "desk", *, script: bool = True) -> "Page":
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=url, locale="ja-JP", java_script_enabled=script,
            viewport={"width": width, "height": height},
        )  # fmt: skip
        contexts.append(context)
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda asked: asked.url.startswith(url) or complaints.append(asked.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield at
    for context in contexts:
        context.close()
    assert complaints == []
