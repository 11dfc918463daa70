"""Amounts of the finance system in drafts: blanks filled, typed words kept, 決算見込 then 決算."""

from decimal import Decimal

import pytest

from shirube.people.models import LogEntry
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.schema import Cost
from shirube.workflow.fill_money import Choice, fill_money, preview
from shirube.workflow.filling import State, Supply
from shirube.workflow.models import Case, FieldChange, Message
from shirube.workflow.tests.office import CITY, YEAR, Office, found_office

pytestmark = pytest.mark.django_db
CRECHE = "project/0103020101"


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("three_rounds")
    return office


def supply(stage: str, yen: int, key: str = CRECHE, **more: int) -> Supply:
    money = {(stage, "total"): Decimal(yen)}
    money |= {(stage, item): Decimal(amount) for item, amount in more.items()}
    return Supply(CITY, YEAR, (stage,), {key: money}, "kessan.csv")


def cell(office: Office, code: str = "11", kind: str = "program") -> Cost:
    sheet = office.case(code, kind).plain()
    costs = sheet.costs if kind == "project" else sheet.projects[0].costs
    return next(
        cost for cost in costs
        if cost.fiscal_year == YEAR and cost.item == "total" and cost.stage.startswith("settle")
    )  # fmt: skip


def test_the_difference_is_shown_first(office: Office) -> None:
    found = preview(supply("settlement", 45_200_499))
    assert {(one.title, one.after) for one in found.of(State.FILL)} == {
        ("子どもの居場所づくり", "45,200"), ("児童館運営事業", "45,200"),
    }  # fmt: skip
    assert cell(office).amount is None


def test_an_estimate_in_april_and_the_accounts_later(office: Office) -> None:
    fill_money(supply("settlement_estimate", 45_000_000), by=office.mori)
    assert (cell(office).stage, cell(office).printed) == ("settlement_estimate", "45,000")
    done = fill_money(supply("settlement", 45_200_500), by=office.mori)
    assert {one.state for one in done.cells} == {State.RENEW}
    assert (cell(office).stage, cell(office).amount) == ("settlement", "45201000")
    assert cell(office, "0103020101", "project").printed == "45,201"
    again = fill_money(supply("settlement", 45_200_500), by=office.mori)
    assert {one.state for one in again.cells} == {State.SAME}


def test_what_a_person_typed_stays_and_both_are_kept(office: Office) -> None:
    at = cell(office).at or ""
    office.type(office.sato, f"projects.costs:{at}:amount", "44,999")
    done = fill_money(supply("settlement", 45_200_000), by=office.mori)
    (kept,) = done.of(State.KEPT)
    assert (kept.before, kept.after) == ("44,999", "45,200")
    assert cell(office).printed == "44,999"
    row = FieldChange.objects.get(kind=FieldChange.Kind.CONFLICT)
    assert (row.before, row.after, row.source) == ("44,999", "45,200", "finance")
    fill_money(supply("settlement", 45_200_000), by=office.mori)
    assert FieldChange.objects.filter(kind=FieldChange.Kind.CONFLICT).count() == 1
    fill_money(supply("settlement", 45_200_000), by=office.mori,
               choice=Choice(frozenset({kept.token})))  # fmt: skip
    assert cell(office).printed == "45,200"


def test_what_a_person_corrected_after_a_fill_stays_too(office: Office) -> None:
    fill_money(supply("settlement", 45_000_000), by=office.mori)
    office.type(office.sato, f"projects.costs:{cell(office).at}:amount", "44,000")
    fill_money(supply("settlement", 46_000_000), by=office.mori)
    assert cell(office).printed == "44,000"


@pytest.mark.parametrize("typed", ["45200", "45,200.499", "45,200,499円"])
def test_the_same_amount_in_other_letters_is_no_difference(office: Office, typed: str) -> None:
    at = cell(office).at
    assert not office.type(office.sato, f"projects.costs:{at}:amount", typed).wrong
    own = [one for one in preview(supply("settlement", 45_200_499)).cells if one.spot.at == at]
    assert [one.state for one in own] == [State.SAME]


def test_the_owner_is_told_of_a_difference(office: Office) -> None:
    case = office.case()
    Case.objects.filter(pk=case.pk).update(owner=office.sato.user)
    office.type(office.sato, f"projects.costs:{cell(office).at}:amount", "44,999")
    fill_money(supply("settlement", 45_200_000), by=office.mori)
    assert Message.objects.filter(user=office.sato.user, verb=Verb.FILL_MONEY).count() == 1


def test_totals_follow(office: Office) -> None:
    sheet = office.case().plain()
    money = {
        f"project/{one.code}": {("settlement", "total"): Decimal(1_000_000)}
        for one in sheet.projects
    }
    fill_money(Supply(CITY, YEAR, ("settlement",), money), by=office.mori)
    sheet = office.case().plain()
    total = next(c for c in sheet.costs if c.fiscal_year == YEAR and c.stage == "settlement")
    assert total.amount == str(1_000_000 * len(sheet.projects))


def test_funding_divided_in_another_way_is_left(office: Office) -> None:
    both = supply("settlement", 3_000_000, national=1_000_000, prefectural=1_000_000,
                  general=1_000_000)  # fmt: skip
    states = {(one.item, one.state) for one in preview(both).cells if one.sheet.startswith(
        f"{CITY}/{YEAR}/project")}  # fmt: skip
    assert states == {
        ("total", State.FILL), ("national", State.SOURCES), ("general", State.SOURCES),
    }  # fmt: skip


def test_an_approved_sheet_is_left_unless_said(office: Office) -> None:
    Case.objects.filter(pk=office.case().pk).update(stage="section_head")
    found = preview(supply("settlement", 1))
    assert {one.state for one in found.cells if one.title == office.case().title} == {State.DECIDED}
    with_word = preview(supply("settlement", 1), Choice(decided=True))
    assert {one.state for one in with_word.cells} == {State.FILL}


def test_only_finance_and_planning_may(office: Office) -> None:
    with pytest.raises(Refused):
        fill_money(supply("settlement", 1), by=office.sato)
    fill_money(supply("settlement", 1), by=office.mori)
    assert LogEntry.objects.filter(verb=Verb.FILL_MONEY).count() == 1


def test_a_sheet_read_from_a_file_is_filled_where_it_is_blank(office: Office) -> None:
    # 令和6年度's sheet says nothing of 居場所 in 令和5年度 for the new project.
    year = YEAR - 2
    money = {"project/0103020109": {("settlement", "total"): Decimal(120_000)}}
    given = Supply(CITY, year, ("settlement",), money, "r5.csv")
    states = {one.state for one in preview(given).cells}
    done = fill_money(given, by=office.mori)
    assert {one.state for one in done.cells} == states
    after = {one.state for one in preview(given).cells}
    assert State.FILL not in after
