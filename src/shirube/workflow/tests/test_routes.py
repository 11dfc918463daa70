"""The four routes that come ready, each run to final by the people whom its stages name."""

from datetime import date

import pytest

from shirube.people.models import Assignment, Role
from shirube.people.permissions import Refused
from shirube.workflow.approve import Decision, approve, consent, seen
from shirube.workflow.assign import change_route, store_route
from shirube.workflow.close_cycle import close_cycle
from shirube.workflow.deciding import Way
from shirube.workflow.due import due_dates
from shirube.workflow.finalise import finalise
from shirube.workflow.models import Step
from shirube.workflow.return_ import abstain
from shirube.workflow.review import Conclusion, Judgement, answer_review, conclude, review
from shirube.workflow.routes import ready_routes
from shirube.workflow.routes.page import table
from shirube.workflow.submit import submit
from shirube.workflow.tests.office import CITY, Office, found_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return found_office()


def moves(office: Office) -> list[tuple[str, str]]:
    return [(step.stage, step.verb) for step in office.case().steps.all()]


def written(office: Office, by: str = "sato") -> None:
    office.fill(office.people[by])
    submit(office.target(), by=office.people[by])


def test_a_town_without_departments(office: Office) -> None:
    office.open("town")
    written(office)
    approve(office.target(), by=office.kato)
    finalise(office.target(), by=office.tanaka)
    assert moves(office) == [("write", "submit"), ("section_head", "approve"),
                             ("final", "finalise")]  # fmt: skip


def test_a_city_whose_department_head_writes(office: Office) -> None:
    office.open("department")
    office.fill(office.sato)  # staff may help
    with pytest.raises(Refused):
        submit(office.target(), by=office.sato)
    submit(office.target(), by=office.ono)
    review(office.case().pk, Judgement("B", "数の動きが読めない"), by=office.hara)
    said = Conclusion("評価委員会", ["数の動きの理由を書くこと"], "B")
    conclude(office.target(), said, by=office.tanaka)
    with pytest.raises(Refused):  # the council's decision has a number, a body and a day
        approve(office.target(), Decision(note="庁議 7月3日"), by=office.tanaka)
    approve(office.target(), Decision(note="庁議 7月3日", document_no="見企12"), by=office.tanaka)
    with pytest.raises(Refused):  # an opinion waits for its answer
        finalise(office.target(), by=office.tanaka)
    answer_review(office.case().opinions.get().pk, "理由を足しました", by=office.ono)
    finalise(office.target(), by=office.tanaka)
    decided = Step.objects.get(stage="council")
    assert (decided.way, decided.document_no) == (Way.COLLECTIVE, "見企12")
    stored = office.case().sheet_version
    assert stored is not None
    assert [one.answer for one in stored.plain().reviews] == ["理由を足しました"]


def test_three_rounds_with_all_that_may_happen(office: Office) -> None:
    office.open("three_rounds")
    written(office)
    approve(office.target(), Decision(Way.ABSENT, "課長出張"), by=office.ono)
    with pytest.raises(Refused):
        approve(office.target(), by=office.ono)  # finance has not consented
    consent(office.target(), by=office.mori)
    abstain(office.target(), "利害があるため", by=office.ono)
    with pytest.raises(Refused):
        approve(office.target(), by=office.ono)
    approve(office.target(), Decision(Way.DELEGATE), by=office.kato)
    review(office.case().pk, Judgement("妥当"), by=office.abe)
    abstain(office.target(), "運営にかかわるため", by=office.oki)
    review(office.case().pk, Judgement("妥当", "", "紙の委員"), by=office.tanaka)
    conclude(office.target(), Conclusion("委員会", [], note="意見なし"), by=office.tanaka)
    finalise(office.target(), by=office.tanaka, document_no="見企13")
    with pytest.raises(Refused):  # the head who was away has not seen it
        close_cycle(_only(office), by=office.tanaka)
    seen(office.target(), "section_head", by=office.kato)
    close_cycle(_only(office), by=office.tanaka)


def _only(office: Office) -> int:
    """The other sheets of the cycle are not what this is about."""
    assert office.cycle is not None
    office.cycle.cases.exclude(pk=office.case().pk).delete()
    return office.cycle.pk


def test_two_half_years(office: Office) -> None:
    office.open("half_years")
    written(office)
    approve(office.target(), by=office.kato)
    assert office.case().stage == "write_second"
    office.type(office.sato, f"ratings:{office.case().plain().ratings[0].at}:reason", "後期も。")
    submit(office.target(), by=office.sato)
    approve(office.target(), by=office.kato)
    approve(office.target(), by=office.ono)
    finalise(office.target(), by=office.tanaka)
    assert [stage for stage, _ in moves(office)] == [
        "write_first", "head_first", "write_second", "head_second", "department_head", "final"
    ]  # fmt: skip


def test_a_second_writing_stays_open_whatever_route_is_chosen(office: Office) -> None:
    """The first half-year was approved on its own words; writing on does not undo that."""
    office.open("half_years")
    written(office)
    approve(office.target(), by=office.kato)
    rating = office.case().plain().ratings[0].at
    office.type(office.sato, f"ratings:{rating}:reason", "後期に書き足した。")
    again = store_route(CITY, ready_routes()["half_years"])
    change_route([office.case().pk], again, "道すじの見直し", by=office.tanaka)
    assert office.case().stage == "write_second"


@pytest.mark.parametrize("route", ready_routes().values(), ids=lambda route: route.key)
def test_a_route_is_told_as_a_table(route: object) -> None:
    rows = table(route)  # type: ignore[arg-type]
    assert all(row["title"] and row["who"] and row["kind"] for row in rows)


def test_due_dates_are_office_days_lowest_level_first() -> None:
    dues = due_dates(ready_routes()["town"], date(2026, 4, 24))
    # 29 April, 3-6 May 2026 are holidays.
    assert dues == {
        "write": date(2026, 5, 21),
        "section_head": date(2026, 5, 28),
        "final": date(2026, 6, 4),
    }


def test_the_author_does_not_approve_where_the_route_forbids_it(office: Office) -> None:
    office.open("three_rounds")
    both = office.new_user("both", Role.SECTION, "子ども課")
    unit = office.unit("子ども課")
    Assignment.objects.create(
        user=both.user, municipality=office.city, unit=unit, role=Role.SECTION_HEAD
    )
    office.fill(both)
    submit(office.target(), by=both)
    with pytest.raises(Refused, match="提出した本人"):
        approve(office.target(), by=both)
