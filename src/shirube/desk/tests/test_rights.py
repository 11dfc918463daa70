"""Every address of the desk × every role × every stage, against the one table of rights."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from shirube.desk.access import Asks
from shirube.desk.urls import urlpatterns
from shirube.people.actors import Actor
from shirube.people.models import Assignment, LogEntry, Municipality, Role, User
from shirube.people.permissions import VERBS
from shirube.people.verbs import Verb
from shirube.workflow.drafts.addresses import Spot
from shirube.workflow.models import Case
from shirube.workflow.parts import Asking, request_part
from shirube.workflow.routes import DONE, Stage
from shirube.workflow.scopes import acting_roles
from shirube.workflow.tests.office import Office, found_office

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE, ALL = "子ども課", "防災課", None
ROLES = [role for role in Role if role != Role.SYSTEM]
OF_A_DIVISION = {Role.SECTION, Role.SECTION_HEAD, Role.DEPARTMENT_HEAD}
# A role of the whole municipality that is held in one division only is none for the whole.
WHERE = [
    (role, unit)
    for role in ROLES
    for unit in ((HERE, ELSEWHERE) if role in OF_A_DIVISION else (ALL, ELSEWHERE))
]
STAGES = ("write", "section_head", "department_head", "external", "final", DONE)


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("three_rounds")
    case = office.case()
    aim = case.plain().narratives[0].at or ""
    unit = office.unit("広報課")
    request_part(case.pk, Asking(unit.pk, [Spot("narratives", aim)]), by=office.sato)
    return office


def views() -> Iterator[tuple[str, Asks]]:
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        assert pattern.name
        yield pattern.name, pattern.callback.asks  # type: ignore[attr-defined]


def address(name: str, office: Office) -> str:
    asks = dict(views())[name]
    case = office.case()
    ids = {"case": [case.pk], "part": [case.parts.get().pk]}.get(asks.about, [])
    return reverse(f"desk:{name}", args=ids)


def ask(client: Client, path: str) -> int:
    """The address by GET, or by POST where only that is answered; nothing stays changed."""
    with transaction.atomic():
        answer = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path, {"seen": "0.0"})
        transaction.set_rollback(True)
    return answer.status_code


def allowed(verb: Verb, role: Role, unit: str | None, stage: Stage | None, about: str) -> bool:
    """Read off the table, without the program's own reading of it."""
    grant = VERBS[verb]
    kind = DONE if stage is None else stage.kind
    acting = frozenset() if stage is None else acting_roles(stage, verb)
    if role not in (grant.roles or acting):
        return False
    if about != "city" and grant.stages is not None and kind not in grant.stages:
        return False
    if about == "city":
        return unit is None
    if verb == Verb.ANSWER_PART:  # asked of 広報課, where none of these people sits
        return unit is None
    return unit in {HERE, ALL}


def test_every_address_says_what_it_asks() -> None:
    assert all(asks.about == "self" or asks.verbs for _, asks in views())


@pytest.mark.parametrize("stage", STAGES)
def test_every_cell(office: Office, stage: str) -> None:
    Case.objects.filter(pk=office.case().pk).update(stage=stage)
    case = office.case()
    spec = None if stage == DONE else case.route.plain().stage(stage)
    wrong: list[Any] = []
    for role, unit in WHERE:
        who = _person(office, role, unit)
        client = Client()
        client.force_login(who.user)
        for name, asks in views():
            expected = asks.about == "self" or any(
                allowed(verb, role, unit, spec, asks.about) for verb in asks.verbs
            )
            status = ask(client, address(name, office))
            if (status == 403) == expected or status in {404, 500}:
                wrong.append((name, role.value, unit, status, expected))
    assert wrong == []


def _person(office: Office, role: Role, unit: str | None) -> Actor:
    name = f"{role}-{unit or 'all'}"
    user, new = User.objects.get_or_create(
        username=name, defaults={"last_name": name, "municipality": office.city}
    )
    if new:
        where = office.unit(unit) if unit else None
        Assignment.objects.create(user=user, municipality=office.city, unit=where, role=role)
    return Actor(user)


def test_another_municipality_does_not_see_that_there_is_anything(office: Office) -> None:
    other = Municipality.objects.create(code="999989", name="別の市")
    user = User.objects.create(username="yoso", municipality=other)
    for role in ROLES:
        Assignment.objects.create(user=user, municipality=other, role=role)
        # A role here does not help either: the account belongs to the other municipality.
        Assignment.objects.create(user=user, municipality=office.city, role=role)
    client = Client()
    client.force_login(user)
    about_ours = [name for name, asks in views() if asks.about in {"case", "part"}]
    assert {ask(client, address(name, office)) for name in about_ours} == {404}
    titles = [case.title for case in Case.objects.all()]
    for name, asks in views():
        if asks.about in {"self", "city"}:
            page = client.get(reverse(f"desk:{name}")).content.decode()
            assert not any(title in page for title in titles), name


def test_nobody_gets_in_without_signing_in(office: Office) -> None:
    for name, _ in views():
        client = Client()
        answer = client.get(address(name, office))
        if answer.status_code == 405:
            answer = client.post(address(name, office))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/account/login/"), name


def test_a_script_is_told_that_the_login_lapsed(office: Office) -> None:
    headers = {"X-Requested-With": "fetch"}
    answer = Client().post(address("save", office), headers=headers)
    assert answer.status_code == 401
    assert answer.json()["signed_out"]


def test_a_closed_account_is_out_at_once(office: Office) -> None:
    client = Client()
    client.force_login(office.sato.user)
    path = address("sheet", office)
    assert client.get(path).status_code == 200
    User.objects.filter(pk=office.sato.user.pk).update(is_active=False)
    assert client.get(path).status_code == 302


def test_a_refusal_says_why_and_is_logged(office: Office) -> None:
    client = Client()
    client.force_login(office.new_user("imai", Role.SECTION, ELSEWHERE).user)
    answer = client.get(address("sheet", office))
    assert answer.status_code == 403
    assert "担当する部署" in answer.content.decode()
    entry = LogEntry.objects.filter(verb=Verb.REFUSED).get()
    assert entry.actor.username == "imai"
    assert "担当する部署" in entry.note


def test_a_person_without_second_factor_reaches_only_the_page_that_adds_one(
    office: Office, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client()
    client.force_login(office.sato.user)
    answer = client.get(address("work", office))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/2fa/")
