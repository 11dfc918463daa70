"""The board: what it counts, and what the planning office does from it."""

import pytest
from django.test import Client
from django.urls import reverse

from shirube.people.models import LogEntry, Unit
from shirube.workflow.findings import findings_of
from shirube.workflow.submit import submit
from shirube.workflow.talk import dismiss, remark, settle_remarks
from shirube.workflow.tests.office import Office, found_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("three_rounds")
    return office


@pytest.fixture
def client(office: Office, client: Client) -> Client:
    client.force_login(office.tanaka.user)
    return client


def test_findings_of_sheets_that_have_moved_are_counted(office: Office, client: Client) -> None:
    assert office.case().noticed is None  # nobody has looked at it yet: not 0
    office.fill(office.sato)
    submit(office.target(), by=office.sato)
    found = findings_of(office.case())
    assert office.case().noticed == len(found) > 0
    dismiss(office.case().pk, found[0].token, "架空の数のため", by=office.sato)
    assert office.case().noticed == len(found) - 1
    lines = client.get(reverse("desk:board")).context["lines"]
    assert [line.noticed for line, _ in lines if line.name == "子ども課"] == [len(found) - 1]


def test_another_route_needs_a_reason(office: Office, client: Client) -> None:
    form = {"case": office.case().pk, "route": "town", "reason": ""}
    client.post(reverse("desk:assign"), form)
    assert office.case().route.key == "three_rounds"
    client.post(reverse("desk:assign"), form | {"reason": "軽易な事業のため"})
    assert office.case().route.key == "town"
    assert office.case().stage == "write"


def test_a_talk_is_settled_and_stays_readable(office: Office) -> None:
    case = office.case()
    remark(case.pk, "この数は速報ですか。", by=office.tanaka)
    assert settle_remarks(case.pk, None, by=office.sato) == 1
    assert case.remarks.get().settled_at is not None
    assert LogEntry.objects.filter(verb="remark", actor=office.sato.user).count() == 1


def test_a_sheet_on_another_route_is_counted_apart_and_named_by_its_own(
    office: Office, client: Client
) -> None:
    form = {"case": office.case().pk, "route": "half_years", "reason": "軽易な事業のため"}
    client.post(reverse("desk:assign"), form)
    context = client.get(reverse("desk:board")).context
    (line,) = [line for line, _ in context["lines"] if line.name == "子ども課"]
    assert (sum(line.stages.values()), line.elsewhere, line.moved) == (len(line.cases) - 1, 1, 0)
    assert {case.pk: called for case, called in context["cases"]}[office.case().pk] == (
        "前期の記入"
    )


def test_all_of_a_change_or_nothing(office: Office, client: Client) -> None:
    form = {"case": office.case().pk, "short": "1", "route": "town", "reason": ""}
    client.post(reverse("desk:assign"), form)
    assert not office.case().short


def test_my_work_counts_what_waits(office: Office, client: Client) -> None:
    client.force_login(office.sato.user)
    page = client.get(reverse("desk:work"))
    assert page.context["count"] == len(page.context["waiting"]) > 0
    assert f"<b>{page.context['count']}件</b>" in page.content.decode()


def test_a_form_leads_to_no_other_host(office: Office, client: Client) -> None:
    address = reverse("desk:submit", args=[office.case().pk])
    client.force_login(office.sato.user)
    answer = client.post(address, {"seen": "old", "back": "https://evil.example/"})
    assert answer["Location"].startswith("/desk/")


def test_a_division_without_sheets_can_be_given_one(office: Office, client: Client) -> None:
    new = Unit.objects.create(municipality=office.city, name="あたらしい課")
    page = client.get(reverse("desk:board")).content.decode()
    assert f'<option value="{new.pk}">あたらしい課</option>' in page
