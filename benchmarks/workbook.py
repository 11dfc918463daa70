"""Seconds for one workbook with 400 sheets: written, then read and checked on upload.

    python benchmarks/workbook.py [SHEETS] [RUNS]

Measured inside of an installation (SQLite) with that many open cases, through the functions that
the screen calls: ``workbook_of`` → bytes; ``keep_upload`` and ``checked`` → everything that would
change, with every trouble. Once as it was downloaded, once with a field of every sheet changed.
Beside them, in the same run, openpyxl in its fastest mode: only visiting the cells of the same
bytes, only writing as many sheets of as many cells without any look or rule.
"""

import json
import statistics
import sys
import tempfile
from pathlib import Path

from office import CITY, MIGRATE, PEOPLE, SHEETS, in_installation

CODE = """
import io, json, time, zipfile
import openpyxl
from shirube.people.actors import system
from shirube.workflow.take_workbook import checked, keep_upload
from shirube.workflow.workbook_forms import sheets_of_year, workbook_of
many({sheets})
opened(person("planner", Role.PLANNING))
by, found = system("見本"), []
def took(name, work):
    begun = time.perf_counter()
    made = work()
    found.append((name, time.perf_counter() - begun))
    return made
def looked(name, data):
    return took(name, lambda: checked(keep_upload({city!r}, data, "a.xlsx", by=by), by=by))
def typed(data):
    # As Excel would save it: every sheet's first text (some share it) has other words.
    aims = {{case.plain().narratives[0].text for case in Case.objects.all()}}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/sharedStrings.xml":
                text = part.decode()
                for aim in aims:
                    text = text.replace(f">{{aim}}<", f">{{aim}}(書き直した)<")
                part = text.encode()
            new.writestr(name, part)
    return out.getvalue()
def visited():
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return sum(1 for tab in book for row in tab.iter_rows(values_only=True) for _ in row)
def written(cells):
    book = openpyxl.Workbook(write_only=True)
    for _ in range({sheets}):
        tab = book.create_sheet()
        for _ in range(cells // {sheets} // 9):
            tab.append(["この1年のことを書いた。"] * 9)
    book.save(io.BytesIO())
data = took("written", lambda: workbook_of(sheets_of_year({city!r}, 2025), by=by))
first = looked("checked, nothing changed", data)
assert len(first.sheets) == {sheets} and not first.count and not first.troubles
second = looked("checked, every sheet changed", typed(data))
assert second.count >= {sheets} and not second.conflicts and not second.troubles
cells = took("openpyxl: cells visited", visited)
took("openpyxl: as many cells written", lambda: written(cells))
print(json.dumps([found, len(data), cells]))
"""


def main() -> None:
    sheets = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    took: dict[str, list[float]] = {}
    size = cells = 0
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            code = f"{MIGRATE}{SHEETS}{PEOPLE}{CODE.format(sheets=sheets, city=CITY)}"
            said = in_installation(Path(folder) / "home", code).splitlines()[-1]
        found, size, cells = json.loads(said)
        for name, seconds in found:
            took.setdefault(name, []).append(seconds)
    print(f"{sheets} sheets, {size / 1e6:.1f} MB, {cells:,} cells, {runs} runs")
    for name, times in took.items():
        each = ", ".join(f"{one:.2f}" for one in times)
        print(f"{name:32} median {statistics.median(times):6.2f} s  of {each}")


main()
