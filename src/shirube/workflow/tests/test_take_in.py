"""Taking in: whole sheets, once, and never a changed one unasked."""

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from shirube.people.actors import Actor, system
from shirube.people.log import Event
from shirube.people.models import Assignment, LogEntry, Municipality, Role, Unit, User
from shirube.people.permissions import Refused
from shirube.plans.models import Appearance, PlanNode
from shirube.schema import Sheet
from shirube.sheets.comparing import Incoming
from shirube.sheets.models import ImportRun, SheetVersion, StoredSheet
from shirube.sheets.tests.build import FILE, OTHER_FILE, indicator, reading, sheet, value
from shirube.workflow import take_in as verb
from shirube.workflow.take_in import Decide, TakeInResult, preview, take_in

pytestmark = pytest.mark.django_db
CHANGED = sheet(indicators=(indicator("相談件数", value(2019, "121", "L10C2")),))


def imported(
    *sheets: Sheet, accept: bool | Decide = False, sha256: str = FILE, file: str = "mihon.txt"
) -> TakeInResult:
    return take_in(reading(*sheets, sha256=sha256, file=file), by=system(), accept=accept)


def rows() -> dict[str, int]:
    models = (ImportRun, StoredSheet, SheetVersion, LogEntry, PlanNode, Appearance, Unit)
    return {model.__name__: model.objects.count() for model in models}


def test_new_sheets_are_stored_with_plan_divisions_and_log() -> None:
    result = imported(sheet("511"), sheet("512"))
    assert [key.code for key in result.stored] == ["511", "512"]
    assert Municipality.objects.get().name == "見本市"
    assert [node.title for node in PlanNode.objects.order_by("id")] == [
        "暮らし",
        "施策511",
        "施策512",
    ]
    assert PlanNode.objects.get(parent__title="暮らし", code="511").level == "施策"
    assert [(u.name, u.first_year, u.last_year) for u in Unit.objects.all()] == [
        ("企画課", 2019, 2019)
    ]
    assert [entry.object_key for entry in LogEntry.objects.all()] == [
        "999997/2019/program/511",
        "999997/2019/program/512",
    ]
    assert ImportRun.objects.get().counts["stored"] == 2


def test_stored_content_is_the_sheet_as_read() -> None:
    read = reading(sheet())
    take_in(read, by=system())
    assert SheetVersion.objects.get().plain() == read.sheets[0]


def test_second_run_writes_nothing() -> None:
    imported(sheet("511"), sheet("512"))
    before = rows()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        result = imported(sheet("511"), sheet("512"))
    assert len(result.unchanged) == 2
    assert rows() == before
    assert all(query["sql"].startswith("SELECT") for query in captured)


def test_comparing_asks_the_same_for_2_and_20_sheets(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    imported(*(sheet(str(code)) for code in range(511, 531)))
    with CaptureQueriesContext(connection) as few:
        preview(reading(sheet("511"), sheet("512")))
    with django_assert_num_queries(len(few)):
        preview(reading(*(sheet(str(code)) for code in range(511, 531))))


def test_changed_sheet_waits_for_a_yes() -> None:
    imported(sheet())
    result = imported(CHANGED, sha256=OTHER_FILE)
    assert [key.code for key in result.changed_refused] == ["511"]
    difference = result.differences[0].differences
    assert ("指標 ① 相談件数 › 値 令和元年度(2019) 実績値", "120", "121") in difference
    assert StoredSheet.objects.get().current.number == 1


def test_accepted_change_is_a_new_version_and_unconfirmed() -> None:
    imported(sheet())
    SheetVersion.objects.update(standing="confirmed")
    result = imported(CHANGED, sha256=OTHER_FILE, accept=True)
    assert len(result.replaced) == 1
    current = StoredSheet.objects.get().current
    assert (current.number, current.standing) == (2, "machine_read")
    assert SheetVersion.objects.get(number=1).plain().indicators[0].values[0].value == "120"


def test_each_changed_sheet_is_asked_for() -> None:
    imported(sheet("511"), sheet("512"))
    changed = [sheet(code, title="新しい名称") for code in ("511", "512")]
    result = imported(*changed, accept=lambda item: item.key.code == "512")
    assert [key.code for key in result.replaced] == ["512"]
    assert [key.code for key in result.changed_refused] == ["511"]


def test_confirmed_sheet_read_again_stays_confirmed() -> None:
    imported(sheet())
    SheetVersion.objects.update(standing="confirmed")
    imported(sheet(), sha256=OTHER_FILE, file="renamed.txt")
    assert StoredSheet.objects.get().current.standing == "confirmed"


def test_same_words_on_other_lines_are_no_change() -> None:
    imported(sheet())
    moved = sheet(indicators=(indicator("相談件数", value(2019, "120", "L99C2")),))
    assert len(imported(moved, sha256=OTHER_FILE).unchanged) == 1


def test_sheets_without_a_year_are_kept_once() -> None:
    imported(sheet(year=None))
    assert len(imported(sheet(year=None)).unchanged) == 1
    assert StoredSheet.objects.get().year_key == "undated"


def test_two_different_sheets_of_one_key_are_both_left_out() -> None:
    result = imported(sheet("511"), CHANGED, sheet("512"))
    assert [key.code for key in result.stored] == ["512"]
    assert [(p.code, p.at) for p in result.problems] == [("duplicate_sheet", "L1, L2")]


def test_a_sheet_that_cannot_be_stored_leaves_nothing_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = verb._event

    def refuse_511(item: Incoming, version: SheetVersion) -> Event:
        if item.key.code == "511":
            raise DataError("no")
        return kept(item, version)

    monkeypatch.setattr(verb, "_event", refuse_511)
    result = imported(sheet("511"), sheet("512"))
    assert [p.code for p in result.problems] == ["sheet_not_stored"]
    assert [s.code for s in StoredSheet.objects.all()] == ["512"]
    assert {a.sheet_key for a in Appearance.objects.all()} == {"999997/2019/program/512"}
    assert not PlanNode.objects.filter(code="511")
    assert PlanNode.objects.filter(parent__title="暮らし", code="512").exists()


def test_somebody_else_was_faster() -> None:
    imported(sheet())
    comparison = preview(reading(CHANGED))
    imported(sheet(title="別の名称"), accept=True)
    taking = verb._Taking(reading(CHANGED), system(), lambda key: None, [])
    taking.store(comparison.changed)
    assert [p.code for p in taking.problems] == ["changed_meanwhile"]
    assert StoredSheet.objects.get().title == "別の名称"


def test_interrupted_run_is_finished_by_the_next() -> None:
    run = ImportRun.objects.create(
        file_name="mihon.txt", sha256="a" * 64, design="mihon", actor=system().user
    )
    imported(sheet())
    run.refresh_from_db()
    assert run.finished_at is not None
    assert ImportRun.objects.count() == 1


def test_preview_writes_nothing() -> None:
    before = rows()
    assert len(preview(reading(sheet())).new) == 1
    assert rows() == before


def test_only_a_role_in_the_municipality_may_import() -> None:
    city = Municipality.objects.create(code="999997", name="見本市")
    sato = User.objects.create(username="sato")
    with pytest.raises(Refused):
        take_in(reading(sheet()), by=Actor(sato))
    Assignment.objects.create(user=sato, municipality=city, role=Role.PLANNING)
    assert len(take_in(reading(sheet()), by=Actor(sato)).stored) == 1
