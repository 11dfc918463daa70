"""Rows of a draft that come and go (verb save): a project, an issue, a next action …"""

import json

from django.db import transaction

from shirube.designs.entries import OF_THE_PLAN
from shirube.people.actors import Actor
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.sheets.forms import library
from shirube.workflow.carrying import recompute
from shirube.workflow.drafts import editing
from shirube.workflow.drafts.addresses import Item, Spot, index
from shirube.workflow.drafts.fields import BadTextError
from shirube.workflow.models import Case, FieldChange
from shirube.workflow.moving import locked, require_open
from shirube.workflow.routes import Stage
from shirube.workflow.save import fall_back, keep_draft
from shirube.workflow.scopes import scope_of, stage_of


@transaction.atomic
def add_row(
    case_id: int, part: str, *, by: Actor, under: str | None = None, source: str = ""
) -> Spot:
    """A new empty row at the end of a part. ``source``: the row of a workbook that it is.

    Raises Refused.
    """
    case, stage = _case(case_id, by)
    data = editing.load(case.draft)
    cells = editing.inner(data, part, library()[case.design])
    first = case.next_id
    named = [cell | {"at": f"e{first + n}"} for n, cell in enumerate(cells, 1)]
    try:
        item = editing.add_row(data, editing.NewRow(part, f"e{first}", under, named))
    except BadTextError as error:
        raise Refused(str(error), "No row can be added here.") from error
    case.next_id += 1 + len(cells)
    _store(case, data, stage, by)
    spot = Spot(part, item["at"])
    kept = FieldChange(part=part, place=spot.at, kind=FieldChange.Kind.ADDED, source=source)
    _keep(case, kept, by)
    return spot


@transaction.atomic
def remove_row(case_id: int, spot: Spot, *, by: Actor) -> None:
    """Take a row out; what it said stays in the record. Raises Refused."""
    case, stage = _case(case_id, by)
    data = editing.load(case.draft)
    last = case.last_year()
    if spot.part in OF_THE_PLAN and last and spot in index(last.model_dump(mode="json")):
        raise Refused(
            "前の年のシートにある指標と方向は、計画で決まっているため、除けません。",
            "Indicators and directions of last year's sheet belong to the plan.",
        )
    try:
        item = editing.remove_row(data, spot)
    except BadTextError as error:
        raise Refused(str(error), "No such row.") from error
    _store(case, data, stage, by)
    was = json.dumps(item, ensure_ascii=False)
    kind = FieldChange.Kind.REMOVED
    _keep(case, FieldChange(part=spot.part, place=spot.at, kind=kind, before=was), by)


def _case(case_id: int, by: Actor) -> tuple[Case, Stage | None]:
    case = locked(case_id)
    stage = stage_of(case, case.route.plain())
    require(by, Verb.SAVE, scope_of(case, Verb.SAVE, stage))
    require_open(case)
    return case, stage


def _store(case: Case, data: Item, stage: Stage | None, by: Actor) -> None:
    keep_draft(case, recompute(editing.checked(data), library()[case.design]))
    fall_back(case, stage, by)


def _keep(case: Case, change: FieldChange, by: Actor) -> None:
    change.case, change.revision = case, case.revision
    change.by, change.person = by.user, by.person
    change.save()
