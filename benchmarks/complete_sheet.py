"""A section's year in the browser: how many interactions, and how long does the server take?

    python benchmarks/complete_sheet.py [ROUNDS]

Opens 令和3年度 on the real sheets of 清瀬市 for 令和元年度 (the fictional 見本市 where the samples
are missing), signs in as the section's staff, and completes program 513 as a person does (with one
indicator more, so that there are over 40 values): from *my work* to the sheet, through its
sections, every field that is marked 記入が必要, a paragraph more, one rating changed, submitted. An
interaction is a click or a field filled in. Beside it stands the number of fields on the sheet:
what one copies or retypes in an empty form.
"""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import postgres
from office import FILES, KEY, MIGRATE, PEOPLE, in_installation
from playwright.sync_api import Page, Response, sync_playwright

PROGRAM = "from shirube.commands.main import app; app()"
SAMPLE = Path(__file__).resolve().parents[2] / "shared/samples/kiyose_shisaku_r1.txt"
REAL = SAMPLE.is_file()
SOURCE, CODE, LAST, NEXT = (
    (SAMPLE, "513", 2019, 2021) if REAL else (FILES / "r6_shisaku.txt", "11", 2024, 2025)
)
PARAGRAPH = "この1年に行ったことと、その結果として変わったことを書いた。" * 4


@dataclass
class Round:
    """What one person did, and how long each answer took."""

    clicks: int = 0
    filled: dict[str, int] = field(default_factory=dict)
    took: list[tuple[float, str]] = field(default_factory=list)
    fields: int = 0

    def click(self, page: Page, selector: str) -> None:
        """Press something and wait for the page."""
        page.locator(selector).first.click()
        page.wait_for_load_state()
        self.clicks += 1

    def note(self, kind: str) -> None:
        """A field was filled in."""
        self.filled[kind] = self.filled.get(kind, 0) + 1


def prepared(home: Path, url: str, rounds: int) -> list[dict[str, str]]:
    """An open cycle; for each round a sheet, and the session of its section's only member."""
    code = f"""{MIGRATE}{PEOPLE.replace("999997", "132217" if REAL else "999997")}
import dataclasses, json
from pathlib import Path
from shirube.importers import read_path
from shirube.people.actors import system
from shirube.workflow.take_in import take_in
reading = read_path(Path({str(SOURCE)!r}))
own = next(sheet for sheet in reading.sheets if sheet.code == {CODE!r})
first = own.indicators[0].model_copy(update={{"number": "9", "name": "見本の数"}})
own = own.model_copy(update={{"indicators": (*own.indicators, first)}})
made = tuple(own.model_copy(update={{"code": str({CODE} + n)}}) for n in range({rounds}))
city = take_in(dataclasses.replace(reading, sheets=made), by=system("見本"))
planner = person("planner", Role.PLANNING)
open_cycle(Opening(planner.municipality_id, {NEXT}, ready_routes()["town"],
                   date.today()), by=Actor(planner))
seats = []
for case in Case.objects.order_by("code"):
    staff = User.objects.create(username=f"s{{case.pk}}", municipality=planner.municipality)
    Assignment.objects.create(user=staff, municipality=planner.municipality, role=Role.SECTION,
                              unit=case.unit)
    Case.objects.filter(pk=case.pk).update(owner=staff)
    seats.append({{"session": seat(staff), "case": case.pk,
                  "values": sum(len(one.values) for one in case.plain().indicators)}})
print(json.dumps(seats))
"""
    seats: list[dict[str, str]] = json.loads(in_installation(home, code, url))
    return seats


def complete(page: Page, case: str, done: Round) -> None:
    """From *my work* to the submitted sheet."""
    page.goto("/desk/")
    done.click(page, f"main a[href*='/desk/sheet/{case}/']")
    while True:
        fill_section(page, done)
        onward = page.locator(".bar a.button", has_text=re.compile("^次へ"))
        if onward.count() == 0:
            break
        onward.click()
        page.wait_for_load_state()
        done.clicks += 1
    done.click(page, ".bar a[href$='/submit/']")
    left = page.locator("main ol.list li").all_inner_texts()
    assert not left, left
    done.click(page, "main button.button")
    assert "提出しました" in page.inner_text("body")


def fill_section(page: Page, done: Round) -> None:
    """Every field marked 記入が必要, by keyboard; a rating by a click."""
    done.fields += len(
        page.evaluate("[...new Set([...document.querySelectorAll('[data-address]')]"
                      ".map(one => one.dataset.address))]")
    )  # fmt: skip
    marked = page.locator(":is(.field:has(.must), td:has(.must)) [data-address], input.wanted")
    addresses = list(dict.fromkeys(
        marked.nth(n).get_attribute("data-address") for n in range(marked.count())
    ))  # fmt: skip
    free = page.locator("textarea[data-address^='narratives:']")
    if done.filled.get("paragraphs", 0) < 2 and free.count():
        addresses.append(free.last.get_attribute("data-address"))
    for address in addresses:
        fill(page, address or "", done)
    if addresses:
        page.keyboard.press("Control+s")
        page.locator("#state", has_text="に保存しました").wait_for()
        page.wait_for_timeout(1800)  # the findings are asked a moment after


def fill(page: Page, address: str, done: Round) -> None:
    """One field."""
    own = page.locator(f"[data-address='{address}']")
    part, _, _ = address.split(":")
    if own.first.get_attribute("type") == "radio":
        other = page.locator(f"[data-address='{address}']:not(:checked)").first
        other.check()
        done.note("choices")
    elif own.first.evaluate("one => one.tagName") == "SELECT":
        own.first.select_option(index=1)
        done.note("choices")
    elif own.first.get_attribute("inputmode") == "decimal":
        own.first.fill("12,345")
        own.first.press("Enter")
        done.note("numbers")
    else:
        own.first.fill(PARAGRAPH)
        own.first.press("Tab")
        done.note("what became of it" if part == "follow_ups" else "paragraphs")


def listen(page: Page, done: Round) -> None:
    """The time from the request to the first byte of each of the desk's answers."""

    def came(answer: Response) -> None:
        timing = answer.request.timing
        if "/desk/" in answer.url and timing["responseStart"] >= 0:
            path = re.sub(r"^https?://[^/]+", "", answer.url)
            took = timing["responseStart"] - max(timing["requestStart"], 0)
            done.took.append((took, f"{answer.request.method} {path}"))

    page.on("response", came)


def measure(name: str, rounds: int, url: str) -> None:
    """One database."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        home = Path(folder) / "home"
        seats = prepared(home, url, rounds)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {**os.environ, "SHIRUBE_SECOND_FACTOR": "off", "SHIRUBE_SECRET_KEY": KEY}
        environment.pop("DATABASE_URL", None)
        environment |= {"DATABASE_URL": url} if url else {}
        serve = [sys.executable, "-c", PROGRAM, "--home", str(home), "serve", "--port", str(port)]
        server = subprocess.Popen(serve, stderr=subprocess.DEVNULL, env=environment)
        try:
            time.sleep(5)
            played = [play(seat, f"http://127.0.0.1:{port}") for seat in seats]
        finally:
            server.terminate()
            server.wait()
    report(name, seats[0]["values"], played)


def play(seat: dict[str, str], address: str) -> Round:
    """One person, one sheet."""
    done = Round()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        context = chromium.new_context(base_url=address, locale="ja-JP")
        cookie = {"name": "sessionid", "value": seat["session"], "url": address}
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        listen(page, done)
        complete(page, str(seat["case"]), done)
        chromium.close()
    return done


def report(name: str, values: str, played: list[Round]) -> None:
    """Interactions of the first round (all are alike), the server's time over all."""
    one = played[0]
    filled = ", ".join(f"{count} {kind}" for kind, count in one.filled.items())
    print(f"{name}: sheet {CODE} for {NEXT}, {values} indicator values, {one.fields} fields")
    print(f"  interactions {one.clicks + sum(one.filled.values())}: {one.clicks} clicks, {filled}")
    took = sorted(item for own in played for item in own.took)
    median = statistics.median(ms for ms, _ in took)
    print(f"  {len(took)} answers in {len(played)} rounds: median {median:.0f} ms, slowest:")
    for ms, what in reversed(took[-4:]):
        print(f"    {ms:5.0f} ms  {what}")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    measure("SQLite", rounds, "")
    url = postgres.fresh()
    if url is not None:
        measure("PostgreSQL", rounds, url)


main()
