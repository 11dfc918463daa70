"""Money on the desk: from the file to the filled sheet, and who sees what."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shirube.budget import queries
from shirube.budget.models import FinanceTable, SurveyRound, Upload
from shirube.budget.tests.tables import CRECHE, HEADER, ROADS
from shirube.people.actors import Actor, system
from shirube.people.models import Role
from shirube.sample.money import FILES, build_money
from shirube.workflow.tests.office import CITY, YEAR, Office, found_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("three_rounds")
    return office


def at(who: Actor) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def send(client: Client, text: str, year: str = "2025", name: str = "kessan.csv") -> str:
    """Send a file; the address of its columns."""
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post(reverse("desk:money_send"), {"file": file, "year": year})
    return str(answer["Location"])


def confirm(client: Client, address: str, **said: str) -> str:
    """Confirm the columns as proposed, if they are asked for; the address of the check."""
    page = client.get(address)
    if page.context.get("columns") is None:
        return address
    form = {f"role{one['place']}": one["role"] for one in page.context["columns"]}
    terms = {"unit": "円", "widths": "2-2-2-2-2", "words": "繰出金"}
    answer = client.post(address, form | terms | said)
    return str(answer["Location"])


def take(client: Client, text: str, **said: str) -> Any:
    check = confirm(client, send(client, text))
    client.get(check)
    return client.post(check, said, follow=True)


def test_from_the_file_to_the_sheet(office: Office) -> None:
    client = at(office.mori)
    take(client, "\n".join([HEADER, CRECHE, ROADS]))
    assert queries.years(CITY) == [2025]
    assert not Upload.objects.exists()
    page = client.get(reverse("desk:money"), {"year": "2025", "stage": "settlement"})
    assert "80,600,579" in page.content.decode()
    fill = f"{reverse('desk:money_fill')}?year={YEAR}&stage=settlement"
    assert client.get(fill).context["writes"] == 4  # two programs, two projects
    client.post(reverse("desk:money_fill"), {"year": YEAR, "stage": "settlement"})
    costs = office.case().plain().projects[0].costs
    assert "45,200" in {cost.printed for cost in costs}


def test_problems_are_listed_with_their_place_and_nothing_is_half_stored(office: Office) -> None:
    client = at(office.mori)
    text = "\n".join([HEADER, CRECHE, ",名なし,総務課,10,7", ROADS])
    check = confirm(client, send(client, text))
    page = client.get(check).content.decode()
    assert "科目コードのない行に金額があります" in page
    client.post(check)
    assert FinanceTable.objects.count() == 0
    client.post(check, {"left_out": "1"})
    assert FinanceTable.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("kessan.csv", "名前,値段\n1,2", "予算・決算の表として読めません"),
        ("kessan.xlsx", "not a workbook", "Excel"),
        ("kessan.exe", "MZ", "読めません"),
        ("kessan.csv", " ", "ファイルが空です"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(
    office: Office, name: str, text: str, said: str
) -> None:
    client = at(office.mori)
    there = send(client, text, name=name)
    page = client.get(there, follow=True).content.decode()
    assert said in page
    assert FinanceTable.objects.count() == 0


def test_columns_are_asked_once(office: Office) -> None:
    client = at(office.mori)
    take(client, "\n".join([HEADER, CRECHE]))
    check = send(client, "\n".join([HEADER, CRECHE, ROADS]))
    assert check.startswith(reverse("desk:money_check"))
    assert "列の意味に戻る" in client.get(check).content.decode()


def test_a_unit_that_nobody_states_stops_the_file(office: Office) -> None:
    client = at(office.mori)
    check = confirm(client, send(client, "\n".join([HEADER, CRECHE])), unit="")
    page = client.get(check).content.decode()
    assert "金額の単位がどこにも書かれていません" in page
    assert "このファイルは取り込めません" in page


def test_the_printed_book_as_a_file(office: Office) -> None:
    client = at(office.mori)
    build_money(system("見本"))
    book = SimpleUploadedFile("book.csv", (FILES / "r6_kessansho.csv").read_bytes())
    form = {"year": "2024", "stage": "settlement", "file": book}
    client.post(reverse("desk:money_book"), form)
    page = client.get(reverse("desk:money"), {"year": "2024", "stage": "settlement"})
    assert page.context["differs"] == 0
    client.post(reverse("desk:money_book"), {"year": "2024", "stage": "settlement",
                                             "prefix": "01-03", "yen": "1"})  # fmt: skip
    page = client.get(reverse("desk:money"), {"year": "2024", "stage": "settlement"})
    assert page.context["differs"] == 1


def test_shares_transfer_and_hours(office: Office) -> None:
    client = at(office.mori)
    take(client, "\n".join([HEADER, CRECHE]))
    account = CRECHE.split(",")[0]
    form = {"account": account, "year": "2025", "reason": "半分",
            "project": ["project/0103020101", ""], "share": ["0.5", ""]}  # fmt: skip
    client.post(reverse("desk:money_shares"), form)
    page = client.get(reverse("desk:money_shares"), {"year": "2025", "account": account})
    assert [row["share"] for row in page.context["rows"] if row["project"]] == ["0.5"]
    client.post(reverse("desk:money_transfer"), {"account": account, "year": 2025, "transfer": "1"})
    assert queries.ledger(CITY, 2025)[account].transfer
    hours = reverse("desk:money_personnel")
    client.post(hours, {"year": 2025, "category": "正規職員", "yen": "4,000"})
    client.post(hours, {"year": 2025, "category": "正規職員", "project": "project/0103020101",
                        "hours": "10"})  # fmt: skip
    assert "= 40,000円" in client.get(hours, {"year": 2025}).content.decode()


def test_surveys_from_the_register_to_the_draft(office: Office) -> None:
    client = at(office.tanaka)
    client.post(reverse("desk:survey_question"), {"survey": "市民調査", "text": "届いていますか"})
    page = client.get(reverse("desk:surveys"))
    question = page.context["questions"][0][0].pk
    indicator = next(value for value, word in page.context["indicators"] if "届いている" in word)
    client.post(reverse("desk:survey_use"), {"question": question, "indicator": indicator})
    wrong = {"question": question, "year": "2025", "percent": "150", "answers": "800"}
    client.post(reverse("desk:survey_result"), wrong)
    assert not SurveyRound.objects.exists()
    client.post(reverse("desk:survey_result"), wrong | {"percent": "55.5", "population": "41200"})
    page = client.get(reverse("desk:surveys"))
    assert "52.1〜58.9%" in page.content.decode()
    assert page.context["writes"] == 1
    client.post(reverse("desk:survey_drafts"))
    values = [v for one in office.case("32").plain().indicators for v in one.values]
    assert (800, 41_200) in {(value.answers, value.population) for value in values}


def test_finance_sees_all_and_a_division_its_own(office: Office) -> None:
    build_money(system("見本"))
    page = at(office.mori).get(reverse("desk:reflection"))
    assert page.context["answers"]
    assert len(page.context["rows"]) == 8  # 令和5・6年度
    own = at(office.sato).get(reverse("desk:reflection"))
    assert {row["row"].sheet.code for row in own.context["rows"]} == {"11"}
    assert own.context["answers"] == []  # sums are of the whole city
    none = at(office.new_user("soto", Role.REVIEWER)).get(reverse("desk:reflection"))
    assert none.context["rows"] == []


@pytest.mark.parametrize(("kind", "begins"), [("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_the_paper(office: Office, kind: str, begins: bytes) -> None:
    build_money(system("見本"))
    address = reverse("desk:reflection_paper")
    answer = at(office.mori).get(address, {"format": kind, "filter": "cut"})
    assert answer.content.startswith(begins)
    nothing = at(office.mori).get(address, {"format": kind, "unit": "ない課"})
    assert nothing.status_code == 303


def test_another_persons_upload_is_not_there(office: Office) -> None:
    address = send(at(office.mori), "\n".join([HEADER, CRECHE]))
    assert at(office.tanaka).get(address)["Location"] == f"{reverse('desk:money')}#told"


def test_more_lines_ask_as_often(office: Office) -> None:
    client = at(office.mori)
    take(client, "\n".join([HEADER, CRECHE]))

    def asked() -> list[int]:
        counts = []
        for page in ("money", "money_fill"):
            with CaptureQueriesContext(connection) as found:
                client.get(reverse(f"desk:{page}"), {"year": "2025", "stage": "settlement"})
            counts.append(len(found))
        return counts

    few = asked()
    rows = [f"01-03-02-01-{n:02d},事業{n},子ども課,1,1" for n in range(2, 90)]
    take(client, "\n".join([HEADER, CRECHE, *rows]))
    assert asked() == few
