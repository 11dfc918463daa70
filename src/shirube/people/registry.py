"""The verb manage_people: accounts of staff, their roles, and when they leave."""

from dataclasses import dataclass

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import Assignment, Municipality, Role, Unit, User
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who gets an account: how they sign on, their name, an address for mail."""

    username: str
    family: str
    given: str = ""
    email: str = ""


@transaction.atomic
def add_person(municipality: str, person: Person, *, by: Actor) -> User:
    """A new account without a password: an invitation gives one. Raises Refused."""
    require(by, Verb.MANAGE_PEOPLE, municipality)
    username = person.username.strip()
    if not username or not person.family.strip():
        raise Refused("利用者名と氏名を入れてください。", "Give a user name and a name.")
    if len(username) > 150 or not all(c.isalnum() or c in "@.+-_" for c in username):
        raise Refused(
            "利用者名には英数字と @ . + - _ が使えます(150字まで)。", "That is no user name."
        )
    if User.objects.filter(username=username).exists():
        raise Refused(f"利用者名「{username}」は使われています。", "The user name is taken.")
    user = User(
        username=username,
        last_name=person.family.strip()[:150],
        first_name=person.given.strip()[:150],
        email=person.email.strip(),
        municipality=Municipality.objects.get(pk=municipality),
    )
    user.set_unusable_password()
    user.save()
    record(
        by, Verb.MANAGE_PEOPLE, municipality, f"user/{username}", Change(None, {"new": username})
    )
    return user


@transaction.atomic
def give_role(user: User, role: Role, unit: Unit | None, *, by: Actor) -> Assignment:
    """A role in a division (None: the whole municipality). Raises Refused."""
    city = _city(user)
    require(by, Verb.MANAGE_PEOPLE, city)
    if role == Role.SYSTEM or (unit is not None and unit.municipality_id != city):
        raise Refused("この役割は付けられません。", "That role cannot be given.")
    row, _ = Assignment.objects.get_or_create(user=user, municipality_id=city, unit=unit, role=role)
    _log(user, {"role": role, "unit": unit.name if unit else None}, by)
    return row


@transaction.atomic
def take_role(assignment: Assignment, *, by: Actor) -> None:
    """The role is no longer held. Raises Refused."""
    require(by, Verb.MANAGE_PEOPLE, assignment.municipality_id)
    unit = assignment.unit.name if assignment.unit else None
    _log(assignment.user, {"role_taken": assignment.role, "unit": unit}, by)
    assignment.delete()


@transaction.atomic
def close_account(user: User, *, by: Actor, reopen: bool = False) -> None:
    """Somebody leaves: no sign-on from now on, open sessions end. What they wrote stays.

    Raises Refused, also for one's own account.
    """
    require(by, Verb.MANAGE_PEOPLE, _city(user))
    if user == by.user:
        raise Refused("自分のアカウントは閉じられません。", "Not one's own account.")
    user.is_active = reopen
    user.save(update_fields=["is_active"])
    _log(user, {"active": reopen}, by)


def _city(user: User) -> str:
    if user.municipality_id is None:
        raise Refused("団体に属さないアカウントです。", "The account has no municipality.")
    return user.municipality_id


def _log(user: User, after: dict[str, object], by: Actor) -> None:
    record(by, Verb.MANAGE_PEOPLE, _city(user), f"user/{user.username}", Change(None, after))
