"""Cells a second (of processor time, start of Python included) of the thirty rules over a large
csv and xlsx, beside frictionless validating the same csv; and of the gate over our own csv.

python benchmarks/doctor.py [ROWS] [RUNS]
"""

import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

HEADER = ("municipality_code", "fiscal_year", "indicator", "unit", "measure", "value", "printed",
          "note", "division", "position")  # fmt: skip
PYTHON = "import sys; from pathlib import Path; "
DOCTOR = (
    PYTHON + "from shirube.exporters.gate import examine; [r] = examine([Path(sys.argv[1])]); "
    "assert not r.broken, r.broken"
)
GATE = PYTHON + "from shirube.exporters.gate import check; check([Path(sys.argv[1])])"
FRICTIONLESS = (
    "import sys; from frictionless import validate; r = validate(sys.argv[1], limit_errors=1); "
    "assert r.valid"
)


def rows(count: int) -> Iterator[tuple[object, ...]]:
    for n in range(count):
        yield ("999997", 2010 + n % 15, f"指標{n % 997}の名前", "人", ("target", "actual")[n % 2],
               n * 7 % 10_007, f"およそ{n}人の利用", "" if n % 3 else "速報のため変わることがある",
               f"第{n % 40}課", n % 9 + 1)  # fmt: skip


def write(folder: Path, count: int) -> tuple[Path, Path]:
    as_csv, as_xlsx = folder / "values.csv", folder / "values.xlsx"
    with as_csv.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(count))
    book = xlsxwriter.Workbook(as_xlsx, {"constant_memory": True})
    tab = book.add_worksheet("values")
    for number, row in enumerate((HEADER, *rows(min(count, 1_048_575)))):
        tab.write_row(number, 0, row)
    book.close()
    return as_csv, as_xlsx


def described(folder: Path) -> None:
    """A codebook, as it lies beside our own files: what is a number, what a text as printed."""
    kinds = (
        "text",
        "integer",
        "text",
        "text",
        "code",
        "decimal",
        "text",
        "text",
        "text",
        "integer",
    )
    lines = "".join(
        f"values,{name},{kind},意味,\r\n" for name, kind in zip(HEADER, kinds, strict=True)
    )
    (folder / "codebook.csv").write_bytes(
        b"\xef\xbb\xbf" + f"table,column,type,meaning_ja,code_list\r\n{lines}".encode()
    )
    about = (
        "item,value,meaning_ja\r\nencoding,UTF-8 (BOM),\r\nschema_version,1,\r\ncell,,値がない\r\n"
    )
    (folder / "about.csv").write_bytes(b"\xef\xbb\xbf" + about.encode())


def seconds(program: str, file: Path) -> float:
    """Seconds of processor time: what the machine does beside does not count."""
    arguments = [sys.executable, "-c", program, file.name]
    process = subprocess.Popen(arguments, cwd=file.parent)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, arguments
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as temporary:
        alone, beside = Path(temporary) / "alone", Path(temporary) / "beside"
        alone.mkdir()
        beside.mkdir()
        as_csv, as_xlsx = write(alone, count)
        own = beside / "values.csv"
        shutil.copy(as_csv, own)
        described(beside)
        asked = {
            "doctor csv": (DOCTOR, as_csv),
            "gate, own csv": (GATE, own),
            "doctor xlsx": (DOCTOR, as_xlsx),
            "frictionless csv": (FRICTIONLESS, as_csv),
        }
        found: dict[str, list[float]] = {name: [] for name in asked}
        for _ in range(runs):
            for name, (program, file) in asked.items():
                found[name].append(seconds(program, file))
        cells = count * len(HEADER)
        for name, (_, file) in asked.items():
            median = statistics.median(found[name])
            size = file.stat().st_size / 1_000_000
            print(f"{name:18} {median:6.2f} s  {cells / median:12,.0f} cells/s  ({size:.0f} MB)")


main()
