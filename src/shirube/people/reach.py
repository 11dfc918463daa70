"""How far an account's roles reach: the whole municipality, or a division and those below it."""

from dataclasses import dataclass

from shirube.people.actors import Actor
from shirube.people.models import Assignment, Role, Unit


@dataclass(frozen=True, slots=True)
class Holding:
    """A role that is held. ``units`` are the ids that it reaches, None for all."""

    role: Role
    units: frozenset[int] | None


def holdings(actor: Actor, municipality: str) -> tuple[Holding, ...]:
    """The roles of an account in a municipality. A closed account holds none."""
    if actor.user.is_system:
        return (Holding(Role.SYSTEM, None),)
    if not actor.user.is_active:
        return ()
    rows = Assignment.objects.filter(user=actor.user, municipality_id=municipality)
    held = [(Role(role), unit) for role, unit in rows.values_list("role", "unit_id")]
    below = _below(municipality) if any(unit is not None for _, unit in held) else {}
    # A stored row can never make an account the system.
    return tuple(
        Holding(role, None if unit is None else _tree(unit, below))
        for role, unit in held
        if role != Role.SYSTEM
    )


def _below(municipality: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = Unit.objects.filter(municipality_id=municipality, parent__isnull=False)
    for pk, parent in rows.values_list("pk", "parent_id"):
        if parent is not None:
            found.setdefault(parent, []).append(pk)
    return found


def _tree(unit: int, below: dict[int, list[int]]) -> frozenset[int]:
    found: set[int] = set()
    waiting = [unit]
    while waiting:
        one = waiting.pop()
        if one not in found:  # a unit that was put below itself by mistake ends the walk
            found.add(one)
            waiting += below.get(one, [])
    return frozenset(found)
