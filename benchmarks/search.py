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
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

CITY = "999997"
FILES = Path(__file__).resolve().parents[1] / "src" / "shirube" / "commands" / "demo" / "files"
ROUNDS = 3
WORDS = 4000
PROGRAM = "from shirube.commands.main import app; app()"


def vocabulary(chance: random.Random) -> list[str]:
    """Made-up words of two to four letters; the first are said often, the last seldom."""
    letters = (
        "市民公園道路防災子育支援図書館学校文化祭健康福祉環境農業観光相談情報交流施設整備計画推進"
    )
    kana = "まつりのぞみひかりこどもさくらふれあいスポーツセンターデジタルコミュニティ"
    pools = (letters, letters, letters, kana)
    return ["".join(chance.choices(chance.choice(pools), k=chance.randint(2, 4)))
            for _ in range(WORDS)]  # fmt: skip


class Writer:
    """Texts in which a few words are common and most are rare, as in real sheets."""

    def __init__(self) -> None:
        self.chance = random.Random(1)
        self.words = vocabulary(self.chance)
        self.weights = [1 / (rank + 3) for rank in range(WORDS)]

    def text(self, words: int) -> str:
        """So many words, with particles between them."""
        chosen = self.chance.choices(self.words, self.weights, k=words)
        joined = "".join(word + self.chance.choice("のをにはがと、。") for word in chosen)
        return joined + f"{self.chance.randint(1, 99999):,}件"

    def queries(self) -> list[dict[str, str]]:
        """One and two letters, common and rare words, numbers, phrases, exclusions, filters."""
        common, middle, rare = self.words[0], self.words[60], self.words[-5]
        typed = ["の", "祭", "市民", common, middle, rare, f"{common} {middle}", f"{middle} {rare}",
                 f"{common} -{middle}", f'"{common}の"', "1,234", "１２３４", "令和6年度 相談",
                 "ない言葉です", "施設 整備 計画", "NEAR(市民*)"]  # fmt: skip
        narrowed = [
            {"q": common, "year": "2020"},
            {"q": middle, "part": "project"},
            {"q": "の", "kind": "program", "year": "2022"},
            {"q": common, "page": "30"},
        ]
        return [{"q": word} for word in typed] + narrowed


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


def varied(sheet, number: int, year: int, writer: Writer):  # type: ignore[no-untyped-def]
    """The sheet with other texts, 5 indicators and 8 projects."""
    narratives = [n.model_copy(update={"text": writer.text(25)}) for n in sheet.narratives]
    indicators = [sheet.indicators[i % len(sheet.indicators)] for i in range(5)]
    projects = [sheet.projects[i % len(sheet.projects)] for i in range(8)]
    issues = [i.model_copy(update={"text": writer.text(15)}) for i in sheet.issues]
    return sheet.model_copy(
        update={
            "code": f"{number:04d}", "title": writer.text(2), "fiscal_year": year,
            "narratives": tuple(narratives), "issues": tuple(issues),
            "indicators": tuple(i.model_copy(update={"name": writer.text(3)}) for i in indicators),
            "projects": tuple(p.model_copy(update={"name": writer.text(2)}) for p in projects),
        }
    )  # fmt: skip


def told(name: str, took: dict[str, list[float]]) -> None:
    """p50, p95 and the slowest query."""
    every = sorted(second for seconds in took.values() for second in seconds)
    p95 = every[int(len(every) * 0.95)] * 1000
    worst = max(took, key=lambda query: statistics.median(took[query]))
    slow = statistics.median(took[worst]) * 1000
    print(f"{name}: p50 {statistics.median(every) * 1000:.1f} ms  p95 {p95:.1f} ms"
          f"  slowest {worst} {slow:.1f} ms", flush=True)  # fmt: skip


def measured(
    asked: list[dict[str, str]], ask: Callable[[dict[str, str]], object]
) -> dict[str, list[float]]:
    """Seconds of every question, asked a few times in turn after one round to get warm."""
    took: dict[str, list[float]] = {}
    for turn in range(ROUNDS + 1):
        for query in asked:
            begun = time.perf_counter()
            ask(query)
            if turn:
                name = " ".join(query.values())
                took.setdefault(name, []).append(time.perf_counter() - begun)
    return took


def served(command: list[str], port: int, ready: str) -> subprocess.Popen[bytes]:
    """A server that answers."""
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    for _ in range(100):
        try:
            fetched(f"http://127.0.0.1:{port}{ready}")
            return server
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


def fetched(address: str) -> bytes:
    """The body of an answer."""
    with urllib.request.urlopen(address) as answer:
        return bytes(answer.read())


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


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
