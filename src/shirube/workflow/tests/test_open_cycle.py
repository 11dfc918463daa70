"""Opening a year: whose sheets, what fell due, through reorganisations and a new plan."""

from datetime import date

import pytest

from shirube.basics.testing import samples_folder
from shirube.importers import read_path
from shirube.people.actors import Actor, system
from shirube.people.models import Assignment, Municipality, Role, Unit, User
from shirube.people.permissions import Refused
from shirube.people.units import Reorganisation, reorganise
from shirube.plans.models import Link
from shirube.sheets.models import StoredSheet
from shirube.workflow.approve import approve
from shirube.workflow.assign import Charge, assign, hand_over
from shirube.workflow.finalise import finalise
from shirube.workflow.models import Case, Message
from shirube.workflow.open_cycle import Opened, Opening, open_cycle
from shirube.workflow.routes import ready_routes
from shirube.workflow.submit import submit
from shirube.workflow.take_in import take_in
from shirube.workflow.tests.office import Office, found_office

pytestmark = pytest.mark.django_db
KIYOSE = "132217"


@pytest.fixture
def office() -> Office:
    return found_office()


@pytest.fixture
def planner() -> Actor:
    """清瀬市 as its sheet volume of 令和元年度 tells it."""
    take_in(read_path(samples_folder() / "kiyose_shisaku_r1.txt"), by=system("見本 花子"))
    city = Municipality.objects.get(pk=KIYOSE)
    user = User.objects.create(username="kikaku", municipality=city)
    Assignment.objects.create(user=user, municipality=city, role=Role.PLANNING)
    return Actor(user)


def kiyose(planner: Actor, year: int, **more: object) -> Opened:
    opening = Opening(KIYOSE, year, ready_routes()["town"], date(year + 1, 5, 10), **more)  # type: ignore[arg-type]
    return open_cycle(opening, by=planner)


def promised(year: int, code: str) -> list[tuple[int | None, int | None]]:
    case = Case.objects.get(cycle__fiscal_year=year, municipality=KIYOSE, code=code)
    return [(one.promised_year, one.from_fiscal_year) for one in case.plain().follow_ups]


def test_promises_from_fy2021_on_are_asked_in_the_evaluation_of_fy2021(planner: Actor) -> None:
    kiyose(planner, 2021)
    assert promised(2021, "513") == [(2019, 2021)] * 3
    assert promised(2021, "522") == [(2019, 2021)] * 4


def test_not_before(planner: Actor) -> None:
    kiyose(planner, 2020)
    assert promised(2020, "513") == []


def test_asked_of_the_division_that_has_the_work_now(planner: Actor) -> None:
    sheet = StoredSheet.objects.get(municipality=KIYOSE, code="513").current.plain()
    name = next(one.name for one in sheet.units if one.role == "主担当課")
    reorganise(Reorganisation(KIYOSE, 2021, [name], ["広報広聴課"]), by=planner)
    kiyose(planner, 2021)
    case = Case.objects.get(cycle__fiscal_year=2021, municipality=KIYOSE, code="513")
    assert case.unit == Unit.objects.get(municipality=KIYOSE, name="広報広聴課")
    assert "広報広聴課" in [one.name for one in case.plain().units]
    assert promised(2021, "513") == [(2019, 2021)] * 3


def test_a_new_plan_gives_another_number_and_the_promise_goes_along(planner: Actor) -> None:
    moved = {"program/513": ("731", "行政情報の公開")}
    kiyose(planner, 2021, moved=moved)
    assert promised(2021, "731") == [(2019, 2021)] * 3
    link = Link.objects.get(to_key="program/731")
    assert (link.from_key, link.state) == ("program/513", Link.State.CONFIRMED)


def test_a_split_division_is_a_question_for_the_planning_office(office: Office) -> None:
    change = Reorganisation("999997", 2026, ["子ども課"], ["こども政策課", "保育課"])
    reorganise(change, by=office.tanaka)
    opened = office.open("town")
    assert opened.without_unit == 4
    case = office.case()
    assert case.unit is None
    assign([case.pk], Charge(unit=office.unit("保育課")), by=office.tanaka)
    assert office.case().unit == office.unit("保育課")


def test_a_renamed_division_keeps_its_people(office: Office) -> None:
    reorganise(Reorganisation("999997", 2026, ["子ども課"], ["こども課"]), by=office.tanaka)
    office.open("town")
    assert office.case().owner == office.sato.user
    office.fill(office.sato)
    submit(office.target(), by=office.sato)


def test_a_year_opens_once(office: Office) -> None:
    office.open("town")
    with pytest.raises(Refused, match="すでに始まっています"):
        office.open("town")


def test_only_the_planning_office_opens(office: Office) -> None:
    opening = Opening("999997", 2025, ready_routes()["town"], date(2026, 5, 11))
    with pytest.raises(Refused):
        open_cycle(opening, by=office.sato)


def test_a_sheet_that_was_taken_in_for_the_year_is_left_out(office: Office) -> None:
    opened = office.open("town", year=2024)
    assert opened.cases == 0
    assert "program/11" in opened.left_out


def test_everybody_hears_once_however_many_sheets(office: Office) -> None:
    office.open("town")
    told = Message.objects.filter(user=office.sato.user)
    assert [one.text for one in told] == ["2025年度の評価が始まりました。担当のシートは4枚です。"]


def test_a_leaver_hands_over_and_the_next_one_goes_on(office: Office) -> None:
    office.open("town")
    imai = office.new_user("imai", Role.SECTION, "子ども課")
    with pytest.raises(Refused):  # nobody without a role in the division
        hand_over([office.case().pk], office.suzuki.user, "", by=office.tanaka)
    hand_over([office.case().pk], imai.user, "指標④は確認中です", by=office.sato)
    assert office.case().owner == imai.user
    assert "指標④は確認中です" in Message.objects.filter(user=imai.user)[0].text
    User.objects.filter(pk=office.sato.user.pk).update(is_active=False)
    sato = Actor(User.objects.get(pk=office.sato.user.pk))
    with pytest.raises(Refused):
        submit(office.target(), by=sato)


def test_the_ledger_learns_what_the_form_carried_forward(office: Office) -> None:
    office.open("town")
    one = office.case().plain().indicators[3]
    office.type(office.sato, f"indicators:{one.at}:name", "子ども食堂の箇所数")
    office.fill(office.sato)
    submit(office.target(), by=office.sato)
    approve(office.target(), by=office.kato)
    finalise(office.target(), by=office.tanaka)
    links = Link.objects.filter(what="indicator", to_year=2025)
    relations = {link.to_key.rpartition("/")[2]: link.relation for link in links}
    assert relations["④ 子ども食堂の箇所数"] == "renamed"
    assert list(relations.values()).count("same") == 3
