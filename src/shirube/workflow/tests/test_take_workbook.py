"""A workbook comes back filled: what changes, what meets another change, what is left alone."""

from typing import Any

import pytest
from django.utils import timezone

from shirube.people.actors import Actor, system
from shirube.people.models import LogEntry
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.workbooks.tests.hand import filled
from shirube.workflow.drafts.addresses import Address, Spot, index, parse
from shirube.workflow.drafts.editing import load
from shirube.workflow.drafts.fields import shown
from shirube.workflow.models import Case, FieldChange, Upload
from shirube.workflow.parts import Asking, request_part
from shirube.workflow.save import save
from shirube.workflow.take_workbook import (
    WAITS,
    Became,
    Choice,
    checked,
    drop_upload,
    keep_upload,
    take_workbook,
)
from shirube.workflow.tests.office import CITY, Office, found_office
from shirube.workflow.workbook_checking import Checked, Touched
from shirube.workflow.workbook_forms import workbook_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("town")
    return office


def place(case: Case, part: str, field: str, **wanted: Any) -> str:
    """The address of a field of the first item of a part that says ``wanted``."""
    found = [
        spot
        for spot, one in index(load(case.draft)).items()
        if spot.part == part and all(one.item[key] == value for key, value in wanted.items())
    ]
    return str(Address(*found[0], field))


def says(case: Case, address: str) -> str:
    case.refresh_from_db()
    where = parse(address)
    return shown(index(load(case.draft))[where.spot].item, where)


def looked_at(data: bytes, by: Actor) -> tuple[Upload, Checked]:
    upload = keep_upload(CITY, data, "記入.xlsx", by=by)
    return upload, checked(upload, by=by)


def taken(data: bytes, by: Actor, choice: Choice | None = None) -> Became:
    upload, _ = looked_at(data, by)
    return take_workbook(upload.pk, choice or Choice(), by=by)


def only(found: Checked) -> Touched:
    (touched,) = found.sheets[0].touched
    return touched


def test_an_unchanged_workbook_changes_nothing(office: Office) -> None:
    case = office.case()
    data = workbook_of([case], by=office.sato)
    _, found = looked_at(data, office.sato)
    assert [one.untouched for one in found.sheets] == [True]
    assert found.troubles == ()
    assert taken(data, office.sato).saved == 0
    assert not case.changes.exists()
    case.refresh_from_db()
    assert case.revision == 0


def test_what_is_typed_is_saved_as_on_the_screen(office: Office) -> None:
    case = office.case()
    aim = place(case, "narratives", "text")
    actual = place(case, "indicators.values", "value", measure="actual", fiscal_year=2025)
    rating = place(case, "ratings", "value")
    texts = {aim: "だれもが集える。", actual: "▲１，２３４．５", rating: "順調"}
    became = taken(filled(workbook_of([case], by=office.sato), texts), office.sato)
    assert became.saved == 3
    assert says(case, aim) == "だれもが集える。"
    assert index(load(case.draft))[parse(actual).spot].item["value"] == "-1234.5"
    assert says(case, rating) == "順調"
    sources = set(case.changes.values_list("source", "person"))
    assert {person for _, person in sources} == {"佐藤"}
    assert all(source.startswith("workbook:") for source, _ in sources)


def test_an_old_workbook_does_not_overwrite_newer_words(office: Office) -> None:
    case = office.case()
    aim = place(case, "narratives", "text")
    data = filled(workbook_of([case], by=office.sato), {aim: "ブックの文。"})
    office.type(office.kato, aim, "画面の文。")
    upload, found = looked_at(data, office.sato)
    touched = only(found)
    assert (touched.state, touched.before, touched.text) == (
        "conflict",
        "画面の文。",
        "ブックの文。",
    )
    assert touched.who == "加藤"
    became = take_workbook(upload.pk, Choice(), by=office.sato)
    assert (became.saved, became.left) == (0, 1)
    assert says(case, aim) == "画面の文。"
    kept = case.changes.get(kind=FieldChange.Kind.CONFLICT)
    assert kept.after == "ブックの文。"


def test_a_field_the_old_workbook_did_not_touch_stays_new(office: Office) -> None:
    case = office.case()
    aim, reason = place(case, "narratives", "text"), place(case, "ratings", "reason")
    data = filled(workbook_of([case], by=office.sato), {reason: "ブックの理由。"})
    office.type(office.kato, aim, "画面の文。")
    assert taken(data, office.sato).saved == 1
    assert says(case, aim) == "画面の文。"
    assert says(case, reason) == "ブックの理由。"


def test_a_person_may_decide_for_the_workbook(office: Office) -> None:
    case = office.case()
    aim = place(case, "narratives", "text")
    data = filled(workbook_of([case], by=office.sato), {aim: "ブックの文。"})
    office.type(office.kato, aim, "画面の文。")
    upload, found = looked_at(data, office.sato)
    over = frozenset({f"{case.pk}|{aim}|{only(found).seen}"})
    assert take_workbook(upload.pk, Choice(over=over), by=office.sato).saved == 1
    assert says(case, aim) == "ブックの文。"


def test_a_decision_counts_only_for_the_words_that_were_seen(office: Office) -> None:
    case = office.case()
    aim = place(case, "narratives", "text")
    data = filled(workbook_of([case], by=office.sato), {aim: "ブックの文。"})
    office.type(office.kato, aim, "画面の文。")
    upload, found = looked_at(data, office.sato)
    over = frozenset({f"{case.pk}|{aim}|{only(found).seen}"})
    office.type(office.kato, aim, "もっと新しい文。")
    take_workbook(upload.pk, Choice(over=over), by=office.sato)
    assert says(case, aim) == "もっと新しい文。"


def test_the_same_workbook_goes_on_being_filled(office: Office) -> None:
    case = office.case()
    aim = place(case, "narratives", "text")
    data = workbook_of([case], by=office.sato)
    for text in ("はじめの文。", "直した文。"):
        assert taken(filled(data, {aim: text}), office.sato).saved == 1
    assert says(case, aim) == "直した文。"
    office.type(office.kato, aim, "画面の文。")
    _, found = looked_at(filled(data, {aim: "三つ目の文。"}), office.sato)
    assert only(found).state == "conflict"


def test_some_fields_may_be_left_out(office: Office) -> None:
    case = office.case()
    aim, reason = place(case, "narratives", "text"), place(case, "ratings", "reason")
    before = says(case, aim)
    data = filled(workbook_of([case], by=office.sato), {aim: "文。", reason: "理由。"})
    choice = Choice(without=frozenset({f"{case.pk}|{aim}"}))
    became = taken(data, office.sato, choice)
    assert (became.saved, became.left) == (1, 1)
    assert says(case, aim) == before


def test_a_sheet_may_be_left_out(office: Office) -> None:
    case = office.case()
    data = filled(workbook_of([case], by=office.sato), {place(case, "narratives", "text"): "文。"})
    assert taken(data, office.sato, Choice(without=frozenset({str(case.pk)}))).saved == 0
    case.refresh_from_db()
    assert case.revision == 0


def test_new_rows_are_added_once(office: Office) -> None:
    case = office.case()
    data = filled(
        workbook_of([case], by=office.sato),
        {
            "issues:+1:text": "新しい課題。",
            "issues.next_actions:+1+1:text": "来年から始める。",
            "issues.next_actions:+1+1:from_fiscal_year": "R9",
            "projects:+1:name": "見守り事業",
        },
    )
    before = case.plain()
    became = taken(data, office.sato)
    assert (became.saved, became.rows) == (4, 3)
    case.refresh_from_db()
    now = case.plain()
    assert len(now.issues) == len(before.issues) + 1
    assert now.issues[-1].text == "新しい課題。"
    assert now.issues[-1].next_actions[0].text == "来年から始める。"
    assert now.issues[-1].next_actions[0].from_fiscal_year == 2027
    assert now.projects[-1].name == "見守り事業"
    _, again = looked_at(data, office.sato)
    assert again.count == 0
    assert taken(data, office.sato).saved == 0


def test_a_new_action_below_an_issue_that_is_there_and_below_a_new_one(office: Office) -> None:
    case = office.case()
    issue = place(case, "issues", "text").split(":")[1]
    texts = {
        f"issues.next_actions:{issue}+1:text": "すぐ始める。",
        "issues.next_actions:+2+1:text": "課題の文はまだない。",
    }
    became = taken(filled(workbook_of([case], by=office.sato), texts), office.sato)
    assert (became.saved, became.rows) == (2, 3)
    case.refresh_from_db()
    issues = case.plain().issues
    assert next(one for one in issues if one.at == issue).next_actions[-1].text == "すぐ始める。"
    assert issues[-1].next_actions[0].text == "課題の文はまだない。"


def test_amounts_of_a_new_project(office: Office) -> None:
    case = office.case()
    data = filled(
        workbook_of([case], by=office.sato),
        {"projects:+2:name": "新しい事業", "projects.costs:+2/0:amount": "１，２３４"},
    )
    assert taken(data, office.sato).saved == 2
    case.refresh_from_db()
    assert case.plain().projects[-1].costs[0].amount == "1234000"


@pytest.mark.parametrize(
    ("part", "field", "text", "word"),
    [
        ("ratings", "value", "とても良い", "選択肢"),
        ("indicators.values", "value", "たくさん", "数として読めません"),
        ("issues.next_actions", "from_fiscal_year", "そのうち", "年度"),
    ],
)
def test_what_a_field_cannot_hold_is_told_and_not_taken(
    office: Office, part: str, field: str, text: str, word: str
) -> None:
    case = office.case()
    wanted = {"measure": "actual", "fiscal_year": 2025} if part == "indicators.values" else {}
    address = place(case, part, field, **wanted)
    before = says(case, address)
    data = filled(workbook_of([case], by=office.sato), {address: text})
    _, found = looked_at(data, office.sato)
    assert only(found).state == "wrong"
    assert word in only(found).say
    assert taken(data, office.sato).saved == 0
    assert says(case, address) == before


def test_words_of_a_list_are_understood_as_their_codes(office: Office) -> None:
    case = office.case()
    status = place(case, "follow_ups", "status")
    assert taken(filled(workbook_of([case], by=office.sato), {status: "取り組み中"}), office.sato)
    assert says(case, status) in {"under_way", ""}


def test_another_division_cannot_send_it(office: Office) -> None:
    case = office.case()
    data = filled(workbook_of([case], by=office.sato), {place(case, "narratives", "text"): "文。"})
    _, found = looked_at(data, office.suzuki)
    assert "担当する部署" in found.sheets[0].refused
    assert taken(data, office.suzuki).saved == 0


def test_a_committee_sends_nothing_at_all(office: Office) -> None:
    with pytest.raises(Refused):
        keep_upload(CITY, b"", "a.xlsx", by=office.hara)


def test_a_division_fills_only_what_it_was_asked_for(office: Office) -> None:
    case = office.case()
    aim, reason = place(case, "narratives", "text"), place(case, "ratings", "reason")
    spot = Spot(*aim.split(":")[:2])
    request_part(case.pk, Asking(office.unit("広報課").pk, [spot]), by=office.sato)
    whole = workbook_of([case], by=office.sato)
    _, found = looked_at(filled(whole, {aim: "広報の文。", reason: "理由。"}), office.suzuki)
    states = {str(one.address): one.state for one in found.sheets[0].touched}
    assert states == {aim: "change", reason: "wrong"}


def test_a_submitted_sheet_is_refused_with_its_place(office: Office) -> None:
    case = office.case()
    data = filled(workbook_of([case], by=office.sato), {place(case, "narratives", "text"): "文。"})
    Case.objects.filter(pk=case.pk).update(stage="done")
    _, found = looked_at(data, office.sato)
    assert "確定しています" in found.sheets[0].refused


def test_a_sheet_of_a_closed_year_is_refused(office: Office) -> None:
    case = office.case()
    data = filled(workbook_of([case], by=office.sato), {place(case, "narratives", "text"): "文。"})
    case.cycle.closed_at = timezone.now()
    case.cycle.save()
    _, found = looked_at(data, office.sato)
    assert "締めくくられて" in found.sheets[0].refused


def test_a_workbook_of_another_installation_is_refused(office: Office) -> None:
    case = office.case()
    data = workbook_of([case], by=office.sato)
    case.cycle.opened_at = timezone.now()
    case.cycle.save()
    _, found = looked_at(data, office.sato)
    assert "別の場所で作った" in found.sheets[0].refused


def test_a_sheet_that_is_not_here_is_refused(office: Office) -> None:
    case = office.case()
    data = workbook_of([case], by=office.sato)
    Case.objects.filter(pk=case.pk).update(code="99")
    _, found = looked_at(data, office.sato)
    assert "この団体にはありません" in found.sheets[0].refused


def test_a_workbook_of_another_municipality_is_refused(office: Office) -> None:
    case = office.case()
    upload, _ = looked_at(workbook_of([case], by=office.sato), office.sato)
    said = upload.said.replace(f'"sheet":"{CITY}/', '"sheet":"999989/')
    upload.said = said
    assert "ほかの団体" in checked(upload, by=office.sato).sheets[0].refused


def test_a_row_that_was_removed_meanwhile_is_told(office: Office) -> None:
    from shirube.workflow.rows import remove_row

    case = office.case()
    text = place(case, "issues", "text")
    data = filled(workbook_of([case], by=office.sato), {text: "直した課題。"})
    part, at, _ = text.split(":")
    remove_row(case.pk, Spot(part, at), by=office.kato)
    _, found = looked_at(data, office.sato)
    assert only(found).state == "wrong"
    assert "もうありません" in only(found).say


def test_the_command_line_takes_in_for_whoever_is_named(office: Office) -> None:
    case = office.case()
    aim = place(case, "narratives", "text")
    data = filled(workbook_of([case], by=office.sato), {aim: "送られた文。"})
    assert taken(data, system("見本 花子")).saved == 1
    assert case.changes.get().person == "見本 花子"


def test_it_is_logged_and_cannot_be_taken_in_twice(office: Office) -> None:
    case = office.case()
    data = filled(workbook_of([case], by=office.sato), {place(case, "narratives", "text"): "文。"})
    upload, _ = looked_at(data, office.sato)
    take_workbook(upload.pk, Choice(), by=office.sato)
    entry = LogEntry.objects.get(verb=Verb.TAKE_WORKBOOK)
    assert entry.after is not None
    assert entry.after["saved"] == 1
    assert entry.actor == office.sato.user
    with pytest.raises(Refused, match="もう取り込みました"):
        take_workbook(upload.pk, Choice(), by=office.sato)
    upload.refresh_from_db()
    assert upload.said == ""


def test_one_person_does_not_see_what_another_sent(office: Office) -> None:
    upload, _ = looked_at(workbook_of([office.case()], by=office.sato), office.sato)
    with pytest.raises(Refused):
        take_workbook(upload.pk, Choice(), by=office.kato)
    drop_upload(upload.pk, by=office.kato)
    assert Upload.objects.filter(pk=upload.pk).exists()
    drop_upload(upload.pk, by=office.sato)
    assert not Upload.objects.exists()


def test_what_nobody_decided_about_goes_after_two_weeks(office: Office) -> None:
    data = workbook_of([office.case()], by=office.sato)
    old, _ = looked_at(data, office.sato)
    Upload.objects.filter(pk=old.pk).update(made_at=timezone.now() - 2 * WAITS)
    looked_at(data, office.sato)
    assert not Upload.objects.filter(pk=old.pk).exists()


def test_a_failure_in_the_second_sheet_leaves_the_first_as_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = list(Case.objects.filter(cycle=office.cycle, kind="program").order_by("code"))[:2]
    both = workbook_of(cases, by=system("見本 花子"))
    for number, case in enumerate(cases):
        both = filled(both, {place(case, "narratives", "text"): "文。"}, number)

    def failing(case_id: int, *args: Any, **kwargs: Any) -> Any:
        if case_id == cases[1].pk:
            raise Refused("だめです。", "No.")
        return save(case_id, *args, **kwargs)

    monkeypatch.setattr("shirube.workflow.take_workbook.save", failing)
    with pytest.raises(Refused):
        taken(both, system("見本 花子"))
    assert not FieldChange.objects.exists()


def test_unchanged_sheets_ask_the_database_nothing_each(
    office: Office, django_assert_num_queries: Any
) -> None:
    cases = list(Case.objects.filter(cycle=office.cycle))
    assert len(cases) > 5
    for some in (cases[:1], cases):
        upload, _ = looked_at(workbook_of(some, by=office.tanaka), office.tanaka)
        with django_assert_num_queries(1):
            checked(upload, by=office.tanaka)
