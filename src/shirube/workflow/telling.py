"""Telling people: a message for each, shown in *my work* and mailed where there is mail."""

from collections.abc import Iterable

from django.db.models import Q

from shirube.people.models import Assignment, Role, Unit, User
from shirube.workflow.models import Case, Message


def people_for(case: Case, roles: Iterable[Role]) -> list[User]:
    """Active accounts that hold one of the roles for the case's division or for all."""
    return people_in(case.municipality_id, case.unit, roles)


def people_in(municipality: str, unit: Unit | None, roles: Iterable[Role]) -> list[User]:
    """Active accounts that hold one of the roles for a division, one above it, or for all."""
    above = Q(unit=None) | Q(unit__in=_upwards(unit))
    found = Assignment.objects.filter(
        above, municipality_id=municipality, role__in=list(roles), user__is_active=True
    ).select_related("user")
    return list({one.user_id: one.user for one in found}.values())


def _upwards(unit: Unit | None) -> list[int]:
    found: list[int] = []
    while unit is not None and unit.pk not in found:
        found.append(unit.pk)
        unit = unit.parent
    return found


def tell(case: Case, users: Iterable[User], verb: str, text: str) -> None:
    """One message each."""
    Message.objects.bulk_create(
        Message(user=user, municipality_id=case.municipality_id, case=case, verb=verb, text=text)
        for user in users
    )
