"""Search among 15,000 sheets: p50 and p95 of a mix of queries, beside Datasette on the same texts.

    python benchmarks/search.py [SHEETS] [YEARS]

Puts the demo's sheets with varied texts (each 5 indicators, 8 projects) into the index of a fresh
installation, asks the view and then the server, two gunicorn workers, one question after another.
Where ``datasette`` can be imported, it searches the same texts (FTS5, trigram: its best for
Japanese; it finds nothing for one or two letters) in the same run. DATABASE_URL is respected.
"""

import importlib.util
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from asking import PROGRAM, Writer, fetched, free_port, measured, served, told, varied

CITY = "999997"
FILES = Path(__file__).resolve().parents[1] / "src" / "shirube" / "sample" / "files"


def fill(count: int, years: int) -> float:
    """Index ``count`` sheets over ``years`` years; seconds of indexing."""
    from django.utils import timezone

    from shirube.importers import read_path
    from shirube.people.actors import system
    from shirube.people.models import Municipality
    from shirube.publishing.models import Edition
    from shirube.publishing.search import index

    own = read_path(FILES / "r6_shisaku.txt").sheets
    Municipality.objects.get_or_create(code=CITY, defaults={"name": "見本市"})
    writer, took = Writer(), 0.0
    for year in range(2015, 2015 + years):
        edition = Edition.objects.create(
            municipality_id=CITY, year_key=str(year), fiscal_year=year, number=1, kind="first",
            published_at=timezone.now(), published_by=system("見本").user,
        )  # fmt: skip
        each = count // years
        sheets = [varied(own[n % len(own)], n, year, writer) for n in range(each)]
        begun = time.perf_counter()
        index.put(edition, sheets, {})
        took += time.perf_counter() - begun
    return took


def rows_of_index() -> Iterator[tuple[int, str, str, str]]:
    """What is searched, as text."""
    from shirube.publishing.search.models import SearchRow

    rows = SearchRow.objects.values_list("id", "hit__name", "hit__texts", "hit__sheet")
    for ident, name, texts, sheet in rows.iterator(chunk_size=2000):
        parts = json.loads(texts) if isinstance(texts, str) else texts
        yield ident, name or "", "\n".join(parts), sheet


def datasette(folder: Path, asked: list[dict[str, str]]) -> None:
    """The same texts in Datasette."""
    if importlib.util.find_spec("datasette") is None:
        print("datasette is not installed: nothing beside it")
        return
    database = sqlite3.connect(folder / "beside.db")
    database.execute("CREATE TABLE hits(id INTEGER PRIMARY KEY, name, body, sheet)")
    database.executemany("INSERT INTO hits VALUES (?, ?, ?, ?)", rows_of_index())
    database.execute(
        "CREATE VIRTUAL TABLE hits_fts USING fts5"
        "(name, body, content='hits', content_rowid='id', tokenize='trigram')"
    )
    database.execute("INSERT INTO hits_fts(hits_fts) VALUES ('rebuild')")
    database.commit()
    database.close()
    port = free_port()
    run = [sys.executable, "-m", "datasette", "serve", str(folder / "beside.db"), "-p", str(port),
           "--setting", "suggest_facets", "off"]  # fmt: skip
    server = served(run, port, "/-/versions.json")
    try:
        base = f"http://127.0.0.1:{port}/beside/hits?_size=20&"
        told("datasette, server", measured(
            asked, lambda query: fetched(base + urlencode({"_search": query["q"]}))))  # fmt: skip
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 15_000
    years = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"SHIRUBE_HOME": name, "DJANGO_SETTINGS_MODULE": "shirube.config.settings",
                       "SHIRUBE_HOSTS": "testserver,127.0.0.1",
                       "SHIRUBE_SECRET_KEY": "only for this measurement"}  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client

        from shirube.publishing.search.models import SearchRow

        call_command("migrate", verbosity=0)
        took = fill(count, years)
        print(
            f"{count} sheets, {SearchRow.objects.count()} rows indexed in {took:.0f} s", flush=True
        )
        asked = Writer().queries()
        client = Client()
        told("view", measured(asked, lambda query: client.get("/search/", query)))
        port = free_port()
        run = [sys.executable, "-c", PROGRAM, "--home", name, "serve", "--port", str(port)]
        server = served(run, port, "/search/")
        try:
            base = f"http://127.0.0.1:{port}/search/?"
            told("server", measured(asked, lambda query: fetched(base + urlencode(query))))
        finally:
            server.terminate()
            server.wait()
        datasette(folder, asked)


main()
