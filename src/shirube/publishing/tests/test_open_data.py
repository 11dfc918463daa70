"""Exporting what is published: which editions, one sheet after the other, with what is beside."""

import io
from pathlib import Path

import pytest

from shirube.exporters import FORMATS
from shirube.people.actors import system
from shirube.publishing import open_data, queries
from shirube.publishing.models import Edition, EditionFile
from shirube.publishing.publish import Order, publish_edition
from shirube.publishing.tests.test_publish import LIBRARY, taken_in
from shirube.publishing.withdraw import withdraw_edition
from shirube.schema import to_json
from shirube.schema.sheet import each_from_json
from shirube.schema.tables import Line, line_stream
from shirube.sheets.tests.build import CITY, indicator, sheet, value

pytestmark = pytest.mark.django_db


def publish(year: int, kind: str = "first", reason: str = "") -> Edition:
    order = Order(CITY.code, year, kind, reason)  # type: ignore[arg-type]
    return publish_edition(order, by=system(), library=LIBRARY)


def in_year(year: int, target: str) -> None:
    stated = indicator("来館者", value(2025, target, "L10C2", measure="target"))
    taken_in(sheet("511", fiscal_year=year, indicators=(stated,)), sha256=f"{year}".ljust(64, "0"))


def two_years() -> tuple[Edition, Edition]:
    in_year(2019, "100")
    first = publish(2019)
    in_year(2021, "110")
    return first, publish(2021)


def rows(name: str, editions: list[Edition]) -> list[Line]:
    context = open_data.context_of(editions, "見本")
    stream = line_stream(open_data.sheets_of(editions), context.beside)
    return [line for table, line in stream if table.name == name]


def test_nothing_is_published_yet() -> None:
    with pytest.raises(open_data.NoEditionError, match="Nothing is published yet"):
        open_data.wanted(None, None)


def test_the_newest_of_each_year_oldest_year_first() -> None:
    first, second = two_years()
    in_year(2019, "120")
    corrected = publish(2019, "correction", "誤記")
    assert open_data.wanted(None, None) == [corrected, second]
    assert open_data.wanted(None, CITY.code) == [corrected, second]
    assert open_data.wanted("2019-1", None) == [first]
    assert open_data.wanted("2019-1", CITY.code) == [first]
    assert open_data.wanted(f"{CITY.code}/2021-1", None) == [second]


def test_a_municipality_that_has_published_nothing_is_told() -> None:
    two_years()
    with pytest.raises(open_data.NoEditionError, match="Nothing is published yet"):
        open_data.wanted(None, "132217")


@pytest.mark.parametrize("ident", ["2018-1", "2019-2", "2019", "000000/2019-1", "x", ""])
def test_an_edition_that_is_not_there_is_told_with_those_that_are(ident: str) -> None:
    in_year(2019, "100")
    publish(2019)
    with pytest.raises(open_data.NoEditionError, match=f"{CITY.code}/2019-1"):
        open_data.wanted(ident, None)


def test_an_edition_that_was_withdrawn_is_told() -> None:
    in_year(2019, "100")
    withdraw_edition(publish(2019).pk, "個人情報", by=system())
    with pytest.raises(open_data.NoEditionError, match="withdrawn"):
        open_data.wanted("2019-1", CITY.code)


def test_every_row_says_the_edition_of_its_own_year() -> None:
    editions = list(two_years())
    place = 6  # after the sheet's number, key and standing
    assert [line[place] for line in rows("sheets", editions)] == ["2019-1", "2021-1"]
    assert [line[1] for line in rows("editions", editions)] == ["2019-1", "2021-1"]


def test_an_edition_is_exported_as_it_was_frozen(tmp_path: Path) -> None:
    _, edition = two_years()
    context = open_data.context_of([edition], "見本")
    FORMATS["csv"].write(open_data.sheets_of([edition]), tmp_path, context)
    frozen = EditionFile.objects.filter(
        edition=edition, path__startswith="csv/", path__endswith=".csv"
    )
    assert {file.path: file.blob.content for file in frozen.select_related("blob")} == {
        f"csv/{path.name}": path.read_bytes() for path in tmp_path.iterdir()
    }


def test_targets_of_the_edition_before_stand_in_the_ledger_of_the_next() -> None:
    _, edition = two_years()
    stored = queries.stored_file(edition, "csv/target_ledger.csv")
    assert stored is not None
    assert [line.split(",")[5] for line in stored.blob.content.decode().splitlines()] == [
        "edition", "2019-1", "2021-1",
    ]  # fmt: skip


def test_sheets_are_read_one_at_a_time_from_what_was_frozen() -> None:
    awkward = sheet("511", title='{"schema_version":"9"},[\n')
    made = (awkward, sheet("512"), sheet("513"))
    assert tuple(each_from_json(io.BytesIO(to_json(made)))) == made
    assert tuple(each_from_json(io.BytesIO(b"[]"))) == ()
