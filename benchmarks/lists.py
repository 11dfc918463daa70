"""Lists and comparison among 15,000 sheets: p50 and p95, beside Datasette's table page.

    python benchmarks/lists.py [SHEETS] [YEARS]

Puts the demo's sheets with varied texts (each 5 indicators, 8 projects) into a fresh installation
as editions of YEARS years: their list rows, and the bytes of every sheet, which is what the views
read. Then asks lists (plain, narrowed, sorted, searched) and comparisons, first the view, then the
server, two workers, one question after another. Where ``datasette`` can be imported, it
shows the same table of rows with the same filters in the same run. DATABASE_URL is respected.
"""

import os
import sqlite3
import sys
import time
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

from asking import datasette_server, fetched, has_datasette, measured, our_server, told
from filling import CITY, corpus, editions, fresh, keep_bytes

COLUMNS = ("list", "position", "sheet_kind", "sheet_code", "sheet_title", "branch", "division",
           "rating", "state", "name", "folded", "number", "cells", "href")  # fmt: skip


def fill(count: int, years: int) -> float:
    """Store the editions; seconds of making list rows."""
    from shirube.publishing.list_rows import refresh

    took = 0.0
    for edition, sheets in editions(corpus(count, years=years)):
        keep_bytes(edition, sheets)
        begun = time.perf_counter()
        refresh(CITY, edition.year_key, edition)
        took += time.perf_counter() - begun
    return took


def lists(years: int) -> list[dict[str, str]]:
    """Filters, sorting, words, pages. ``list`` is a part of the address."""
    year = str(2014 + years)
    branch, state = _chosen("indicators", year)
    return [
        {"list": "sheets", "year": year, "division": "第7課"},
        {"list": "indicators", "year": year, "division": "第7課"},
        {"list": "indicators", "year": year, "branch": branch, "sort": "high"},
        {"list": "indicators", "year": year, "state": state, "page": "20"},
        {"list": "projects", "year": year, "division": "第7課", "sort": "high"},
        {"list": "projects", "year": year, "branch": branch, "page": "3"},
        {"list": "issues", "year": year, "branch": branch},
        {"list": "projects", "year": year, "q": "まつり"},
        {"list": "promises", "year": year, "division": "第9課", "sort": "name"},
    ]


def _chosen(name: str, year: str) -> tuple[str, str]:
    from shirube.publishing.models import ListRow

    rows = ListRow.objects.filter(edition__year_key=year, list=name)
    row = rows.exclude(branch="").exclude(state="").order_by("position")[0]
    return row.branch, row.state


def pairs(count: int, years: int) -> list[dict[str, str]]:
    """Two years of a sheet, and two sheets of one year."""
    last, each = 2014 + years, count // years
    codes = [f"{number:04d}" for number in range(0, each, max(1, each // 10))]
    moved = [
        {"a": f"{CITY}/{max(last - 1, 2015)}/program/{code}", "b": f"{CITY}/{last}/program/{code}"}
        for code in codes
    ]
    others = pairwise(codes)
    beside = [
        {"a": f"{CITY}/{last}/program/{one}", "b": f"{CITY}/{last}/program/{other}"}
        for one, other in others
    ]
    return moved + beside


def address(query: dict[str, str]) -> str:
    """Of a list, or of a comparison."""
    rest = {key: text for key, text in query.items() if key != "list"}
    room = f"lists/{query['list']}" if "list" in query else "compare"
    return f"/{CITY}/{room}/?{urlencode(rest)}"


def datasette(folder: Path, asked: list[dict[str, str]]) -> None:
    """The same rows, with the same indexes and filters, in Datasette."""
    if not has_datasette():
        return
    from shirube.publishing.models import ListRow

    database = sqlite3.connect(folder / "beside.db")
    columns = ", ".join(("year", *COLUMNS))
    database.execute(f"CREATE TABLE rows(id INTEGER PRIMARY KEY, {columns})")
    rows = ListRow.objects.values_list("pk", "edition__year_key", *COLUMNS).iterator(2000)
    marks = ", ".join("?" * (len(COLUMNS) + 2))
    texts = ([str(cell) if isinstance(cell, list) else cell for cell in row] for row in rows)
    database.executemany(f"INSERT INTO rows VALUES ({marks})", texts)
    database.execute("CREATE INDEX place ON rows(year, list, position)")
    database.commit()
    database.close()
    with datasette_server(folder / "beside.db") as server:
        base = f"{server}/beside/rows?_size=50&"
        told("datasette, table page",
             measured(asked, lambda of: fetched(base + urlencode(_as_filters(of)))))  # fmt: skip


def _as_filters(query: dict[str, str]) -> dict[str, str]:
    """Our question in Datasette's words. Its pages follow a token: it is asked for the first."""
    said = {key: query[key] for key in ("list", "year", "branch", "division", "state")
            if key in query}  # fmt: skip
    if "q" in query:
        said["folded__contains"] = query["q"]
    order = {"high": {"_sort_desc": "number"}, "name": {"_sort": "name"}}
    return said | order.get(query.get("sort", ""), {"_sort": "position"})


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 15_000
    years = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with fresh() as folder:
        from django.test import Client

        from shirube.publishing.models import ListRow

        took = fill(count, years)
        made = ListRow.objects.count()
        print(f"{count} sheets, {made} rows of lists made in {took:.0f} s", flush=True)
        kinds = {"lists": lists(years), "compare": pairs(count, years)}
        client = Client()
        for called, asked in kinds.items():
            told(f"{called}, view", measured(asked, lambda query: client.get(address(query))))
        with our_server(folder) as server:
            for called, asked in kinds.items():
                told(f"{called}, server",
                     measured(asked, lambda query: fetched(server + address(query))))  # fmt: skip
        datasette(folder, kinds["lists"])
    print(f"cores: {os.cpu_count()}")


if __name__ == "__main__":
    main()
