"""Signing on: invitations, second factors, the web server's login, outside logins."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from shirube.people.actors import Actor, system
from shirube.people.models import Assignment, LogEntry, Municipality, Role, User
from shirube.people.permissions import Refused
from shirube.people.registry import Person, add_person, close_account, give_role
from shirube.people.sign_on.adapters import MFAAdapter
from shirube.people.sign_on.inviting import invite
from shirube.people.sign_on.remote import Backend
from shirube.people.verbs import Verb

pytestmark = pytest.mark.django_db
PASSWORD = "umi-to-yama-2026"


@pytest.fixture(autouse=True)
def _with_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def city() -> Municipality:
    return Municipality.objects.create(code="999997", name="見本市")


@pytest.fixture
def tanaka(city: Municipality) -> Actor:
    user = User.objects.create(username="tanaka", last_name="田中", municipality=city)
    Assignment.objects.create(user=user, municipality=city, role=Role.PLANNING)
    return Actor(user)


@pytest.fixture
def sato(city: Municipality, tanaka: Actor) -> User:
    user = add_person(city.code, Person("sato", "佐藤"), by=tanaka)
    give_role(user, Role.SECTION, None, by=tanaka)
    return user


def sets_password(client: Client, path: str) -> Any:
    return client.post(path, {"new_password1": PASSWORD, "new_password2": PASSWORD})


def test_from_the_invitation_to_the_desk(sato: User, tanaka: Actor) -> None:
    client, path = Client(), invite(sato, by=tanaka)
    assert "佐藤" in client.get(path).content.decode()
    answer = sets_password(client, path)
    assert answer["Location"] == reverse("mfa_index")
    assert client.get("/desk/")["Location"].startswith("/account/2fa/")  # not without a factor
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = _code(secret)
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert Authenticator.objects.filter(user=sato, type="totp").exists()
    assert client.get("/desk/").status_code == 200
    logged = LogEntry.objects.filter(actor=sato).values_list("verb", flat=True)
    assert {Verb.SIGN_IN, Verb.FACTOR_CHANGED} <= set(logged)


def _code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_an_invitation_works_once_and_the_newest_only(sato: User, tanaka: Actor) -> None:
    old, new = invite(sato, by=tanaka), invite(sato, by=tanaka)
    assert Client().get(old).status_code == 410
    assert sets_password(Client(), new).status_code == 302
    assert Client().get(new).status_code == 410


def test_being_invited_again_replaces_the_second_factor(sato: User, tanaka: Actor) -> None:
    TOTP.activate(sato, generate_totp_secret())
    sets_password(Client(), invite(sato, by=tanaka))
    assert not Authenticator.objects.filter(user=sato).exists()


def test_a_password_alone_leads_to_the_second_factor(sato: User) -> None:
    sato.set_password(PASSWORD)
    sato.save()
    secret = generate_totp_secret()
    TOTP.activate(sato, secret)
    client = Client()
    form = {"login": "sato", "password": PASSWORD}
    answer = client.post("/account/login/?next=/desk/", form)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get("/desk/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": _code(secret)})
    assert client.get("/desk/").status_code == 200


def test_the_secret_of_a_factor_is_not_readable_in_the_database(sato: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(sato, secret)
    kept = Authenticator.objects.get(user=sato).data["secret"]
    assert secret not in kept
    assert MFAAdapter().decrypt(kept) == secret


def test_a_wrong_password_is_logged_without_saying_who_it_was(sato: User) -> None:
    Client().post("/account/login/", {"login": "sato", "password": "chigau"})
    entry = LogEntry.objects.get(verb=Verb.SIGN_IN_FAILED)
    assert entry.object_key == "user/sato"
    assert entry.actor.is_system


def test_guessing_is_stopped(sato: User) -> None:
    client = Client()
    form = {"login": "sato", "password": "chigau"}
    answers = [client.post("/account/login/", form).content.decode() for _ in range(12)]
    assert LogEntry.objects.filter(verb=Verb.SIGN_IN_FAILED).count() < 12
    assert answers[0] != answers[-1]


def test_nobody_signs_up() -> None:
    assert Client().get("/account/signup/").status_code == 403
    assert not User.objects.exists()


def test_a_leaver_is_out(sato: User, tanaka: Actor) -> None:
    TOTP.activate(sato, generate_totp_secret())
    client = Client()
    client.force_login(sato)
    assert client.get("/desk/").status_code == 200
    close_account(sato, by=tanaka)
    assert client.get("/desk/").status_code == 302
    with pytest.raises(Refused):
        invite(sato, by=tanaka)


def test_section_staff_invite_nobody(sato: User, tanaka: Actor) -> None:
    with pytest.raises(Refused):
        invite(tanaka.user, by=Actor(sato))


@pytest.mark.parametrize("name", ["sato", r"TOWN\sato", "sato@TOWN.LOCAL"])
def test_the_web_servers_login_names_an_account_that_is_there(sato: User, name: str) -> None:
    assert Backend().authenticate(None, remote_user=name) == sato


@pytest.mark.parametrize("name", ["suzuki", "system", r"TOWN\system"])
def test_it_makes_no_account_and_never_the_command_lines(tanaka: Actor, name: str) -> None:
    system()
    assert Backend().authenticate(None, remote_user=name) is None
    assert not User.objects.filter(username="suzuki").exists()
