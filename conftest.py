"""For every test: Hypothesis never judges by time, machines differ; no second factor is asked."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

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
