"""What the benchmarks of pages share: varied sheets, questions in turn, servers."""

import importlib.util
import random
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

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


@contextmanager
def our_server(home: Path) -> Iterator[str]:
    """Our own server over an installation; its address."""
    port = free_port()
    run = [sys.executable, "-c", PROGRAM, "--home", str(home), "serve", "--port", str(port)]
    yield from _while_served(run, port, "/search/")


@contextmanager
def datasette_server(database: Path) -> Iterator[str]:
    """Datasette over a database; its address. Ask ``has_datasette`` first."""
    port = free_port()
    run = [sys.executable, "-m", "datasette", "serve", str(database), "-p", str(port),
           "--setting", "suggest_facets", "off"]  # fmt: skip
    yield from _while_served(run, port, "/-/versions.json")


def has_datasette() -> bool:
    """Whether it can be run here; says so if not."""
    found = importlib.util.find_spec("datasette") is not None
    if not found:
        print("datasette is not installed: nothing beside it")
    return found


def _while_served(run: list[str], port: int, ready: str) -> Iterator[str]:
    server = served(run, port, ready)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def fetched(address: str) -> bytes:
    """The body of an answer."""
    with urllib.request.urlopen(address) as answer:
        return bytes(answer.read())


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
