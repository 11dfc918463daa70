"""The installation in the home folder: made when missing, brought up to date, handed to Django."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from shirube.commands.common import Common, tell
from shirube.commands.wording import say


@contextmanager
def installation(given: Common) -> Iterator[None]:
    """Inside, Django is ready and the database up to date. What is refused ends with exit 1."""
    _make_home(given.home)
    _set_up_django(given.home)
    from django.db import OperationalError

    from shirube.people.permissions import Refused
    from shirube.sheets.content import ContentError

    try:
        _migrate()
        yield
    except Refused as refused:
        tell(refused.text(given.language))
        raise typer.Exit(1) from refused
    except OperationalError as error:
        tell(_unreachable(error))
        raise typer.Exit(1) from error
    except ContentError as error:
        tell(
            say(
                f"データベースが壊れています({error})。バックアップから戻してください。",
                f"The database is damaged ({error}). Restore a backup.",
            )
        )
        raise typer.Exit(1) from error


def _unreachable(error: Exception) -> str:
    return say(
        f"データベースを使えません({error})。置き場所(--home、DATABASE_URL)、空き容量、"
        "ほかのプログラムが使っていないかを確かめてください。",
        f"The database cannot be used ({error}). Check its place (--home, DATABASE_URL), "
        "the free space, and whether another program holds it.",
    )


def _make_home(home: Path) -> None:
    try:
        if not home.is_dir():
            home.mkdir(parents=True, mode=0o700)
            tell(say(f"フォルダを作りました: {home}", f"Made the folder {home}"))
        _make_key(home / "secret_key")
    except OSError as error:
        tell(
            say(
                f"フォルダ {home} を使えません({error.strerror})。"
                "--home で別の場所を指定してください。",
                f"The folder {home} cannot be used ({error.strerror}). Give another with --home.",
            )
        )
        raise typer.Exit(1) from error


def _make_key(file: Path) -> None:
    """The key that signs sessions, readable by its owner only."""
    if file.exists():
        return
    # Whole or not at all: an empty key left by a killed process would stop the server.
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(50))
    draft.replace(file)


def _set_up_django(home: Path) -> None:
    import django
    from django.apps import apps

    os.environ["SHIRUBE_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings")
    if not apps.ready:
        django.setup()


def _migrate() -> None:
    """Bring the tables up to date, all in one transaction: a kill leaves the old ones whole.

    Django alone records a migration after its transaction, so a kill between the two would leave
    tables that the next start tries to make again.
    """
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    def pending() -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    if not pending():
        return
    connection.disable_constraint_checking()  # SQLite can do so only outside of a transaction
    try:
        with transaction.atomic():
            _wait_for_others(connection.vendor)
            call_command("migrate", interactive=False, verbosity=0)
            _derive()
    finally:
        connection.enable_constraint_checking()
    tell(say("データベースを用意しました。", "The database is ready."))


def _derive() -> None:
    """Lists and search of what was published before this version: made of the stored editions."""
    from shirube.publishing.derived import refresh_all

    years = refresh_all()
    if years:
        tell(say(f"一覧と検索を作りなおしました({years}年度分)。", "Lists and search made anew."))


def _wait_for_others(vendor: str) -> None:
    """Two that start at once: the second finds everything done. SQLite's lock is held already."""
    from django.db import connection

    if vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(5347)")
