"""What was typed while setting up, and the route that the city chose: kept, shown, resumed."""

from collections.abc import Mapping

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.workflow.assign import store_route
from shirube.workflow.models import Cycle, SetupDraft
from shirube.workflow.routes import ready_routes

MOST_LETTERS = 2_000_000
_VERBS = {
    "plan": Verb.SET_PLAN,
    "people": Verb.MANAGE_PEOPLE,
    "crosswalk": Verb.DECIDE_LINK,
    "route": Verb.CHOOSE_ROUTE,
}


@transaction.atomic
def keep_typed(municipality: str, step: str, typed: Mapping[str, str], *, by: Actor) -> None:
    """Keep the fields of a step (``plan``, ``people``, ``crosswalk:3``) as they were typed."""
    verb = _VERBS[step.partition(":")[0]]
    require(by, verb, municipality)
    if sum(map(len, typed.values())) > MOST_LETTERS:
        raise Refused("表が大きすぎます。分けて登録してください。", "The table is too large.")
    row = SetupDraft.objects.filter(municipality_id=municipality, step=step).first()
    if row is not None and row.typed == dict(typed):
        return
    SetupDraft.objects.update_or_create(
        municipality_id=municipality, step=step, defaults={"typed": dict(typed), "by": by.user}
    )
    record(by, verb, municipality, f"{municipality}/setup/{step}", Change(None, {"typed": True}))


def typed_in(municipality: str, step: str) -> dict[str, str]:
    """The fields as last typed; empty where nothing was."""
    row = SetupDraft.objects.filter(municipality_id=municipality, step=step).first()
    return dict(row.typed) if row else {}


@transaction.atomic
def choose_route(municipality: str, key: str, *, by: Actor) -> None:
    """The way that sheets of this city usually go; proposed when a year is opened."""
    require(by, Verb.CHOOSE_ROUTE, municipality)
    if key not in ready_routes():
        raise Refused("道すじを選んでください。", "Choose a route.")
    before = chosen_route(municipality)
    store_route(municipality, ready_routes()[key])
    SetupDraft.objects.update_or_create(
        municipality_id=municipality, step="route", defaults={"typed": {"key": key}, "by": by.user}
    )
    change = Change({"route": before}, {"route": key})
    record(by, Verb.CHOOSE_ROUTE, municipality, f"{municipality}/route", change)


def chosen_route(municipality: str) -> str | None:
    """The key of the chosen route; else that of the last year; None for neither."""
    key = typed_in(municipality, "route").get("key")
    if key is not None:
        return key
    last = Cycle.objects.filter(municipality_id=municipality).order_by("-fiscal_year")
    cycle = last.select_related("route").first()
    return cycle.route.key if cycle is not None else None
