"""The verb fill_surveys: what surveys found goes into the drafts of the indicators that use them.

A year without a survey carries the last one's value, and says of which year it is. What a person
typed stays; where it differs, both are kept and shown.
"""

from collections.abc import Iterator

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import require
from shirube.people.verbs import Verb
from shirube.sheets.forms import library
from shirube.workflow.carrying import recompute
from shirube.workflow.drafts import editing
from shirube.workflow.drafts.addresses import Address, Spot, index
from shirube.workflow.filling.cells import State
from shirube.workflow.filling.surveyed import Answer, Surveys, answers_of, fields_for
from shirube.workflow.models import Case, FieldChange
from shirube.workflow.recording import Typed, keep_changes
from shirube.workflow.save import keep_draft
from shirube.workflow.scopes import stage_of

__all__ = ["Answer", "Surveys", "fill_surveys", "preview"]
SOURCE = "survey"


def preview(surveys: Surveys) -> list[Answer]:
    """What ``fill_surveys`` would do; writes nothing."""
    return [one for case in _cases(surveys) for one in _answers(case, surveys)]


@transaction.atomic
def fill_surveys(surveys: Surveys, *, by: Actor) -> list[Answer]:
    """Write the values into drafts that are still being written. Raises Refused."""
    require(by, Verb.KEEP_SURVEYS, surveys.municipality)
    done: list[Answer] = []
    for case in _cases(surveys, lock=True):
        answers = _answers(case, surveys)
        done += answers
        _write(case, answers, by)
    counts = {state.value: sum(one.state == state for one in done) for state in State}
    key = f"{surveys.municipality}/surveys"
    record(by, Verb.KEEP_SURVEYS, surveys.municipality, key, Change(None, counts))
    return done


def _cases(surveys: Surveys, *, lock: bool = False) -> Iterator[Case]:
    rows = Case.objects.filter(
        municipality_id=surveys.municipality,
        cycle__closed_at=None,
        code__in={code for _, code, _ in surveys.found},
    )
    if lock:
        rows = rows.select_for_update(of=("self",))
    for case in rows.select_related("cycle", "route").order_by("kind", "code"):
        stage = stage_of(case, case.route.plain())
        if stage is not None and stage.kind == "write":
            yield case


def _answers(case: Case, surveys: Surveys) -> list[Answer]:
    return list(answers_of(case.plain(), case.cycle.fiscal_year, surveys, _filled(case)))


def _filled(case: Case) -> set[Spot]:
    rows = case.changes.filter(field="value", kind=FieldChange.Kind.SAVED).order_by("id")
    last = {Spot(part, at): of for part, at, of in rows.values_list("part", "place", "source")}
    return {spot for spot, source in last.items() if source == SOURCE}


def _write(case: Case, answers: list[Answer], by: Actor) -> None:
    written = [one for one in answers if one.writes]
    if not written:
        return
    data = editing.load(case.draft)
    items = index(data)
    for one in written:
        items[one.spot].item.update(fields_for(one, items[one.spot].item))
    keep_draft(case, recompute(editing.checked(data), library()[case.design]))
    typed = (Typed(Address(*one.spot, "value"), one.before, one.after) for one in written)
    keep_changes(case, typed, by, SOURCE)
