"""Search among 15,000 sheets: p50 and p95 of a mix of queries, beside Datasette on the same texts.

    python benchmarks/search.py [SHEETS] [YEARS]

Puts the demo's sheets with varied texts (each 5 indicators, 8 projects) into the index of a fresh
installation, asks the view and then the server, two workers, one question after another.
Where ``datasette`` can be imported, it searches the same texts (FTS5, trigram: its best for
Japanese; it finds nothing for one or two letters) in the same run. DATABASE_URL is respected.
"""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from asking import Writer, datasette_server, fetched, has_datasette, measured, our_server, told
from filling import corpus, editions, fresh


def fill(count: int, years: int) -> float:
    """Index ``count`` sheets over ``years`` years; seconds of indexing."""
    from shirube.publishing.search import index

    took = 0.0
    for edition, sheets in editions(corpus(count, years=years)):
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
    if not has_datasette():
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
    with datasette_server(folder / "beside.db") as server:
        base = f"{server}/beside/hits?_size=20&"
        told("datasette, server", measured(
            asked, lambda query: fetched(base + urlencode({"_search": query["q"]}))))  # fmt: skip


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 15_000
    years = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with fresh() as folder:
        from django.test import Client

        from shirube.publishing.search.models import SearchRow

        took = fill(count, years)
        print(
            f"{count} sheets, {SearchRow.objects.count()} rows indexed in {took:.0f} s", flush=True
        )
        asked = Writer().queries()
        client = Client()
        told("view", measured(asked, lambda query: client.get("/search/", query)))
        with our_server(folder) as server:
            base = f"{server}/search/?"
            told("server", measured(asked, lambda query: fetched(base + urlencode(query))))
        datasette(folder, asked)
    print(f"cores: {os.cpu_count()}")


if __name__ == "__main__":
    main()
