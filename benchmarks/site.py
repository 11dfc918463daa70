"""The static site: from nothing, and after one sheet was corrected.

    python benchmarks/site.py [SHEETS] [YEARS]

One year of SHEETS sheets (5 indicators and 8 projects each) is taken in and published, which
renders every page once; the other years hold the same pages and searched texts. Then ``site``
writes all years into an empty folder, beside ``cp -r`` of the same folder, the floor that a disk
sets; then again with nothing new, and after one sheet was corrected and its year published anew.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from office import MIGRATE, in_installation

FILES = Path(__file__).resolve().parents[1] / "src/shirube/sample/files"
PREPARE = f"""{MIGRATE}
import dataclasses, json, sys, time
from pathlib import Path
from shirube.importers import read_path
from shirube.people.actors import system
from shirube.publishing.models import Edition, EditionFile, ListRow
from shirube.publishing.search.models import SearchRow, Volume
from shirube.publishing.publish import NotPublishedError, Order, publish_edition
from shirube.sheets.forms import library
from shirube.workflow.take_in import take_in
SHEETS, YEARS = %d, %d
us = system("見本 花子")
reading = read_path(Path({str(FILES)!r}) / "r6_shisaku.txt")
own = [one for one in reading.sheets if one.indicators and one.projects]
def sheet(n):
    base = own[n %% len(own)]
    return base.model_copy(update={{"code": f"{{n:05d}}", "contacts": (),
        "indicators": (base.indicators * 5)[:5], "projects": (base.projects * 8)[:8]}})
take_in(dataclasses.replace(reading, sheets=tuple(sheet(n) for n in range(SHEETS))), by=us)
begun = time.perf_counter()
try:
    edition = publish_edition(Order("999997", 2024), by=us, library=library())
except NotPublishedError as refusal:  # a name in the fictional texts
    accept = frozenset(one.token for one in refusal.findings)
    begun = time.perf_counter()
    order = Order("999997", 2024, reason="架空の人", accept=accept)
    edition = publish_edition(order, by=us, library=library())
published = time.perf_counter() - begun
files = list(EditionFile.objects.filter(edition=edition))
rows = list(ListRow.objects.filter(edition=edition))
searched = list(SearchRow.objects.order_by("id"))
for year in range(2024 - YEARS + 1, 2024):
    other = Edition.objects.get(pk=edition.pk)
    other.pk, other.fiscal_year, other.year_key = None, year, str(year)
    other.save(force_insert=True)
    for some in (files, rows):
        for one in some:
            one.pk, one.edition_id = None, other.pk
    EditionFile.objects.bulk_create(files, batch_size=2000)
    ListRow.objects.bulk_create(rows, batch_size=500)
    volume = Volume.objects.create(municipality_id="999997", year_key=str(year), edition=other,
                                   next_row=0)
    for place, one in enumerate(searched):
        one.pk, one.volume = (9999 - year << 48) | (volume.pk << 24) | place, volume
    SearchRow.objects.bulk_create(searched, batch_size=500)
print(json.dumps({{"published": published, "pages": len(files)}}))
"""
CORRECT = """
import json, time
from shirube.people.actors import system
from shirube.publishing.publish import NotPublishedError, Order, publish_edition
from shirube.sheets.forms import library
from shirube.sheets.models import StoredSheet
from shirube.workflow.correct import Target, correct
import dataclasses
us = system("見本 花子")
sheet = StoredSheet.objects.get(code="00000").current.plain()
place = next(v.at for v in sheet.indicators[0].values if v.measure == "actual" and v.at)
target = Target(sheet.key, place, "indicators.values", 1)  # the same five indicators repeat
correct(target, "%d", by=us, reason="写しまちがい")
order = Order("999997", 2024, "correction", "写しまちがい")
begun = time.perf_counter()
try:
    publish_edition(order, by=us, library=library())
except NotPublishedError as refusal:
    accept = frozenset(one.token for one in refusal.findings)
    begun = time.perf_counter()
    publish_edition(dataclasses.replace(order, accept=accept), by=us, library=library())
print(json.dumps({"published": time.perf_counter() - begun}))
"""
SITE = """
import json, time
from pathlib import Path
from shirube.publishing.site import write_site
begun = time.perf_counter()
done = write_site(Path(%r), url="https://hyoka.example.jp/")
print(json.dumps({"took": time.perf_counter() - begun, "files": done.files}))
"""


def run(home: Path, code: str) -> dict[str, float]:
    """Run in the installation; its JSON."""
    return dict(json.loads(in_installation(home, code).splitlines()[-1]))


def main() -> None:
    sheets = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    years = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with tempfile.TemporaryDirectory() as folder:
        home, out, copy = (Path(folder) / name for name in ("home", "site", "copy"))
        made = run(home, PREPARE % (sheets, years))
        print(f"{sheets} sheets x {years} years, {made['pages']:,.0f} files a year")
        print(f"publishing one year (every page rendered): {made['published']:.1f} s")
        first = run(home, SITE % str(out))
        begun = time.perf_counter()
        subprocess.run(["cp", "-r", out, copy], check=True)
        floor = time.perf_counter() - begun
        again = run(home, SITE % str(out))
        print(f"site from nothing: {first['took']:.1f} s for {first['files']:,.0f} files;"
              f" cp -r of the same: {floor:.1f} s; ratio {first['took'] / floor:.1f}")  # fmt: skip
        print(f"site again, nothing new: {again['took']:.2f} s, {again['files']:.0f} files")
        # The copied years came after the first publication: that alone makes every page anew once.
        for number in (7, 8):
            corrected = run(home, CORRECT % number)
            one = run(home, SITE % str(out))
        print(f"one sheet corrected: published in {corrected['published']:.1f} s,"
              f" site renewed in {one['took']:.2f} s, {one['files']:,.0f} files")  # fmt: skip
    print(f"cores: {os.cpu_count()}")


main()
