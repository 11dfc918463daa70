"""What is left before a sheet can be handed in: which project, year and column, which rating."""

import pytest
from django.test import Client
from django.urls import reverse

from shirube.desk.sheet import sections
from shirube.schema import Rating
from shirube.workflow.carrying.naming import of_rating
from shirube.workflow.models import Case
from shirube.workflow.ready import obstacles
from shirube.workflow.tests.office import Office, found_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("three_rounds")
    return office


def left(office: Office, part: str, code: str = "11", kind: str = "program") -> list[str]:
    return [one.text for one in obstacles(office.case(code, kind)) if one.part == part]


def test_a_projects_amount_says_which_project_year_and_column(office: Office) -> None:
    first = office.case().plain().projects[0]
    told = left(office, "projects.costs")
    assert f"「{first.code} {first.name} 令和7年度 決算(千円)」を記入してください" in told
    assert len(set(told)) == len(told)


def test_the_sheets_own_costs_say_which_item(office: Office) -> None:
    case = Case.objects.filter(cycle=office.cycle, kind="project").order_by("code")[0]
    told = [one.text for one in obstacles(case) if one.part == "costs"]
    assert any("費用 令和7年度 決算 一般財源(千円)" in text for text in told)
    assert len(set(told)) == len(told)


def test_an_indicator_says_the_year(office: Office) -> None:
    assert all("令和7年度 実績" in text for text in left(office, "indicators.values"))


def test_a_number_that_is_none_says_where_it_stands(office: Office) -> None:
    case = office.case()
    project = case.plain().projects[0]
    cost = next(c for c in project.costs if c.fiscal_year == 2025 and c.stage == "settlement")
    office.type(office.sato, f"projects.costs:{cost.at}:amount", "たぶん百")
    (told,) = [text for text in left(office, "projects.costs") if "たぶん百" in text]
    assert told.startswith(f"{project.code} {project.name} 令和7年度 決算(千円)の「たぶん百」は")


@pytest.mark.parametrize(
    ("by", "period", "called"),
    [
        (None, None, "総合評価"),
        ("所管課", None, "総合評価(所管課)"),
        ("所管課", "前期", "総合評価(前期・所管課)"),
    ],
)
def test_a_rating_says_whose_and_of_when(by: str | None, period: str | None, called: str) -> None:
    assert (
        of_rating(Rating(key="overall", scale="grade", by=by, period=period), "総合評価") == called
    )


def test_every_entry_leads_to_its_field(office: Office, client: Client) -> None:
    case = office.case()
    client.force_login(office.sato.user)
    page = client.get(reverse("desk:submit", args=[case.pk]))
    places = {one["href"] for one in page.context["left"]}
    known = {
        f"?at={one.address.split(':')[1]}#{one.ident}"
        for section in sections.page(case, writes=True).sections
        for one in section.entries()
    }
    assert {href.partition("/?")[2] for href in places} <= {href[1:] for href in known}
    href = next(href for href in places if "amount" in href)
    assert f'id="{href.partition("#")[2]}"' in client.get(href).content.decode()
