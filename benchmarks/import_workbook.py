"""Seconds and memory of `shirube import` into a fresh database, beside openpyxl only loading.

python benchmarks/import_workbook.py FILE [RUNS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHIRUBE = "from shirube.commands.main import app; app()"
OPENPYXL = (
    "import sys, openpyxl\n"
    "book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)\n"
    "print(sum(1 for tab in book for row in tab.iter_rows(values_only=True) for c in row if c))"
)


def seconds(arguments: list[str]) -> tuple[float, float]:
    """Wall seconds and peak memory in MB of one process."""
    begun = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, arguments
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def imported(file: Path, home: Path) -> tuple[float, float]:
    return seconds([sys.executable, "-c", SHIRUBE, "--home", str(home), "import", str(file)])


def main() -> None:
    file = Path(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    fresh, again, rival = [], [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            fresh.append(imported(file, Path(folder)))
            again.append(imported(file, Path(folder)))
        rival.append(seconds([sys.executable, "-c", OPENPYXL, str(file)]))
    for name, found in (("shirube import", fresh), ("again", again), ("openpyxl load", rival)):
        wall = statistics.median(time for time, _ in found)
        memory = max(memory for _, memory in found)
        print(f"{name:15} median {wall:5.2f} s   peak {memory:4.0f} MB")
    ratio = statistics.median(a[0] / b[0] for a, b in zip(fresh, rival, strict=True))
    print(f"import / openpyxl only loading: {ratio:.2f} ({runs} runs)")


main()
