"""Rows of editions: complete, found by what they hold, shared, forgotten, made anew."""

import json
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from shirube.people.actors import system
from shirube.publishing import queries
from shirube.publishing.derived import refresh_all
from shirube.publishing.models import Edition, EditionRows, RowBlock, RowKey, RowShelf
from shirube.publishing.publish import Order
from shirube.publishing.rows import layout, making, reading
from shirube.publishing.tests.test_publish import publish, taken_in
from shirube.publishing.withdraw import withdraw_edition
from shirube.schema import Narrative, Sheet, Value
from shirube.schema.tables import TABLES, TREE, Cell, Table, row_stream
from shirube.sheets.tests.build import CITY, OTHER_FILE, indicator, sheet, value

pytestmark = pytest.mark.django_db
VALUES = TABLES["indicator_values"]
CORRECTION = Order(CITY.code, 2019, "correction", "集計の誤り")


@pytest.fixture(autouse=True)
def _without_pages(settings: Settings) -> None:
    settings.SHIRUBE_PAGE_MAKERS = []  # rows do not come from them


def values(*numbers: int) -> tuple[Value, ...]:
    return tuple(value(2019, str(n), f"L{n}C2") for n in numbers)


def counted(code: str, *numbers: int) -> Sheet:
    return sheet(code, indicators=(indicator("相談件数", *values(*numbers)),))


def question(
    *editions: Edition, table: str = "indicator_values", **columns: list[Any]
) -> reading.Question:
    refs = [reading.EditionRef(edition.pk, edition.slug) for edition in editions]
    wanted = {name: frozenset(held) for name, held in columns.items()}
    return reading.Question(TABLES[table], refs, wanted, reading.state())


def found(asked: reading.Question, limit: int = 1000) -> list[dict[str, Cell]]:
    page = reading.page(asked, reading.START, limit, most_blocks=1000)
    assert page.after is None
    return [json.loads(line) for line in page.lines]


@pytest.mark.parametrize("table", TREE, ids=lambda table: table.name)
def test_rows_are_those_of_the_frozen_sheets(table: Table) -> None:
    taken_in(sheet("511", narratives=(Narrative(key="aim", label="目的", text='"市"\n'),)),
             sheet("512"))  # fmt: skip
    edition = publish()
    sheets = queries.sheets_of(edition)
    expected = [row for of, row in row_stream(sheets) if of is table]
    rows = found(question(edition, table=table.name))
    unlike = {"edition", "formula"}  # what only the edition and its designs say
    assert [{k: v for k, v in row.items() if k not in unlike} for row in rows] == [
        {k: list(v) if isinstance(v, tuple) else v for k, v in row.items() if k not in unlike}
        for row in expected
    ]
    assert {row["edition"] for row in rows} <= {"2019-1"}


def test_rows_beside_the_sheets_are_those_of_the_frozen_files() -> None:
    taken_in(sheet("511"), sheet("512"))
    rows = found(question(publish(), table="project_programs"))
    assert [row["project_code"] for row in rows] == ["01511", "01512"]


@pytest.mark.parametrize(
    ("columns", "codes"),
    [
        ({"sheet_code": ["512"]}, ["512", "512"]),
        ({"sheet_code": ["511", "513"]}, ["511", "513"]),
        ({"sheet_no": [3]}, ["513"]),
        ({"measure": ["target"]}, []),
        ({"position": [2]}, ["512"]),
        ({"observed_year": [None], "position": [1]}, ["511", "512", "513"]),
        ({"fiscal_year": [201]}, []),
        ({"flags": ["glued"]}, ["513"]),
        ({"flags": [None]}, ["511", "512", "512"]),
    ],
    ids=["sheet", "two sheets", "number of sheet", "nothing", "place", "no value", "part of a year",
         "flag", "no flag"],
)  # fmt: skip
def test_finds_rows_by_what_they_hold(columns: dict[str, Any], codes: list[str]) -> None:
    doubtful = indicator("相談件数", value(2019, "5", "L5", flags=("glued",)))
    taken_in(counted("511", 1), counted("512", 2, 3), sheet("513", indicators=(doubtful,)))
    rows = found(question(publish(), **columns))
    assert [row["sheet_code"] for row in rows] == codes


def test_a_text_that_looks_like_a_name_and_value_is_not_taken_for_one() -> None:
    sly = indicator('"measure":"target",', *values(1))
    taken_in(sheet(indicators=(sly,)))
    assert found(question(publish(), measure=["target"])) == []


def test_pages_follow_each_other_without_gap_or_overlap() -> None:
    taken_in(counted("511", 1, 2, 3), sheet("512", indicators=()), counted("513", 4, 5))
    asked = question(publish())
    seen, at = [], reading.START
    while at is not None:
        page = reading.page(asked, at, 2, most_blocks=1000)
        seen += [json.loads(line)["value"] for line in page.lines]
        at = page.after  # type: ignore[assignment]
    assert seen == ["1", "2", "3", "4", "5"]


def test_a_page_reads_no_more_blocks_than_it_may() -> None:
    taken_in(*(counted(str(code), 1) for code in range(10)))
    asked = question(publish(), measure=["actual"], missing=["blank", None], position=[1])
    page = reading.page(asked, reading.START, 100, most_blocks=3)
    assert (len(page.lines), page.after) == (3, reading.Spot(0, 3, 0))


def test_few_questions_to_the_database_however_many_sheets(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    taken_in(*(counted(str(code), code) for code in range(30)))
    edition = publish()
    asked = question(edition, sheet_code=["17"])
    with django_assert_max_num_queries(3):
        assert len(found(asked)) == 1


def test_an_unchanged_sheet_keeps_its_blocks_in_the_next_edition() -> None:
    taken_in(counted("511", 1), counted("512", 2))
    first = publish()
    before = RowBlock.objects.count()
    taken_in(counted("511", 9), sha256=OTHER_FILE)
    second = publish(CORRECTION)
    of_one_sheet = len({t for t, row in row_stream(queries.sheets_of(second)[:1]) if t in TREE})
    beside = sum(layout.PLACE.size and len(bytes(shelf.places)) // layout.PLACE.size
                 for shelf in RowShelf.objects.filter(made=second.pk)
                 if not layout.shared(TABLES[shelf.table]))  # fmt: skip
    assert RowBlock.objects.count() == before + of_one_sheet + beside
    assert [row["value"] for row in found(question(first))] == ["1", "2"]
    assert [row["value"] for row in found(question(second))] == ["9", "2"]
    assert {row["edition"] for row in found(question(second))} == {"2019-2"}


def test_nothing_is_left_of_a_withdrawn_edition_and_what_is_shared_stays() -> None:
    taken_in(counted("511", 1), counted("512", 2))
    first = publish()
    taken_in(counted("511", 9), sha256=OTHER_FILE)
    second = publish(CORRECTION)
    state = reading.state()
    withdraw_edition(first.pk, "誤り", by=system())
    assert reading.state() != state
    assert [row["value"] for row in found(question(second))] == ["9", "2"]
    withdraw_edition(second.pk, "誤り", by=system())
    for model in (EditionRows, RowShelf, RowKey, RowBlock):
        assert not model.objects.exists(), model


def test_rows_can_be_made_anew_and_are_the_same() -> None:
    taken_in(counted("511", 1), counted("512", 2))
    edition = publish()
    before = found(question(edition))
    making.rebuild(edition)
    assert found(question(edition)) == before


def test_rows_of_another_layout_are_made_anew_and_others_are_left() -> None:
    taken_in(counted("511", 1))
    edition = publish()
    blocks = set(RowBlock.objects.values_list("pk", flat=True))
    refresh_all()
    assert set(RowBlock.objects.values_list("pk", flat=True)) == blocks
    EditionRows.objects.update(layout="of an older program")
    refresh_all()
    assert not blocks & set(RowBlock.objects.values_list("pk", flat=True))
    assert [row["value"] for row in found(question(edition))] == ["1"]


def test_a_block_that_went_while_it_was_read_is_told() -> None:
    taken_in(counted("511", 1))
    edition = publish()
    RowBlock.objects.all().delete()
    with pytest.raises(reading.GoneError):
        found(question(edition))
