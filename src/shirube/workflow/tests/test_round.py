"""A sheet through the route of a small town, and what is refused on the way."""

import pytest

from shirube.people.permissions import Refused
from shirube.workflow.approve import Decision, approve
from shirube.workflow.deciding import Way
from shirube.workflow.finalise import finalise, reopen
from shirube.workflow.ready import NotReady
from shirube.workflow.return_ import return_
from shirube.workflow.submit import submit
from shirube.workflow.tests.office import Office, asked_fields, found_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return found_office()


def submitted(office: Office, code: str = "11") -> None:
    office.fill(office.sato, code)
    submit(office.target(code), by=office.sato)


def test_a_sheet_reaches_the_end_of_its_route(office: Office) -> None:
    office.open("town")
    submitted(office)
    approve(office.target(), by=office.kato)
    finalise(office.target(), by=office.tanaka)
    case = office.case()
    assert case.done
    assert case.sheet_version is not None
    assert case.sheet_version.standing == "entered"
    assert [step.verb for step in case.steps.all()] == ["submit", "approve", "finalise"]


def test_an_unfinished_sheet_is_not_handed_on(office: Office) -> None:
    office.open("town")
    with pytest.raises(NotReady) as refused:
        submit(office.target(), by=office.sato)
    assert len(refused.value.obstacles) >= len(asked_fields(office.case()))


def test_a_second_click_does_nothing_twice(office: Office) -> None:
    office.open("town")
    office.fill(office.sato)
    page = office.target()
    submit(page, by=office.sato)
    with pytest.raises(Refused):
        submit(page, by=office.sato)
    assert office.case().steps.count() == 1


def test_a_change_after_the_approval_makes_it_void(office: Office) -> None:
    office.open("half_years")
    for _ in range(2):
        office.fill(office.sato)
        submit(office.target(), by=office.sato)
        approve(office.target(), by=office.kato)
    assert office.case().stage == "department_head"
    return_(office.target(), "数を確かめてください", by=office.ono, to="head_second")
    result = office.type(office.kato, _reason(office), "課長が直した理由。")
    assert result.back_to is None
    assert office.case().stage == "head_second"


def _reason(office: Office) -> str:
    return f"ratings:{office.case().plain().ratings[0].at}:reason"


def test_returned_with_a_reason_and_handed_in_again(office: Office) -> None:
    office.open("town")
    submitted(office)
    with pytest.raises(Refused):
        return_(office.target(), " ", by=office.kato)
    return_(office.target(), "理由が足りません", by=office.kato)
    assert office.case().stage == "write"
    submit(office.target(), by=office.sato)
    assert office.case().stage == "section_head"


def test_the_head_of_another_division_decides_nothing(office: Office) -> None:
    office.open("town")
    submitted(office)
    with pytest.raises(Refused):
        approve(office.target(), by=office.suzuki)


def test_in_absence_the_planning_office_decides_and_the_head_sees_it(office: Office) -> None:
    office.open("town")
    submitted(office)
    with pytest.raises(Refused):
        approve(office.target(), by=office.tanaka)
    approve(office.target(), Decision(Way.ABSENT, "課長出張のため"), by=office.tanaka)
    assert office.case().stage == "final"


def test_reopened_with_a_reason_and_final_again(office: Office) -> None:
    office.open("town")
    submitted(office)
    approve(office.target(), by=office.kato)
    finalise(office.target(), by=office.tanaka)
    reopen(office.target(), "決算額の誤り", by=office.tanaka)
    with pytest.raises(Refused):
        finalise(office.target(), by=office.tanaka)
    office.type(office.sato, _reason(office), "直した理由。")
    submit(office.target(), by=office.sato)
    approve(office.target(), by=office.kato)
    finalise(office.target(), by=office.tanaka)
    assert office.case().sheet_version.number == 2  # type: ignore[union-attr]
