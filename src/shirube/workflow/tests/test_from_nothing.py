"""A sheet without a last year: everything that the form asks can be written, on screen and in a
workbook.
"""

import pytest

from shirube.designs import packaged
from shirube.designs.columns import value_slots
from shirube.people.permissions import Refused
from shirube.workbooks.tests.hand import addresses, filled, opened
from shirube.workflow.add_sheet import NewSheet, add_sheet
from shirube.workflow.drafts.addresses import Spot, parse
from shirube.workflow.drafts.editing import Edit
from shirube.workflow.example import example
from shirube.workflow.models import Case
from shirube.workflow.rows import add_row, remove_row
from shirube.workflow.save import save
from shirube.workflow.take_workbook import Choice, checked, keep_upload, take_workbook
from shirube.workflow.tests.office import CITY, Office, found_office
from shirube.workflow.workbook_forms import workbook_of

pytestmark = pytest.mark.django_db
PLACES = value_slots(packaged()["mihon_shisaku"], 2025)


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("town")
    return office


def new(office: Office) -> Case:
    assert office.cycle is not None
    sheet = NewSheet("mihon_shisaku", "99", "あたらしい施策", office.unit("子ども課"))
    return add_sheet(office.cycle.pk, sheet, by=office.tanaka)


def value(measure: str, year: int, at: str = "+1") -> str:
    return f"indicators.values:{at}/{PLACES.index((measure, year))}:value"


def typed(case: Case, address: str, text: str, office: Office) -> None:
    assert not save(case.pk, [Edit(parse(address), "", text)], by=office.sato).wrong


def test_an_indicator_gets_the_columns_of_the_form(office: Office) -> None:
    case = new(office)
    spot = add_row(case.pk, "indicators", by=office.sato)
    case.refresh_from_db()
    (one,) = case.plain().indicators
    assert [(cell.measure, cell.fiscal_year) for cell in one.values] == list(PLACES)
    assert one.no == "1"
    assert spot.at == one.at
    typed(case, f"indicators:{one.at}:name", "利用者", office)
    actual = one.get("actual", 2025)
    assert actual is not None
    typed(case, f"indicators.values:{actual.at}:value", "1,234", office)
    case.refresh_from_db()
    kept = case.plain().indicators[0].get("actual", 2025)
    assert kept is not None
    assert kept.value == "1234"


def test_a_second_row_copies_the_first(office: Office) -> None:
    case = new(office)
    for part in ("indicators", "indicators", "projects", "projects"):
        add_row(case.pk, part, by=office.sato)
    case.refresh_from_db()
    sheet = case.plain()
    assert len({tuple((v.measure, v.fiscal_year) for v in i.values) for i in sheet.indicators}) == 1
    slots = {tuple((c.fiscal_year, c.stage, c.unit) for c in p.costs) for p in sheet.projects}
    assert slots == {((2025, "settlement", "千円"), (2026, "initial_budget", "千円"))}
    ats = [c.at for p in sheet.projects for c in p.costs]
    assert len(set(ats)) == len(ats)


def test_totals_follow_the_rows(office: Office) -> None:
    case = new(office)
    for _ in range(2):
        add_row(case.pk, "projects", by=office.sato)
    case.refresh_from_db()
    for one, text in zip(case.plain().projects, ("1,200", "800"), strict=True):
        typed(case, f"projects.costs:{one.costs[0].at}:amount", text, office)
    case.refresh_from_db()
    assert [c.amount for c in case.plain().costs] == ["2000000", None]


def test_a_workbook_brings_indicators_projects_and_directions(office: Office) -> None:
    case = new(office)
    data = filled(
        workbook_of([case], by=office.sato),
        {
            "indicators:+1:name": "利用者",
            "indicators:+1:unit": "人",
            "indicators:+1:better": "高いほどよい",
            value("target", 2025): "１，２００",
            value("actual", 2025): 1100,
            "projects:+1:name": "ひろば",
            "projects:+1:code": "0103020101",
            "projects.costs:+1/0:amount": "1,500千円",
            "directions:+1:title": "近くに",
            "contacts:+1:phone": "000-000-0000",
        },
    )
    upload = keep_upload(CITY, data, "記入.xlsx", by=office.sato)
    assert not checked(upload, by=office.sato).sheets[0].of("wrong")
    take_workbook(upload.pk, Choice(), by=office.sato)
    case.refresh_from_db()
    sheet = case.plain()
    (one,) = sheet.indicators
    target, actual = one.get("target", 2025), one.get("actual", 2025)
    assert target is not None
    assert actual is not None
    assert (one.name, one.unit, one.better, one.better_basis) == ("利用者", "人", "up", "person")
    assert (target.value, actual.value) == ("1200", "1100")
    (project,) = sheet.projects
    assert (project.code, project.costs[0].amount) == ("0103020101", "1500000")
    assert [(d.no, d.title) for d in sheet.directions] == [("1", "近くに")]
    assert sheet.contacts[0].phone == "000-000-0000"
    assert sheet.costs[0].amount == "1500000"
    again = keep_upload(CITY, data, "記入.xlsx", by=office.sato)
    assert checked(again, by=office.sato).count == 0


def test_a_workbook_offers_new_indicators_only_where_there_are_none(office: Office) -> None:
    both = [new(office), office.case()]
    spare = [
        [a for a in addresses(opened(workbook_of([one], by=office.sato))) if "indicators:+" in a]
        for one in both
    ]
    assert [bool(found) for found in spare] == [True, False]


def test_what_the_plan_named_last_year_stays(office: Office) -> None:
    case = office.case()
    with pytest.raises(Refused, match="計画で決まっている"):
        remove_row(case.pk, Spot("indicators", case.plain().indicators[0].at or ""), by=office.sato)
    added = add_row(case.pk, "indicators", by=office.sato)
    remove_row(case.pk, added, by=office.sato)
    case.refresh_from_db()
    assert added.at not in {one.at for one in case.plain().indicators}


def test_the_preview_of_a_form_says_its_own_unit() -> None:
    design = packaged()["mihon_shisaku"].model_copy(update={"money_unit": "百万円"})
    (first, _) = example(design, 2025).costs
    assert (first.unit, first.printed, first.amount) == ("百万円", "1,000", "1000000000")
