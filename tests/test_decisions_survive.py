"""What people decide outlives reading the file again, and shows in the next edition; the first
edition stays as it was, to the byte.
"""

from pathlib import Path

import pytest

from shirube.designs import packaged
from shirube.importers import Reading, read_path
from shirube.people.actors import system
from shirube.publishing import queries
from shirube.publishing.models import Edition, EditionFile
from shirube.publishing.publish import Order, publish_edition
from shirube.schema import SheetKey
from shirube.sheets.models import SheetVersion, StoredSheet
from shirube.workflow.confirm import confirm
from shirube.workflow.correct import Target, correct
from shirube.workflow.link import accept_same, propose
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db

FILES = Path(__file__).parents[1] / "src/shirube/sample/files"
CITY = "999997"
SHEET = SheetKey(CITY, 2023, "program", "21")
BY = "見本 花子"


def read(name: str) -> Reading:
    return read_path(FILES / name)


def publish(year: int, kind: str = "first", reason: str = "") -> Edition:
    order = Order(CITY, year, kind, reason)  # type: ignore[arg-type]
    return publish_edition(order, by=system(BY), library=packaged())


def contents(edition: Edition) -> dict[str, bytes]:
    files = EditionFile.objects.filter(edition=edition).select_related("blob")
    return {file.path: file.blob.content for file in files}


def place_of_the_actual() -> str:
    sheet = StoredSheet.objects.get(fiscal_year=2023, kind="program", code="21").current.plain()
    value = sheet.indicators[1].get("actual", 2023)
    assert value is not None
    assert value.at is not None
    return value.at


def test_correction_link_and_confirmation_survive_reading_the_file_again() -> None:
    for name in ("r4_shisaku.txt", "r5_shisaku.txt"):
        take_in(read(name), by=system(BY))
    publish(2022)
    first = publish(2023)
    before = contents(first)

    correct(Target(SHEET, place_of_the_actual()), "11.8", by=system(BY), reason="転記の誤り")
    confirm([SHEET], by=system(BY))
    propose(CITY, by=system(BY))
    accept_same(CITY, by=system(BY))
    versions = SheetVersion.objects.count()

    again = take_in(read("r5_shisaku.txt"), by=system(BY), accept=True)

    assert (again.stored, again.replaced, again.problems) == ((), (), ())
    assert SheetVersion.objects.count() == versions
    second = publish(2023, "correction", "転記の誤りと、年度のつながり")
    page = contents(second)["program/21/indicator/2/index.html"].decode()
    assert "11.8" in page
    assert "令和4年度の評価" in page  # joined with the year before by the ledger
    assert "機械読取・未確認" not in page
    assert ("11.0", "11.8") in {(e["before"], e["after"]) for e in errata(second)}
    assert contents(first) == before
    assert "令和4年度の評価" not in before["program/21/indicator/2/index.html"].decode()


def errata(edition: Edition) -> list[dict[str, str]]:
    import json

    file = queries.stored_file(edition, "errata.json")
    assert file is not None
    return list(json.loads(file.blob.content))
