"""A budget for queries: 50 sheets cost as many as 5."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from shirube.people.actors import Actor
from shirube.workflow.approve import Decision, approve
from shirube.workflow.deciding import Way
from shirube.workflow.models import Case, Cycle, Message, Opinion, PartRequest, Step
from shirube.workflow.submit import submit
from shirube.workflow.tests.office import YEAR, Office, found_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    """Five open sheets; the first is decided in absence and not seen afterwards."""
    office = found_office()
    cycle = office.open("three_rounds").cycle
    office.fill(office.sato)
    submit(office.target(), by=office.sato)
    approve(office.target(), Decision(Way.ABSENT, "課長は出張中"), by=office.ono)
    before = Cycle.objects.create(**_columns(cycle) | {"fiscal_year": YEAR - 1,
                                                       "closed_at": timezone.now()})  # fmt: skip
    first = office.case().pk
    others = Case.objects.exclude(pk=first).values_list("pk", flat=True)[4:]
    Case.objects.filter(pk__in=list(others)).update(cycle=before)
    return office


def sheets(office: Office, number: int) -> None:
    """So many open sheets, with all that hangs on one; every second is still being written."""
    first = office.case()
    steps = list(first.steps.all())
    for n in range(first.cycle.cases.count(), number):
        stage = "write" if n % 2 else first.stage
        own = {"code": f"c{n}", "stage": stage, "owner": None}
        case = Case.objects.create(**_columns(first) | own)
        Step.objects.bulk_create(Step(**_columns(one) | {"case": case}) for one in steps)
    staff = {"recorded_by": office.tanaka.user}
    for case in first.cycle.cases.filter(opinions=None):
        Opinion.objects.create(case=case, number=1, stage="external", text="意見", **staff)
        PartRequest.objects.create(
            case=case, unit=office.unit("子ども課"), places=[], due_on=first.cycle.starts_on,
            requested_by=office.tanaka.user,
        )  # fmt: skip
        Message.objects.create(user=office.kato.user, case=case, municipality=office.city)


def _columns(row: Model) -> dict[str, Any]:
    return {f.name: getattr(row, f.name) for f in row._meta.concrete_fields if not f.primary_key}


def queries(who: Actor, page: str) -> int:
    client = Client()
    client.force_login(who.user)
    with CaptureQueriesContext(connection) as found:
        assert client.get(reverse(f"desk:{page}")).status_code == 200
    return len(found)


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("sato", "work"),
        ("kato", "work"),
        ("ono", "work"),
        ("tanaka", "work"),
        ("hara", "work"),
        ("kato", "due"),
        ("tanaka", "board"),
    ],
)
def test_fifty_sheets_ask_as_often_as_five(office: Office, who: str, page: str) -> None:
    sheets(office, 5)
    few = queries(getattr(office, who), page)
    sheets(office, 50)
    assert queries(getattr(office, who), page) == few <= 20


def test_every_sheet_that_waits_is_there(office: Office, client: Client) -> None:
    sheets(office, 50)
    client.force_login(office.kato.user)
    page = client.get(reverse("desk:work"))
    waiting = page.context["waiting"]
    # 46 are of her division (子ども課); all 50 have asked it for a part
    assert sum(one["what"] == "後閲する" for one in waiting) == 46
    assert len(page.context["opinions"]) == 46
    assert len(page.context["parts"]) == 50
