"""Rows of a draft that come and go (verb save): a project, an issue, a next action …"""

import json

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.sheets.forms import library
from shirube.workflow.carrying import recompute
from shirube.workflow.drafts import editing
from shirube.workflow.drafts.addresses import Item, Spot
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
    wanted = 1 + (editing.blank_columns(data) if part == "projects" else 0)
    names = [f"e{case.next_id + n}" for n in range(wanted)]
    try:
        item = editing.add_row(data, part, names, under)
    except BadTextError as error:
        raise Refused(str(error), "No row can be added here.") from error
    case.next_id += wanted
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
