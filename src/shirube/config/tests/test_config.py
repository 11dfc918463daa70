"""Addresses of databases, and what every answer of the server carries."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core import checks
from django.db import OperationalError, connection
from django.test import Client

from shirube.config.database import database

HOME = Path("/home/mihon")


def test_sqlite_in_the_home_folder() -> None:
    found = database({}, HOME)
    assert found["NAME"] == "/home/mihon/shirube.sqlite3"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql() -> None:
    url = "postgresql://mihon:p%40ss@db.example:5433/shirube?sslmode=require"
    found = database({"DATABASE_URL": url}, HOME)
    assert {key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "shirube",
        "USER": "mihon",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
    }
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_postgresql_through_a_socket_folder() -> None:
    found = database({"DATABASE_URL": "postgresql:///shirube?host=/run/postgresql"}, HOME)
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/run/postgresql", "", {})


@pytest.mark.parametrize(
    ("url", "file"), [("sqlite:////data/a.db", "/data/a.db"), ("sqlite:///a%20b.db", "a b.db")]
)
def test_sqlite_elsewhere(url: str, file: str) -> None:
    assert database({"DATABASE_URL": url}, HOME)["NAME"] == file


@pytest.mark.parametrize("url", ["mysql://u:secret@h/d", "postgresql://secret@h", "secret"])
def test_other_addresses_are_refused_without_repeating_them(url: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL") as refused:
        database({"DATABASE_URL": url}, HOME)
    assert "secret" not in str(refused.value)


@pytest.mark.django_db
def test_health(client: Client) -> None:
    answer = client.get("/healthz", headers={"host": "localhost"})
    assert (answer.status_code, answer.json()) == (200, {"database": "ok"})


@pytest.mark.django_db
def test_health_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", gone)
    assert client.get("/healthz", headers={"host": "localhost"}).status_code == 503


@pytest.mark.django_db
def test_every_answer_refuses_outside_resources(client: Client) -> None:
    answer = client.get("/healthz", headers={"host": "localhost"})
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_unknown_host_is_refused(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


def test_nothing_is_open_by_default() -> None:
    assert settings.DEBUG is False
    assert checks.run_checks() == []
