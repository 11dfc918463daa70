"""Years and counts as people type them: understood or refused, never dropped."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from shirube.budget import queries
from shirube.budget.models import SurveyQuestion, SurveyRound, Upload
from shirube.budget.tests.tables import CRECHE, HEADER
from shirube.desk.numbers import count_of, year_of
from shirube.desk.tests.test_money import at, send, take
from shirube.people.permissions import Refused
from shirube.plans.models import PlanPeriod
from shirube.sheets.models import StoredDesign
from shirube.workflow.tests.office import CITY, Office, found_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("three_rounds")
    return office


@pytest.mark.parametrize("text", ["", "7", "来年", "令和6・7"])
def test_a_year_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="令和7年度"):
        year_of(text)


@pytest.mark.parametrize(
    ("text", "count"), [("1,024", 1024), ("１０２４人", 1024), ("  ", None), ("0", 0)]
)
def test_a_count(text: str, count: int | None) -> None:
    assert count_of(text, "answers") == count


@pytest.mark.parametrize("text", ["たくさん", "1.5", "-3", "約1000"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="0以上の整数"):
        count_of(text, "answers")


def test_a_table_is_of_the_year_that_was_typed(office: Office) -> None:
    client = at(office.mori)
    send(client, f"{HEADER}\n{CRECHE}", year="令和７年度")
    assert Upload.objects.get().fiscal_year == 2025
    assert send(client, f"{HEADER}\n{CRECHE}", year="来年").startswith(reverse("desk:money"))
    assert Upload.objects.count() == 1


def test_shares_hold_from_the_year_that_was_typed(office: Office) -> None:
    client = at(office.mori)
    take(client, f"{HEADER}\n{CRECHE}")
    account = next(iter(queries.ledger(CITY, 2025)))
    form = {"account": account, "project": "project/0103020101", "share": "1", "reason": "x"}
    client.post(reverse("desk:money_shares"), form | {"year": "令和7"})
    assert account in queries.shares(CITY, 2025)
    assert account not in queries.shares(CITY, 2024)
    answer = client.post(reverse("desk:money_shares"), form | {"year": "来年"}, follow=True)
    assert "年度として読めません" in answer.content.decode()


def survey(client: Client, **said: str) -> str:
    client.post(reverse("desk:survey_question"), {"survey": "意識調査", "text": "届くか"})
    row = SurveyQuestion.objects.get()
    form = {"question": str(row.pk), "year": "R6", "percent": "52.3", "answers": "1,024人"}
    answer = client.post(reverse("desk:survey_result"), form | said, follow=True)
    return str(answer.content.decode())


def test_a_survey_in_widths_and_commas(office: Office) -> None:
    survey(at(office.tanaka), percent="５２．３％", sample="2,000", population="80,000")
    row = SurveyRound.objects.get()
    assert (row.fiscal_year, row.answers, row.sample, row.population) == (2024, 1024, 2000, 80_000)
    assert row.percent == Decimal("52.3")


def test_a_share_below_one_percent_has_to_say_so(office: Office) -> None:
    client = at(office.tanaka)
    assert "52.3%" in survey(client, percent="0.523")
    assert not SurveyRound.objects.exists()


def test_a_share_that_says_so_is_kept(office: Office) -> None:
    survey(at(office.tanaka), percent="0.5%")
    assert SurveyRound.objects.get().percent == Decimal("0.5")


def test_a_plan_and_a_form_begin_in_a_year_of_an_era(office: Office) -> None:
    client = at(office.tanaka)
    table = "段\t番号\t名称\n施策\t11\t道"
    form = {"title": "計画", "first_year": "令和１２年度", "last_year": "R15", "table": table}
    client.post(reverse("desk:setup_plan"), form | {"store": "1"})
    period = PlanPeriod.objects.get()
    assert (period.first_year, period.last_year) == (2030, 2033)
    client.post(reverse("desk:setup_designs"), {"origin": "mihon_shisaku", "first_year": "R12"})
    assert StoredDesign.objects.get().plain().first_year == 2030
