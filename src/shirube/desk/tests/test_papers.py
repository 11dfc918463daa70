"""Papers from the desk: who gets which, with what beside the sheet."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from shirube.people.actors import Actor, system
from shirube.people.models import Role
from shirube.publishing.office_papers import entries_of_cases, entries_of_keys
from shirube.sample.money import build_money
from shirube.schema import SheetKey
from shirube.sheets.forms import library
from shirube.workflow.tests.office import CITY, Office, found_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("town")
    return office


def at(who: Actor) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def of_sheet(office: Office, kind: str, form: str = "xlsx") -> str:
    return f"{reverse('desk:paper', args=[office.case().pk])}?kind={kind}&format={form}"


def of_division(office: Office, name: str, kind: str = "audit") -> str:
    unit = office.unit(name).pk
    cycle = office.case().cycle_id
    return f"{reverse('desk:papers')}?cycle={cycle}&unit={unit}&kind={kind}&format=xlsx"


def test_the_reading_view_leads_to_the_papers(office: Office) -> None:
    client = at(office.sato)
    address = reverse("desk:paper", args=[office.case().pk])
    assert address in client.get(reverse("desk:read", args=[office.case().pk])).content.decode()
    page = client.get(address).content.decode()
    for title in ("評価表", "主要な施策の成果を説明する書類", "実施計画調書", "予算要求の付表",
                  "監査調書", "KPI検証表"):  # fmt: skip
        assert title in page


def test_a_paper_of_a_draft_says_that_it_is_not_final(office: Office) -> None:
    answer = at(office.sato).get(of_sheet(office, "kpi"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    told = list(book["この書類について"].iter_rows(values_only=True))
    assert any("確定前の内容です" in str(row[1]) for row in told)
    assert "attachment" in answer["Content-Disposition"]


def test_a_pdf_is_a_pdf(office: Office) -> None:
    answer = at(office.sato).get(of_sheet(office, "plan", "pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_a_division_in_one_file_and_nothing_of_others(office: Office) -> None:
    answer = at(office.sato).get(of_division(office, "子ども課"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = list(book["1 概要"].iter_rows(min_row=2, values_only=True))
    assert len(rows) > 1
    elsewhere = at(office.suzuki).get(of_division(office, "子ども課"))
    assert elsewhere["Content-Type"].startswith("text/html")
    assert "子どもの居場所づくり" not in elsewhere.content.decode()


def test_finance_stands_beside_for_those_who_may_see_it(office: Office) -> None:
    build_money(system("見本 花子"))
    (entry,) = entries_of_cases([office.case()], finance=True)
    assert entry.before is not None
    assert any(cost.stage == "initial_budget" for own in entry.finance.values() for cost in own)
    assert entries_of_cases([office.case()], finance=False)[0].finance == {}


def test_a_stored_sheet_comes_with_finance_and_the_year_that_people_joined(office: Office) -> None:
    build_money(system("見本 花子"))
    key = SheetKey(CITY, 2024, "program", "11")
    entry = entries_of_keys([key], library())[key]
    settled = [
        Decimal(cost.amount or 0)
        for own in entry.finance.values()
        for cost in own
        if (cost.stage, cost.item, cost.fiscal_year) == ("settlement", "total", 2024)
    ]
    assert settled
    assert entry.sheet.unplaced == ()


def test_a_broken_template_is_told_and_not_an_error(
    office: Office, tmp_path: Path, settings: object
) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "audit.toml").write_text("id = 1", "utf-8")
    settings.SHIRUBE_HOME = tmp_path  # type: ignore[attr-defined]
    answer = at(office.sato).get(reverse("desk:paper", args=[office.case().pk]))
    assert answer.status_code == 503
    assert "audit.toml" in answer.content.decode()


def test_whoever_may_not_read_the_sheet_gets_no_paper(office: Office) -> None:
    assert at(office.suzuki).get(of_sheet(office, "audit")).status_code == 403
    reader = office.new_user("yomu", Role.LOG_READER)
    assert at(reader).get(of_sheet(office, "audit")).status_code == 403
