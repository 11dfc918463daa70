"""Lists and comparison among 15,000 sheets: p50 and p95, beside Datasette's table page.

    python benchmarks/lists.py [SHEETS] [YEARS]

Puts the demo's sheets with varied texts (each 5 indicators, 8 projects) into a fresh installation
as editions of YEARS years: their list rows, and the bytes of every sheet, which is what the views
read. Then asks lists (plain, narrowed, sorted, searched) and comparisons, first the view, then the
server, two gunicorn workers, one question after another. Where ``datasette`` can be imported, it
shows the same table of rows with the same filters in the same run. DATABASE_URL is respected.
"""

import importlib.util
import os
import sqlite3
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

from asking import PROGRAM, Writer, fetched, free_port, measured, served, told, varied

CITY = "999997"
FILES = Path(__file__).resolve().parents[1] / "src" / "shirube" / "sample" / "files"
COLUMNS = ("list", "position", "sheet_kind", "sheet_code", "sheet_title", "branch", "division",
           "rating", "state", "name", "folded", "number", "cells", "href")  # fmt: skip


def fill(count: int, years: int) -> float:
    """Store the editions; seconds of making list rows."""
    from django.utils import timezone

    from shirube.importers import read_path
    from shirube.people.actors import system
    from shirube.people.models import Municipality
    from shirube.publishing.models import Edition

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
        took += store(edition, [shared(sheet, n) for n, sheet in enumerate(sheets)])
    return took


def shared(sheet, number: int):  # type: ignore[no-untyped-def]
    """The sheet with projects of its own, but for one that stands in the next sheet as well."""
    codes = [f"{number:05d}{place}" for place in range(7)] + [f"shared{number // 2}"]
    projects = zip(sheet.projects, codes, strict=True)
    division = f"第{number % 40}課"
    renamed = tuple(
        one.model_copy(update={"code": code, "unit": division}) for one, code in projects
    )
    unit = sheet.units[0].model_copy(update={"name": division})
    return sheet.model_copy(update={"projects": renamed, "units": (unit, *sheet.units[1:])})


def store(edition, sheets) -> float:  # type: ignore[no-untyped-def]
    """Bytes as a publishing keeps them, without pages; then the rows of the lists."""
    from shirube.publishing.addresses import sheet_folder
    from shirube.publishing.freeze import SHEETS
    from shirube.publishing.list_rows import refresh
    from shirube.publishing.models import Blob, EditionFile
    from shirube.schema import to_json
    from shirube.sheets.forms import library

    design = library()[sheets[0].design]
    files = {f"{sheet_folder(one)}sheet.json": to_json([one]) for one in sheets}
    files |= {
        SHEETS: to_json(sheets),
        f"designs/{design.id}.json": design.model_dump_json().encode(),
    }
    blobs = {path: Blob.of(content) for path, content in files.items()}
    Blob.objects.bulk_create(blobs.values(), batch_size=500, ignore_conflicts=True)
    EditionFile.objects.bulk_create(
        [EditionFile(edition=edition, path=path, blob_id=blob.sha256, media_type="")
         for path, blob in blobs.items()],
        batch_size=500,
    )  # fmt: skip
    begun = time.perf_counter()
    refresh(CITY, edition.year_key, edition)
    return time.perf_counter() - begun


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
    if importlib.util.find_spec("datasette") is None:
        print("datasette is not installed: nothing beside it")
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
    port = free_port()
    run = [sys.executable, "-m", "datasette", "serve", str(folder / "beside.db"), "-p", str(port),
           "--setting", "suggest_facets", "off"]  # fmt: skip
    server = served(run, port, "/-/versions.json")
    try:
        base = f"http://127.0.0.1:{port}/beside/rows?_size=50&"
        told("datasette, table page",
             measured(asked, lambda of: fetched(base + urlencode(_as_filters(of)))))  # fmt: skip
    finally:
        server.terminate()
        server.wait()


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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"SHIRUBE_HOME": name, "DJANGO_SETTINGS_MODULE": "shirube.config.settings",
                       "SHIRUBE_HOSTS": "testserver,127.0.0.1",
                       "SHIRUBE_SECRET_KEY": "only for this measurement"}  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client

        from shirube.publishing.models import ListRow

        call_command("migrate", verbosity=0)
        took = fill(count, years)
        made = ListRow.objects.count()
        print(f"{count} sheets, {made} rows of lists made in {took:.0f} s", flush=True)
        kinds = {"lists": lists(years), "compare": pairs(count, years)}
        client = Client()
        for called, asked in kinds.items():
            told(f"{called}, view", measured(asked, lambda query: client.get(address(query))))
        port = free_port()
        run = [sys.executable, "-c", PROGRAM, "--home", name, "serve", "--port", str(port)]
        server = served(run, port, "/search/")
        try:
            base = f"http://127.0.0.1:{port}"
            for called, asked in kinds.items():
                told(f"{called}, server",
                     measured(asked, lambda query: fetched(base + address(query))))  # fmt: skip
        finally:
            server.terminate()
            server.wait()
        datasette(folder, kinds["lists"])
    print(f"cores: {os.cpu_count()}")


main()
