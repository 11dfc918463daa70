"""Nothing a person typed is lost: words beside a move that is refused come back in their field."""

from collections.abc import Callable, Mapping
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from shirube.people.actors import Actor
from shirube.people.models import Assignment, Role
from shirube.workflow.approve import approve
from shirube.workflow.drafts.addresses import Spot
from shirube.workflow.models import Case
from shirube.workflow.moving import seen_of
from shirube.workflow.parts import Asking, request_part
from shirube.workflow.submit import submit
from shirube.workflow.tests.office import Office, found_office

pytestmark = pytest.mark.django_db
WORDS = "架空の事情により、<この年>だけの数です。"


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("three_rounds")
    return office


def sit(who: Actor) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def page(client: Client, path: str) -> str:
    return unescape(client.get(path).content.decode())


def in_field(html: str, name: str) -> bool:
    """The words stand in a field of that name (a line or a text), not only in the box above."""
    return any(
        f"{start}{WORDS}" in " ".join(html.split("\n"))
        for start in (f'name="{name}" value="', f'name="{name}" rows="2"> ',
                      f'name="{name}" rows="2" required> ', f'name="{name}" rows="3"> ',
                      f'name="{name}" rows="3" required> ', f'name="{name}" rows="6"> ')
    )  # fmt: skip


def submitted(office: Office) -> Case:
    office.fill(office.sato)
    submit(office.target(), by=office.sato)
    return office.case()


def refused(client: Client, name: str, pk: int, form: Mapping[str, object]) -> str:
    """The page to which the refusal leads."""
    answer = client.post(reverse(f"desk:{name}", args=[pk]), dict(form))
    assert answer.status_code == 303
    return unescape(client.get(answer["Location"]).content.decode())


@pytest.mark.parametrize("name", ["approve", "return"])
def test_somebody_changed_the_sheet_meanwhile(office: Office, name: str) -> None:
    case = submitted(office)
    html = refused(sit(office.kato), name, case.pk, {"note": WORDS, "seen": "0.0"})
    assert "書き直されています" in html
    assert in_field(html, "note")


def test_somebody_else_moved_it_on_and_the_form_is_gone(office: Office) -> None:
    case = submitted(office)
    seen, client = seen_of(case), sit(office.kato)
    approve(office.target(), by=office.kato)
    Case.objects.filter(pk=case.pk).update(stage="external")
    answer = client.post(reverse("desk:return", args=[case.pk]), {"note": WORDS, "seen": seen})
    assert answer.status_code == 403
    assert WORDS in unescape(answer.content.decode())
    assert WORDS in page(client, reverse("desk:work"))  # until it is let go


def test_the_sheet_is_not_ready(office: Office) -> None:
    case, client = office.case(), sit(office.sato)
    path = reverse("desk:submit", args=[case.pk])
    html = refused(client, "submit", case.pk, {"note": WORDS, "seen": seen_of(case), "back": path})
    assert "まだ提出できません" in html
    assert WORDS in html
    office.fill(office.sato)
    assert in_field(page(client, path), "note")


def test_the_right_was_lost(office: Office) -> None:
    case, client = submitted(office), sit(office.kato)
    Assignment.objects.filter(user=office.kato.user).update(role=Role.LOG_READER)
    form = {"note": WORDS, "seen": seen_of(case)}
    answer = client.post(reverse("desk:approve", args=[case.pk]), form)
    assert answer.status_code == 403
    assert WORDS in unescape(answer.content.decode())


@pytest.mark.parametrize("name", ["finalise", "reopen", "consent", "abstain"])
def test_every_move_that_is_not_open_to_the_person(office: Office, name: str) -> None:
    case = submitted(office)
    answer = sit(office.sato).post(reverse(f"desk:{name}", args=[case.pk]), {"note": WORDS})
    assert answer.status_code == 403
    assert WORDS in unescape(answer.content.decode())


def test_a_request_without_a_field_chosen(office: Office) -> None:
    case, unit = office.case(), office.unit("広報課")
    form = {"note": WORDS, "unit": unit.pk, "due_on": "2026-05-01"}
    html = refused(sit(office.sato), "ask", case.pk, form)
    assert in_field(html, "note")
    assert f'value="{unit.pk}" selected' in html
    assert 'value="2026-05-01"' in html


def test_talk_that_is_too_long_stays_on_its_field(office: Office) -> None:
    case, at = office.case(), office.case().plain().narratives[0].at
    text, place = WORDS * 250, f"narratives:{at}"
    back = f"{reverse('desk:sheet', args=[case.pk])}?talk={place}"
    client = sit(office.sato)
    html = refused(client, "talk", case.pk, {"text": text, "place": place, "back": back})
    assert "4,000字まで" in html
    assert in_field(html, "text")
    elsewhere = page(client, reverse("desk:sheet", args=[case.pk]))
    assert not in_field(elsewhere, "text")


def test_an_answer_of_a_division_that_was_asked_no_more(office: Office) -> None:
    aim = [Spot("narratives", office.case().plain().narratives[0].at or "")]
    part = request_part(office.case().pk, Asking(office.unit("広報課").pk, aim), by=office.sato)
    client = sit(office.sato)
    html = refused(client, "withdraw_part", part.pk, {"note": " ", "reason": WORDS})
    assert WORDS in html
    part.state = "withdrawn"
    part.save()
    html = refused(client, "withdraw_part", part.pk, {"note": WORDS})
    assert "取りやめ" in html
    assert WORDS in html


def test_an_opinion_and_its_mark(office: Office) -> None:
    case = submitted(office)
    Case.objects.filter(pk=case.pk).update(stage="external")
    client = sit(office.tanaka)
    form = {"body": "", "opinions": WORDS, "note": "", "seen": "0.0"}
    assert in_field(refused(client, "conclude", case.pk, form), "opinions")
    form = {"text": WORDS, "mark": "よ", "member": ""}
    assert in_field(refused(client, "mark", case.pk, form), "text")


def test_a_finding_that_is_gone(office: Office) -> None:
    case = office.case()
    form = {"token": "x", "reason": WORDS}
    assert WORDS in refused(sit(office.sato), "dismiss", case.pk, form)


def lapsed(office: Office, send: Callable[[Client], None], who: Actor) -> Client:
    """A client whose login lapses, that sends a form, and where ``who`` signs in afterwards."""
    client = sit(office.kato)
    client.logout()
    send(client)
    client.force_login(who.user)
    return client


def test_a_login_that_lapsed(office: Office) -> None:
    case = submitted(office)
    read = reverse("desk:read", args=[case.pk])

    def send(client: Client) -> None:
        form = {"note": WORDS, "seen": seen_of(case), "who": office.kato.user.pk}
        path, came = reverse("desk:return", args=[case.pk]), f"http://testserver{read}"
        answer = client.post(path, form, headers={"Referer": came})
        assert unquote(answer["Location"]) == f"/account/login/?next={read}"

    html = page(lapsed(office, send, office.kato), read)
    assert "ログインが切れていた" in html
    assert in_field(html, "note")
    assert WORDS not in page(lapsed(office, send, office.ono), read)  # another person signs in


def test_a_field_of_the_sheet_written_without_script(office: Office) -> None:
    case = office.case()
    address = f"ratings:{case.plain().ratings[0].at}:reason"
    form = {f"f:{address}": WORDS, f"b:{address}": "", "who": office.sato.user.pk, "s": "x"}
    client = sit(office.sato)
    client.logout()
    client.post(reverse("desk:save_section", args=[case.pk]), form)
    client.force_login(office.sato.user)
    html = page(client, reverse("desk:work"))
    assert f'name="f:{address}" rows="4">\n{WORDS}' in html
    client.post(reverse("desk:save_section", args=[case.pk]), form)
    assert office.case().plain().ratings[0].reason == WORDS
    assert WORDS not in page(client, reverse("desk:work"))


def test_what_got_through_or_is_let_go_is_shown_no_more(office: Office) -> None:
    case, client = submitted(office), sit(office.kato)
    work = reverse("desk:work")
    refused(client, "approve", case.pk, {"note": WORDS, "seen": "0.0"})
    form = {"note": WORDS, "seen": seen_of(case)}
    client.post(reverse("desk:approve", args=[case.pk]), form)
    assert office.case().steps.filter(verb="approve", note=WORDS).exists()
    assert "まだ送られていません" not in page(client, work)
    refused(sit(office.sato), "dismiss", case.pk, {"token": "x", "reason": WORDS})
    refused(client, "dismiss", case.pk, {"token": "x", "reason": WORDS})
    number = client.get(work).context["unsent"][0].number
    client.post(reverse("desk:let_go"), {"number": number})
    assert WORDS not in page(client, work)


def test_a_page_opened_before_signing_in_anew(office: Office) -> None:
    case = submitted(office)
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.kato.user)
    answer = client.post(reverse("desk:return", args=[case.pk]), {"note": WORDS})
    assert answer.status_code == 403
    assert WORDS in unescape(answer.content.decode())
    assert WORDS not in page(client, reverse("desk:work"))  # another site may have sent it
