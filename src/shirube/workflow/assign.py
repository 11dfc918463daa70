"""The verbs assign, hand_over and change_route: whose a sheet is, and by which way it goes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import Unit, User
from shirube.people.permissions import Refused, require
from shirube.people.reach import holdings
from shirube.people.verbs import Verb
from shirube.workflow.deciding import resume
from shirube.workflow.models import Case, StoredRoute
from shirube.workflow.moving import Done, Moving, freeze, locked, move, require_open
from shirube.workflow.return_ import require_reason
from shirube.workflow.routes import Route
from shirube.workflow.scopes import scope_of, stage_of
from shirube.workflow.telling import tell


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is in charge. None leaves what is there."""

    unit: Unit | None = None
    owner: User | None = None
    short: bool | None = None  # 簡易様式


@transaction.atomic
def assign(case_ids: Collection[int], charge: Charge, *, by: Actor) -> list[Case]:
    """The planning office says whose sheets these are. All or none. Raises Refused."""
    return [_charge(case_id, charge, Verb.ASSIGN, "", by) for case_id in case_ids]


@transaction.atomic
def hand_over(case_ids: Collection[int], to: User, note: str, *, by: Actor) -> list[Case]:
    """Staff move: the sheets get another person of the same division. Raises Refused.

    What was written and asked stays with the sheet; ``note`` is what the next one should know.
    """
    return [_charge(one, Charge(owner=to), Verb.HAND_OVER, note, by) for one in case_ids]


def _charge(case_id: int, charge: Charge, verb: Verb, note: str, by: Actor) -> Case:
    case = locked(case_id)
    require(by, verb, scope_of(case, verb, stage_of(case, case.route.plain())))
    require_open(case)
    before = _names(case)
    case.unit = charge.unit or case.unit
    if charge.owner is not None:
        _require_reaches(charge.owner, case)
        case.owner = charge.owner
    elif charge.unit is not None and not _reaches(case.owner, case):
        case.owner = None
    case.short = case.short if charge.short is None else charge.short
    case.save(update_fields=["unit", "owner", "short", "changed_at"])
    change = Change(before, _names(case), note.strip())
    record(by, verb, case.municipality_id, str(case.key), change)
    if charge.owner is not None and charge.owner != by.user:
        tell(case, [charge.owner], verb, f"「{case.title}」の担当になりました。{note.strip()}")
    return case


def _names(case: Case) -> dict[str, object]:
    owner = case.owner.username if case.owner else None
    return {"unit": case.unit.name if case.unit else None, "owner": owner, "short": case.short}


def _reaches(user: User | None, case: Case) -> bool:
    if user is None:
        return False
    held = holdings(Actor(user), case.municipality_id)
    return any(one.units is None or case.unit_id in one.units for one in held)


def _require_reaches(user: User, case: Case) -> None:
    if not _reaches(user, case):
        raise Refused(
            f"{user.get_full_name() or user.username}さんには、この課の役割がありません。"
            "先に「職員」で役割を付けてください。",
            "That person has no role in the division.",
        )


@transaction.atomic
def change_route(
    case_ids: Sequence[int], route: StoredRoute, reason: str, *, by: Actor
) -> list[Case]:
    """Sheets go on by another route, each at the first stage not yet decided there.

    Nothing strands: what was decided under the same name stays decided; what the new route asks
    in addition is asked. Raises Refused.
    """
    require_reason(reason, "道すじを変える理由")
    return [_reroute(case_id, route, reason, by) for case_id in case_ids]


def _reroute(case_id: int, route: StoredRoute, reason: str, by: Actor) -> Case:
    case = locked(case_id)
    old = case.route.plain()
    require(by, Verb.CHANGE_ROUTE, scope_of(case, Verb.CHANGE_ROUTE, stage_of(case, old)))
    require_open(case)
    if route.municipality_id != case.municipality_id:
        raise Refused("ほかの団体の道すじは使えません。", "That route is another municipality's.")
    new, steps = route.plain(), list(case.steps.all())
    goal = resume(new, steps, freeze(case).meaning)
    moving = Moving(case, new, stage_of(case, old), steps, by)
    case.route = route
    case.save(update_fields=["route"])
    move(moving, Done(Verb.CHANGE_ROUTE, goal, reason))
    return case


def store_route(municipality: str, route: Route) -> StoredRoute:
    """The municipality's copy of a route; the same definition is stored once."""
    definition = route.model_dump(mode="json")
    rows = StoredRoute.objects.filter(municipality_id=municipality, key=route.key)
    last = rows.order_by("-number").first()
    if last is not None and last.definition == definition:
        return last
    number = last.number + 1 if last else 1
    return StoredRoute.objects.create(
        municipality_id=municipality, key=route.key, number=number, definition=definition
    )
