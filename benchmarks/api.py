"""The interface for programs among 15,000 sheets, under 20 clients that ask without a pause.

    python benchmarks/api.py [SHEETS] [YEARS] [SECONDS]

Puts the demo's sheets with varied texts (each 5 indicators, 60 values) into a fresh installation as
editions of YEARS years and makes their rows; then asks two workers with ``wrk``: pages of
100 values and single sheets, every question another one, so that next to none is remembered; the
same page again; and what has not changed since. Where ``datasette`` can be imported, it answers the
same pages as JSON in the same run. DATABASE_URL is respected.
"""

import importlib.util
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from asking import PROGRAM, free_port, served
from filling import CITY, FIRST_YEAR, corpus, editions, fresh, keep_bytes

CLIENTS = 20
QUESTIONS = 40_000
TABLE = "indicator_values"
LUA = """
local asked, n, host = {}, 0, "127.0.0.1:%d"
for line in io.lines("%s") do
  local path, tag = line:match("^([^\\t]*)\\t?(.*)$")
  asked[#asked + 1] = wrk.format("GET", path,
    {Host = host, ["If-None-Match"] = tag ~= "" and tag or nil})
end
request = function() n = n + 1; return asked[(n - 1) %% #asked + 1] end
done = function(summary, latency, requests)
  local ms = function(p) return latency:percentile(p) / 1000 end
  local wrong = summary.errors.status + summary.errors.connect
  local rate = summary.requests / (summary.duration / 1e6)
  io.write(string.format("p50 %%.1f ms  p95 %%.1f ms  p99 %%.1f ms  %%.0f/s  wrong %%d\\n",
    ms(50), ms(95), ms(99), rate, wrong))
end
"""


class Question(NamedTuple):
    """A page of values: of some sheets of a year, and of all measures or one."""

    year: int
    codes: tuple[str, ...]
    measure: str | None

    def ours(self) -> str:
        """Its address here."""
        codes = "".join(f"&sheet_code={code}" for code in self.codes)
        measure = f"&measure={self.measure}" if self.measure else ""
        return f"/api/v1/tables/{TABLE}?limit=100&sheet_fiscal_year={self.year}{codes}{measure}"

    def datasette(self) -> str:
        """Its address there."""
        measure = f"&measure={self.measure}" if self.measure else ""
        codes = ",".join(self.codes)
        return (f"/beside/{TABLE}.json?_size=100&_nocount=1&_shape=objects&sheet_fiscal_year="
                f"{self.year}&sheet_code__in={codes}{measure}")  # fmt: skip


def questions(sheets: int, years: int) -> list[Question]:
    """Two sheets with all their values, or ten with the actual ones: a page of 100 either way."""
    chance, each = random.Random(1), sheets // years
    found = []
    for number in range(QUESTIONS):
        many, measure = ((2, None), (10, "actual"))[number % 2]
        codes = chance.sample(range(each), min(many, each))
        year = FIRST_YEAR + chance.randrange(years)
        found.append(Question(year, tuple(f"{code:04d}" for code in codes), measure))
    return found


def fill(count: int, years: int) -> None:
    """Store the editions and make their rows."""
    from shirube.publishing.models import RowBlock
    from shirube.publishing.rows import making

    took = 0.0
    for edition, sheets in editions(corpus(count, years=years)):
        keep_bytes(edition, sheets)
        begun = time.perf_counter()
        making.refresh(edition.municipality_id, edition.year_key, edition)
        took += time.perf_counter() - begun
    print(f"{count} sheets of {years} years: rows made in {took:.1f} s, "
          f"{RowBlock.objects.count()} blocks", flush=True)  # fmt: skip


def asked(name: str, port: int, lines: Sequence[str], seconds: float) -> None:
    """What wrk says of these addresses, each with the tag that is sent along, if any."""
    with tempfile.TemporaryDirectory() as folder:
        file, script = Path(folder) / "asked", Path(folder) / "ask.lua"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        script.write_text(LUA % (port, file), "utf-8")
        run = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds:.0f}s", "-s", str(script),
               f"http://127.0.0.1:{port}"]  # fmt: skip
        said = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    print(f"{name}: {said.strip().splitlines()[-1]}", flush=True)


def measured(port: int, pages: Sequence[Question], count: int, years: int, seconds: float) -> None:
    """Everything that is asked of us."""
    paths = [one.ours() for one in pages]
    each = count // years
    sheets = [
        f"/api/v1/sheets/{CITY}/{FIRST_YEAR + year}/program/{code:04d}"
        for year in range(years)
        for code in range(each)
    ]
    random.Random(2).shuffle(sheets)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{paths[0]}") as answer:
        print(f"a page has {len(json.load(answer)['rows'])} rows", flush=True)
        tag = answer.headers["ETag"]
    asked("pages of 100 values, always others", port, paths, seconds)
    asked("single sheets, always others", port, sheets, seconds)
    asked("the same page again", port, paths[:1], seconds)
    asked("not changed since (304)", port, [f"{paths[0]}\t{tag}"], seconds)


def datasette(folder: Path, pages: Sequence[Question], seconds: float) -> None:
    """The same rows, with an index for the same questions, in Datasette."""
    if importlib.util.find_spec("datasette") is None:
        print("datasette is not installed: nothing beside it")
        return
    from shirube.publishing.models import Edition
    from shirube.publishing.rows import reading
    from shirube.schema.tables import TABLES

    table = TABLES[TABLE]
    refs = [reading.EditionRef(one.pk, one.slug) for one in Edition.objects.order_by("pk")]
    batches = reading.batches(reading.Question(table, refs, {}, reading.state()))
    rows = (json.loads(line) for batch in batches for line in batch.lines)
    database = sqlite3.connect(folder / "beside.db")
    # A year is compared as a number only where the column says that it is one.
    columns = ", ".join(
        f"{column.name} {'INTEGER' if column.type == 'integer' else 'TEXT'}"
        for column in table.columns
    )
    database.execute(f"CREATE TABLE {TABLE}(id INTEGER PRIMARY KEY, {columns})")
    database.executemany(
        f"INSERT INTO {TABLE} VALUES (NULL, {', '.join('?' * len(table.names))})",
        ([str(row[name]) if isinstance(row[name], list) else row[name] for name in table.names]
         for row in rows),
    )  # fmt: skip
    database.execute(f"CREATE INDEX place ON {TABLE}(sheet_fiscal_year, sheet_code, measure)")
    database.commit()
    database.close()
    port = free_port()
    run = [sys.executable, "-m", "datasette", "serve", str(folder / "beside.db"), "-p", str(port),
           "--setting", "suggest_facets", "off",
           "--setting", "sql_time_limit_ms", "10000"]  # fmt: skip
    server = served(run, port, "/-/versions.json")
    try:
        asked("datasette, the same pages", port, [one.datasette() for one in pages], seconds)
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 15_000
    years = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 10
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed: apt-get install wrk")
    with fresh(SHIRUBE_API_RATE="1000000000") as home:
        fill(count, years)
        pages = questions(count, years)
        port = free_port()
        run = [sys.executable, "-c", PROGRAM, "--home", str(home), "serve", "--port", str(port)]
        server = served(run, port, "/api/v1/municipalities")
        try:
            measured(port, pages, count, years, seconds)
        finally:
            server.terminate()
            server.wait()
        datasette(home, pages, seconds)
    print(f"cores: {os.cpu_count()}")


main()
