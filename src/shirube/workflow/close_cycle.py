"""The verb close_cycle: a year's evaluation ends when every sheet is final and seen."""

from django.db import transaction
from django.utils import timezone

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.workflow.approve import owed
from shirube.workflow.models import Cycle
from shirube.workflow.routes import DONE


@transaction.atomic
def close_cycle(cycle_id: int, *, by: Actor) -> Cycle:
    """Nothing of the year's sheets changes any more. Raises Refused, naming what is left."""
    cycle = Cycle.objects.select_for_update().filter(pk=cycle_id).first()
    if cycle is None:
        raise Refused("評価が見つかりません。", "No such cycle.")
    require(by, Verb.CLOSE_CYCLE, cycle.municipality_id)
    if cycle.closed_at is not None:
        raise Refused("この年度の評価は、すでに締めくくられています。", "It is closed already.")
    open_ = cycle.cases.exclude(stage=DONE).count()
    if open_:
        raise Refused(
            f"まだ確定していないシートが{open_}枚あります。進み具合で確かめてください。",
            f"{open_} sheets are not final yet.",
        )
    waiting = [
        case.title
        for case in cycle.cases.prefetch_related("steps").defer("draft", "reference")
        if owed(list(case.steps.all()))
    ]
    if waiting:
        raise Refused(
            f"後閲を待っているシートがあります: {'、'.join(waiting[:5])}",
            "Decisions in absence have not been seen yet.",
        )
    cycle.closed_at = timezone.now()
    cycle.save(update_fields=["closed_at"])
    key = f"{cycle.municipality_id}/{cycle.fiscal_year}"
    after = {"closed_at": cycle.closed_at.isoformat()}
    record(by, Verb.CLOSE_CYCLE, cycle.municipality_id, key, Change(None, after))
    return cycle
