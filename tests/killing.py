"""Killing a command at random moments, and what must hold of the database afterwards."""

import gzip
import hashlib
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

KILLS = int(os.environ.get("SHIRUBE_KILLS", "5"))
SEED = int(os.environ.get("SHIRUBE_KILL_SEED", "5347"))

PROGRAM = "from shirube.commands.main import app; app()"


def started(home: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """``shirube --home home arguments`` in a process of its own, on SQLite."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "--home", str(home), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    )


def completed(home: Path, *arguments: str) -> float:
    """Run to the end; the seconds it took. Fails the test with the program's words."""
    begun = time.monotonic()
    process = started(home, *arguments)
    _, complaints = process.communicate()
    assert process.returncode == 0, complaints.decode()
    return time.monotonic() - begun


def killed(home: Path, moment: float, *arguments: str) -> bool:
    """Run and kill (SIGKILL) after so many seconds; False when it was done before."""
    process = started(home, *arguments)
    try:
        process.communicate(timeout=moment)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    assert process.returncode == 0
    return False


def moments(longest: float) -> "list[float]":
    """Random moments within a run, the same in every run of the test."""
    dice = random.Random(SEED)
    return [dice.uniform(0, longest) for _ in range(KILLS)]


def stored_sheets(home: Path) -> int:
    """How many sheets are stored; checks first that nothing is half."""
    file = home / "shirube.sqlite3"
    if not file.exists():
        return 0
    with sqlite3.connect(file, isolation_level=None, timeout=1) as database:
        # Nobody holds a lock any more: writing is possible at once.
        database.execute("BEGIN IMMEDIATE")
        database.execute("ROLLBACK")
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        if "sheets_storedsheet" not in tables:
            assert not tables, "tables are made all or none"
            return 0
        _check_versions(database)
        return int(database.execute("SELECT count(*) FROM sheets_storedsheet").fetchone()[0])


def _check_versions(database: sqlite3.Connection) -> None:
    versions = database.execute("SELECT content, sha256 FROM sheets_sheetversion").fetchall()
    for content, sha256 in versions:
        assert hashlib.sha256(content.encode()).hexdigest() == sha256
    for whole in (
        # every sheet has a current version of its own
        "SELECT count(*) FROM sheets_storedsheet s JOIN sheets_sheetversion v "
        "ON v.id = s.current_id AND v.sheet_id = s.id",
        # … stands in its year
        "SELECT count(*) FROM plans_appearance WHERE what = 'node'",
        # … and its taking in is on record
        "SELECT count(DISTINCT object_key) FROM people_logentry WHERE verb = 'take_in'",
    ):
        sheets = "SELECT count(*) FROM sheets_storedsheet"
        assert database.execute(whole).fetchone() == database.execute(sheets).fetchone(), whole


def stored_editions(home: Path) -> int:
    """How many editions are stored; checks first that each is whole, to the byte."""
    with sqlite3.connect(home / "shirube.sqlite3", timeout=1) as database:
        editions = database.execute("SELECT id, manifest_sha256 FROM publishing_edition").fetchall()
        for edition, manifest in editions:
            _check_edition(database, edition, manifest)
        stray = (
            "SELECT count(*) FROM publishing_editionfile "
            "WHERE edition_id NOT IN (SELECT id FROM publishing_edition)"
        )
        assert database.execute(stray).fetchone() == (0,)
        published = "SELECT count(*) FROM people_logentry WHERE verb = 'publish'"
        assert database.execute(published).fetchone() == (len(editions),)
    return len(editions)


def _check_edition(database: sqlite3.Connection, edition: int, manifest: str) -> None:
    rows = database.execute(
        "SELECT f.path, b.sha256, b.packed FROM publishing_editionfile f "
        "JOIN publishing_blob b ON b.sha256 = f.blob_id WHERE f.edition_id = ?",
        (edition,),
    ).fetchall()
    contents = {path: gzip.decompress(packed) for path, _, packed in rows}
    for path, sha256, _ in rows:
        assert hashlib.sha256(contents[path]).hexdigest() == sha256
    assert hashlib.sha256(contents["manifest.json"]).hexdigest() == manifest
    listed = json.loads(contents["manifest.json"])["files"]
    assert {file["path"] for file in listed} == set(contents) - {"manifest.json"}
