"""The verb manage_people for a whole table: divisions, accounts and roles, all or nothing."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import Assignment, Unit, User
from shirube.people.permissions import Refused, require
from shirube.people.registry import Person, add_person, give_role
from shirube.people.roster import OF_A_DIVISION, Listed, Roster
from shirube.people.sign_on.inviting import invite
from shirube.people.tables import Trouble
from shirube.people.verbs import Verb


class Enrolled(NamedTuple):
    """How many were new; what is there already stays as it is."""

    units: int
    accounts: int
    roles: int


def troubles(municipality: str, roster: Roster) -> tuple[Trouble, ...]:
    """What is wrong with the table by itself, and with what is registered already."""
    return tuple(sorted([*roster.problems, *_taken(municipality, roster.people)]))


def _taken(municipality: str, people: Iterable[Listed]) -> Iterable[Trouble]:
    found = {user.username: user for user in User.objects.filter(
        username__in=[one.username for one in people])}  # fmt: skip
    for one in people:
        user = found.get(one.username)
        if user is None:
            continue
        if user.municipality_id != municipality:
            words = f"利用者名「{one.username}」は使われています。別の名前にしてください。"
            yield Trouble(one.line, words, "The user name is taken.")
        elif user.last_name != one.family:
            words = (
                f"利用者名「{one.username}」は、{user.last_name}さんとして登録されています。"
                "同じ人なら氏名を合わせ、別の人なら別の名前にしてください。"
            )
            yield Trouble(one.line, words, "The user name belongs to somebody else.")


@transaction.atomic
def enrol(municipality: str, roster: Roster, *, by: Actor) -> Enrolled:
    """Register what the table says and is not there yet. Raises Refused with the first problem."""
    require(by, Verb.MANAGE_PEOPLE, municipality)
    wrong = troubles(municipality, roster)
    if wrong:
        raise Refused(wrong[0].text("ja"), wrong[0].text("en"))
    units, made = _units(municipality, roster)
    accounts = roles = 0
    for one in roster.people:
        user = User.objects.filter(username=one.username, municipality_id=municipality).first()
        if user is None:
            person = Person(one.username, one.family, one.given, one.email)
            user, accounts = add_person(municipality, person, by=by), accounts + 1
        for role in one.roles:
            unit = units[one.unit] if role in OF_A_DIVISION else None
            if not Assignment.objects.filter(user=user, unit=unit, role=role).exists():
                give_role(user, role, unit, by=by)
                roles += 1
    if made:
        change = Change(None, {"new": made})
        record(by, Verb.MANAGE_PEOPLE, municipality, f"{municipality}/units", change)
    return Enrolled(len(made), accounts, roles)


def _units(municipality: str, roster: Roster) -> tuple[dict[str, Unit], list[str]]:
    known = {unit.name: unit for unit in Unit.objects.filter(municipality_id=municipality)}
    made = [name for name in roster.units if name not in known]
    for name in made:
        known[name] = Unit.objects.create(municipality_id=municipality, name=name)
    for name, above in roster.units.items():
        unit = known[name]
        # Said once, the place of a division is changed by a reorganisation only.
        if above and unit.parent_id is None and not _below(known[above], unit):
            unit.parent = known[above]
            unit.save(update_fields=["parent"])
    return known, made


def _below(unit: Unit, other: Unit) -> bool:
    at: Unit | None = unit
    while at is not None:
        if at == other:
            return True
        at = at.parent
    return False


class Invitation(NamedTuple):
    """What is handed to a person: the path works once."""

    username: str
    name: str
    unit: str
    path: str


@transaction.atomic
def invite_waiting(municipality: str, *, by: Actor) -> list[Invitation]:
    """Invite everybody who has never been in; earlier addresses stop working. Raises Refused."""
    require(by, Verb.INVITE, municipality)
    waiting = User.objects.filter(municipality_id=municipality, is_active=True, last_login=None)
    found = []
    for user in waiting.filter(~Q(pk=by.user.pk)).order_by("username"):
        unit = user.assignments.exclude(unit=None).select_related("unit").first()
        name = user.get_full_name() or user.username
        where = unit.unit.name if unit is not None and unit.unit is not None else ""
        found.append(Invitation(user.username, name, where, invite(user, by=by)))
    return found
