"""Seconds for a finance table of 10,000 rows: mapped, checked, taken in, reconciled.

    python benchmarks/finance.py [ROWS] [RUNS]

The table has seven columns of money (当初, two 補正, 繰越, 流用, 現額, 決算), a total and ten rows
without a code, as csv in Shift_JIS and as a workbook. The time is that of the whole way
from the bytes of the file to the reconciled totals, in a fresh SQLite database.
"""

import csv
import io
import statistics
import sys
import tempfile
from pathlib import Path

import xlsxwriter
from office import MIGRATE, in_installation

HEADER = [
    "会計", "款", "項", "目", "事業コード", "予算事業名", "担当課", "当初予算額",
    "補正予算額(第1号)", "補正予算額(第2号)", "前年度繰越額", "流用額", "予算現額", "決算額",
]  # fmt: skip


def rows(number: int) -> list[list[object]]:
    """Lines of 1 会計 and 12 款, the total of each 款 after it, ten lines without a code."""
    made: list[list[object]] = [HEADER]
    chapter: list[list[int]] = []
    for n in range(number):
        money = [1_000_000 + n, n % 7 * 1000, 0, n % 3 * 500, 0]
        money += [sum(money), 900_000 + n * 3]
        code = ["01", f"{n * 12 // number + 1:02d}", f"{n // 50 % 50:02d}", f"{n % 50:02d}",
                f"{n // 2500 % 100:02d}"]  # fmt: skip
        if n % (number // 10) == 5:
            made.append(["", "", "", "", "", f"番号のない事業{n}", "財政課", *money])
            continue
        made.append([*code, f"事業{n}", f"課{n % 40}", *money])
        chapter.append(money)
    made.append(["", "", "", "", "", "歳出合計", "", *map(sum, zip(*chapter, strict=True))])
    return made


def as_csv(table: list[list[object]]) -> bytes:
    """Shift_JIS."""
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue().encode("cp932")


def as_xlsx(table: list[list[object]]) -> bytes:
    """A workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        tab = book.add_worksheet("決算")
        for number, row in enumerate(table):
            tab.write_row(number, 0, row)
    return out.getvalue()


RUN = """
import gc, time
gc.set_threshold(5_000_000, 50, 100)  # as every command of the program does
from pathlib import Path
from shirube.budget import queries
from shirube.budget.reckoning.totals import Printed, totals
from shirube.budget.tables.headers import propose
from shirube.budget.tables.reading import Expected, read_table
from shirube.budget.verbs.enter_totals import Print, enter_totals
from shirube.budget.verbs.keep_mapping import keep_mapping
from shirube.budget.verbs.take_in_table import Consent, look, take_in_table
from shirube.people.actors import system
from shirube.people.models import Municipality
from shirube.sources.opening import open_bytes
Municipality.objects.create(code="999997", name="見本市")
by, path = system("見本"), Path({path!r})
data = path.read_bytes()
begun = time.perf_counter()
document = open_bytes(data, path.name)
mapping, header, _ = propose(document)
mapping = mapping.model_copy(update={{"money_unit": "円"}})
keep_mapping("999997", header.names, mapping, by=by)
reading = read_table(document, mapping, Expected("999997", "見本市", 2024))
look("999997", reading)
checked = time.perf_counter()
take_in_table("999997", reading, mapping, Consent(left_out=True), by=by)
sums = totals(queries.ledger("999997", 2024).values(), "settlement")
printed = [Printed(key, one.yen) for key, one in sums.chapters.items()]
enter_totals(Print("999997", 2024, "settlement", printed), by=by)
differs = [row for row in queries.reconciled("999997", 2024, "settlement") if row.difference]
ended = time.perf_counter()
assert not differs and len(sums.chapters) == 12, sums
assert len(reading.left_out) == 10, len(reading.left_out)
print(len(reading.lines), checked - begun, ended - begun)
"""


def once(data: bytes, name: str) -> tuple[int, float, float]:
    """Lines, seconds until checked, seconds until reconciled."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        said = in_installation(Path(folder) / "home", MIGRATE + RUN.format(path=str(path)))
        lines, checked, ended = said.split()
        return int(lines), float(checked), float(ended)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    table = rows(number)
    for name, data in (("kessan.csv", as_csv(table)), ("kessan.xlsx", as_xlsx(table))):
        found = [once(data, name) for _ in range(runs)]
        checked, ended = (statistics.median(one[place] for one in found) for place in (1, 2))
        print(f"{name}: {len(table)} rows, {found[0][0]} lines, {len(data) / 1e6:.1f} MB"
              f"  checked {checked:.1f} s  reconciled {ended:.1f} s"
              f"  (of {', '.join(f'{one[2]:.1f}' for one in found)})")  # fmt: skip


main()
