"""Seconds to open a cycle: 1,500 sheets carried forward, on SQLite and on PostgreSQL.

    python benchmarks/carry_forward.py [SHEETS] [RUNS]

PostgreSQL is the one of ``.ci/postgres start``; without it only SQLite is measured.
"""

import statistics
import sys
import tempfile
from pathlib import Path

import postgres
from office import MIGRATE, PEOPLE, SHEETS, in_installation


def once(sheets: int, url: str) -> float:
    """Seconds for the verb alone, in a fresh database."""
    code = f"""{MIGRATE}{SHEETS}{PEOPLE}
import time
many({sheets})
planner = person("planner", Role.PLANNING)
begun = time.perf_counter()
made = opened(planner)
took = time.perf_counter() - begun
assert made.cases == {sheets}, made
print(took)
"""
    with tempfile.TemporaryDirectory() as folder:
        return float(in_installation(Path(folder) / "home", code, url))


def main() -> None:
    sheets = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    for name, fresh in (("SQLite", lambda: ""), ("PostgreSQL", postgres.fresh)):
        took = []
        for _ in range(runs):
            url = fresh()
            if url is None:
                break
            took.append(once(sheets, url))
        if took:
            print(f"{name}: {sheets} sheets  median {statistics.median(took):.1f} s"
                  f"  of {', '.join(f'{one:.1f}' for one in took)}")  # fmt: skip


main()
