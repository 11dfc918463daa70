"""The verb reorganise: divisions are founded, renamed, split and merged in an April."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import Assignment, Municipality, Succession, Unit
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """From ``fiscal_year`` on, what ``before`` did is done by ``after`` (names; made when new).

    One to one: renamed. One to several: split. Several to one: merged.
    """

    municipality: str
    fiscal_year: int
    before: Sequence[str]
    after: Sequence[str]


@transaction.atomic
def reorganise(change: Reorganisation, *, by: Actor) -> list[Unit]:
    """Keep the thread of divisions; returns those that go on. Raises Refused.

    Where one division goes on as one other, its people go with it; after a split nobody is moved
    by guessing.
    """
    require(by, Verb.MANAGE_PEOPLE, change.municipality)
    if not change.before or not change.after:
        raise Refused("前の部署と後の部署の名前を入れてください。", "Name the divisions.")
    olds = [_known(change.municipality, name) for name in change.before]
    news = [_known_or_new(change, name, olds[0]) for name in change.after]
    for old in olds:
        Unit.objects.filter(pk=old.pk).update(last_year=change.fiscal_year - 1)
        for new in news:
            if old != new:
                Succession.objects.get_or_create(
                    before=old, after=new, defaults={"fiscal_year": change.fiscal_year}
                )
    if len(news) == 1:
        _move_people(olds, news[0])
    names = {"before": list(change.before), "after": list(change.after)}
    key = f"{change.municipality}/units"
    record(by, Verb.MANAGE_PEOPLE, change.municipality, key, Change(None, names))
    return news


def _known(municipality: str, name: str) -> Unit:
    unit = Unit.objects.filter(municipality_id=municipality, name=name).first()
    if unit is None:
        raise Refused(f"「{name}」という部署はありません。", f"No division is called {name}.")
    return unit


def _known_or_new(change: Reorganisation, name: str, like: Unit) -> Unit:
    municipality = Municipality.objects.get(pk=change.municipality)
    unit, _ = Unit.objects.get_or_create(
        municipality=municipality,
        name=name.strip(),
        defaults={
            "parent": like.parent,
            "office": like.office,
            "first_year": change.fiscal_year,
        },
    )
    return unit


def _move_people(olds: Sequence[Unit], new: Unit) -> None:
    for row in Assignment.objects.filter(unit__in=[old for old in olds if old != new]):
        Assignment.objects.get_or_create(
            user=row.user, municipality=row.municipality, unit=new, role=row.role
        )
        row.delete()
