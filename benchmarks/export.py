"""Everything published, in every format: seconds and peak memory, beside pandas.

    python benchmarks/export.py [SHEETS] [ROWS]

Stores SHEETS sheets (15,000) of 5 cities over 10 years as editions in a fresh installation, and
runs ``shirube export --format all`` over them as one command, told format by format; the memory of
the command and its second process is watched together. Then, in the same run, rows a second: each
format of tables by itself, from the stored sheets of one city, and the named rival, pandas, which
writes ROWS rows (30,000) of indicator_values from a data frame that it already holds, as csv, as
xlsx (XlsxWriter, constant_memory) and, where pyarrow can be imported, as Parquet. DATABASE_URL is
respected.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from asking import PROGRAM
from filling import corpus, editions, fresh, keep_bytes

YEARS, CITIES = 10, 5


class Watched:
    """A command and its processes: seconds, and the most memory of all together."""

    def __init__(self, arguments: list[str]) -> None:
        self.lines: list[tuple[float, str]] = []
        begun = time.perf_counter()
        process = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True)
        self.peak = 0.0
        watcher = threading.Thread(target=self._watch, args=(process,))
        watcher.start()
        assert process.stderr is not None
        for line in process.stderr:
            self.lines.append((time.perf_counter() - begun, line.strip()))
        assert process.wait() == 0, self.lines
        self.seconds = time.perf_counter() - begun
        watcher.join()

    def _watch(self, process: subprocess.Popen[str]) -> None:
        while process.poll() is None:
            self.peak = max(self.peak, sum(map(_memory, _family(process.pid))))
            time.sleep(0.1)


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in task.read_text().split():
                found += _family(int(child))
        except OSError:
            continue
    return found


def _memory(pid: int) -> float:
    """MB of its own, and its part of what it shares with the process it was forked from."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass  # it has just ended
    return 0.0


def shirube(home: Path, out: Path, format_: str, *more: str) -> Watched:
    run = [sys.executable, "-c", PROGRAM, "--home", str(home), "export", "--format", format_]
    return Watched([*run, "--out", str(out), *more])


def whole(home: Path, out: Path) -> None:
    """All formats in one command."""
    run = shirube(home, out, "all")
    ends = [second for second, _ in run.lines[1:]] + [run.seconds]
    for (begun, line), end in zip(run.lines, ends, strict=True):
        print(f"  {end - begun:6.1f} s  {line}")
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
    print(f"all formats: {run.seconds:.1f} s, {run.peak:.0f} MB of memory, {size:.0f} MB written")


def each(home: Path, out: Path, city: str, rows: int) -> None:
    """Each format by itself over one city, beside pandas."""
    lines = 0
    for format_ in ("csv", "xlsx", "parquet", "jsonl"):
        run = shirube(home, out / format_, format_, "--municipality", city)
        lines = lines or sum(path.read_bytes().count(b"\n") for path in (out / "csv").iterdir())
        told(f"shirube {format_}", lines, run.seconds, run.peak)
    if importlib.util.find_spec("pandas") is None:
        print("pandas is not installed: nothing beside it")
        return
    beside = Watched([sys.executable, __file__, "--rival", str(out), str(rows)])
    for _, line in beside.lines:
        name, seconds, number = line.split()
        told(f"pandas {name}", int(number), float(seconds), beside.peak)


def told(name: str, rows: int, seconds: float, memory: float) -> None:
    speed = rows / seconds
    print(f"  {name:16} {rows:8,} rows  {seconds:6.1f} s  {speed:8,.0f} rows/s  {memory:4.0f} MB")


def rival(folder: Path, rows: int) -> None:
    """pandas, in a process of its own; told on standard error."""
    import pandas

    frame = pandas.read_csv(folder / "csv" / "indicator_values.csv", nrows=rows, low_memory=False)
    excel = {"options": {"constant_memory": True}}
    ways = {
        "csv": lambda: frame.to_csv(folder / "rival.csv", index=False),
        "xlsx": lambda: frame.to_excel(
            folder / "rival.xlsx", index=False, engine="xlsxwriter", engine_kwargs=excel
        ),
    }
    if importlib.util.find_spec("pyarrow") is not None:
        ways["parquet"] = lambda: frame.to_parquet(folder / "rival.parquet")
    for name, write in ways.items():
        begun = time.perf_counter()
        write()
        took = time.perf_counter() - begun
        print(name, took, len(frame), file=sys.stderr)


def main() -> None:
    if sys.argv[1:2] == ["--rival"]:
        rival(Path(sys.argv[2]), int(sys.argv[3]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 15_000
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 30_000
    with fresh() as home, tempfile.TemporaryDirectory() as out:
        begun, cities = time.perf_counter(), []
        for edition, sheets in editions(corpus(count, years=YEARS, cities=CITIES)):
            keep_bytes(edition, sheets)
            cities.append(edition.municipality_id)
        took = time.perf_counter() - begun
        print(f"{count} sheets stored in {took:.0f} s; {os.cpu_count()} cores", flush=True)
        whole(home, Path(out) / "all")
        print("rows a second of one city, from the command's start to its end:")
        each(home, Path(out) / "each", cities[0], rows)


main()
