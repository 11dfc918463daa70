"""Where the database is: a file in the installation's folder, or what ``DATABASE_URL`` says."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SQLITE_FILE = "shirube.sqlite3"
_POSTGRES = ("postgres", "postgresql")
_SQLITE_OPTIONS = {
    # A write lock is taken when a transaction opens: two writers wait instead of failing half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def database(environment: Mapping[str, str], home: Path) -> dict[str, Any]:
    """The entry ``DATABASES["default"]``.

    Without ``DATABASE_URL``: SQLite in WAL in ``home``. With it, one of

    - ``postgresql://user:password@host:5432/name?sslmode=require`` (percent-encode odd letters);
      a socket folder goes into the query: ``postgresql:///name?host=/run/postgresql``
    - ``sqlite:////absolute/path`` or ``sqlite:///relative/path``

    Raises ValueError for any other address; the message never repeats it, it may hold a password.
    """
    url = environment.get("DATABASE_URL", "")
    if not url:
        return _sqlite(home / SQLITE_FILE)
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path:
        return _sqlite(Path(unquote(parts.path)[1:]))
    if parts.scheme in _POSTGRES and parts.path.strip("/"):
        options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or options.pop("user", "")),
            "PASSWORD": unquote(parts.password or options.pop("password", "")),
            "HOST": parts.hostname or options.pop("host", ""),
            "PORT": str(parts.port or options.pop("port", "")),
            "CONN_MAX_AGE": 60,
            "OPTIONS": options,
        }
    raise ValueError(
        "DATABASE_URL: postgresql://… または sqlite:///… の形で指定してください / "
        "expected postgresql://… or sqlite:///…"
    )


def _sqlite(file: Path) -> dict[str, Any]:
    # Opening the file and telling it its mode takes longer than most questions.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": 60,
        "OPTIONS": _SQLITE_OPTIONS,
    }
