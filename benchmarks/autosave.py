"""A hundred people saving a field every five seconds: the answer's time, and is any text lost?

    python benchmarks/autosave.py [SECONDS] [PEOPLE]

Serves an installation as ``shirube serve`` does, on SQLite and on PostgreSQL. Two people write in
one sheet, each in a field of their own. Afterwards every text that was typed must be in a draft or
in the record of what was typed, and the last acknowledged text of each must be in the draft.
"""

import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import postgres
from office import KEY, in_installation, prepared

PROGRAM = "from shirube.commands.main import app; app()"
EVERY = 5.0  # seconds between two saves of a person
TOKEN = "a" * 32


class Person(threading.Thread):
    """Types, saves, waits."""

    def __init__(self, seat: dict[str, str], port: int, end: float) -> None:
        super().__init__()
        self.seat, self.port, self.end = seat, port, end
        self.took: list[float] = []
        self.typed: list[str] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        time.sleep(random.random() * EVERY)
        before = self.seat["before"]
        while time.perf_counter() < self.end:
            text = f"{self.seat['address']} を {len(self.typed)} 回目に書き直した。" + "文。" * 40
            begun = time.perf_counter()
            status, said = self.save(before, text)
            self.took.append(time.perf_counter() - begun)
            self.typed.append(text)
            if status != 200 or not said["saved"]:
                self.wrong.append(f"{status} {said}")
            else:
                before = text
            time.sleep(max(0.0, EVERY - (time.perf_counter() - begun)))

    def save(self, before: str, text: str) -> tuple[int, dict[str, object]]:
        """One autosave."""
        edit = {"address": self.seat["address"], "before": before, "text": text}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = f"sessionid={self.seat['session']}; csrftoken={TOKEN}"
        headers = {"Content-Type": "application/json", "X-Requested-With": "fetch",
                   "X-CSRFToken": TOKEN, "Cookie": cookies}  # fmt: skip
        path = f"/desk/sheet/{self.seat['case']}/save"
        connection.request("POST", path, json.dumps({"edits": [edit]}), headers)
        answer = connection.getresponse()
        body = answer.read()
        return answer.status, json.loads(body) if answer.status == 200 else {"body": str(body)}


def measure(name: str, seconds: float, people: int, url: str) -> None:
    """One database."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        seats = prepared(home, people // 2, people, url)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = {**os.environ, "SHIRUBE_SECOND_FACTOR": "off", "SHIRUBE_SECRET_KEY": KEY}
        environment.pop("DATABASE_URL", None)
        if url:
            environment["DATABASE_URL"] = url
        serve = [sys.executable, "-c", PROGRAM, "--home", str(home), "serve", "--port", str(port)]
        server = subprocess.Popen(serve, stderr=subprocess.DEVNULL, env=environment)
        try:
            time.sleep(5)
            end = time.perf_counter() + seconds
            crowd = [Person(seat, port, end) for seat in seats]
            for one in crowd:
                one.start()
            for one in crowd:
                one.join()
        finally:
            server.terminate()
            server.wait()
        report(name, crowd)
        print(f"  texts lost: {lost(home, url, crowd)}")


def report(name: str, crowd: list[Person]) -> None:
    """Times in milliseconds."""
    took = sorted(one for person in crowd for one in person.took)
    wrong = [one for person in crowd for one in person.wrong]
    p50, p95, p99 = (took[int(len(took) * part)] * 1000 for part in (0.5, 0.95, 0.99))
    print(f"{name}: {len(took)} saves of {len(crowd)} people  p50 {p50:.0f} ms  p95 {p95:.0f} ms"
          f"  p99 {p99:.0f} ms  not saved: {len(wrong)}")  # fmt: skip
    for one in wrong[:3]:
        print(" ", one[:200])


def lost(home: Path, url: str, crowd: list[Person]) -> int:
    """Texts that are neither in the record nor, as the last one, in the draft."""
    typed = {str(n): one.typed for n, one in enumerate(crowd)}
    last = {str(n): (one.seat["case"], one.typed[-1]) for n, one in enumerate(crowd) if one.typed}
    (home / "typed.json").write_text(json.dumps([typed, last]), "utf-8")
    code = f"""
import json
from pathlib import Path
from shirube.workflow.models import Case, FieldChange
typed, last = json.loads(Path({str(home / "typed.json")!r}).read_text("utf-8"))
kept = set(FieldChange.objects.values_list("after", flat=True))
gone = sum(text not in kept for own in typed.values() for text in own)
drafts = {{case.pk: case.draft for case in Case.objects.all()}}
inside = lambda text, draft: json.dumps(text, ensure_ascii=False)[1:-1] in draft
gone += sum(not inside(text, drafts[pk]) for pk, text in last.values())
print(gone)
"""
    return int(in_installation(home, code, url))


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    people = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    measure("SQLite", seconds, people, "")
    url = postgres.fresh()
    if url is not None:
        measure("PostgreSQL", seconds, people, url)


main()
