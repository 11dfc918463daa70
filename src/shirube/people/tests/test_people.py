"""Roles decide, refusals say why, the log only grows."""

import pytest

from shirube.people.actors import Actor, system
from shirube.people.log import Change, record
from shirube.people.models import (
    AppendOnlyError,
    Assignment,
    LogEntry,
    Municipality,
    Role,
    Unit,
    User,
)
from shirube.people.permissions import BY_ROUTE, VERBS, Refused, Verb, require
from shirube.people.verbs import LOGGED_ONLY

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Municipality:
    return Municipality.objects.create(code="999997", name="見本市")


@pytest.fixture
def tanaka(city: Municipality) -> User:
    """Works in the planning section."""
    user = User.objects.create(username="tanaka", last_name="田中")
    Assignment.objects.create(user=user, municipality=city, role=Role.PLANNING)
    return user


def test_planning_confirms(city: Municipality, tanaka: User) -> None:
    require(Actor(tanaka), Verb.CONFIRM, city)


def test_role_in_another_municipality_is_none_here(tanaka: User) -> None:
    other = Municipality.objects.create(code="999989", name="別の市")
    with pytest.raises(Refused):
        require(Actor(tanaka), Verb.CONFIRM, other)


def test_refusal_says_who_may(city: Municipality) -> None:
    with pytest.raises(Refused) as refused:
        require(Actor(User.objects.create(username="sato")), Verb.PUBLISH, city)
    assert "企画担当" in refused.value.text("ja")
    assert "planning" in refused.value.text("en")


def test_role_for_one_division_is_not_for_all(city: Municipality) -> None:
    sato = User.objects.create(username="sato")
    unit = Unit.objects.create(municipality=city, name="企画課")
    Assignment.objects.create(user=sato, municipality=city, unit=unit, role=Role.PLANNING)
    with pytest.raises(Refused):
        require(Actor(sato), Verb.CONFIRM, city)


def test_account_that_was_closed(city: Municipality, tanaka: User) -> None:
    tanaka.is_active = False
    with pytest.raises(Refused):
        require(Actor(tanaka), Verb.CONFIRM, city)


def test_nobody_is_made_the_system_by_a_row(city: Municipality) -> None:
    sato = User.objects.create(username="sato")
    Assignment.objects.create(user=sato, municipality=city, role=Role.SYSTEM)
    with pytest.raises(Refused):
        require(Actor(sato), Verb.TAKE_IN, city)


def test_every_verb_has_somebody() -> None:
    assert set(VERBS) | LOGGED_ONLY == set(Verb)
    assert not set(VERBS) & LOGGED_ONLY
    assert all(grant.roles or grant.roles is BY_ROUTE for grant in VERBS.values())


def test_command_line_acts_as_the_system_account_without_password(city: Municipality) -> None:
    actor = system()
    assert actor.user.is_system
    assert not actor.user.has_usable_password()
    assert system().user == actor.user
    require(actor, Verb.TAKE_IN, city)


def test_who_answers(tanaka: User) -> None:
    assert Actor(tanaka).person == "田中"
    assert system().person == ""
    assert system(" 見本 花子 ").person == "見本 花子"


def test_a_name_is_written_family_name_first() -> None:
    assert User(last_name="佐藤", first_name="花子").get_full_name() == "佐藤 花子"
    assert User(last_name="佐藤").get_full_name() == "佐藤"


def test_log_only_grows(city: Municipality) -> None:
    record(system("見本 花子"), Verb.CONFIRM, city.code, "999997/2019/program/511", Change(1, 2))
    entry = LogEntry.objects.get()
    assert (entry.person, entry.before, entry.after) == ("見本 花子", 1, 2)
    for attempt in (entry.save, entry.delete, LogEntry.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            attempt()
    with pytest.raises(AppendOnlyError):
        LogEntry.objects.update(note="x")
