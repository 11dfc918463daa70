"""The verb save: what a person typed goes into the draft, field by field; nothing is lost.

A field that somebody else changed meanwhile is not overwritten: both texts are kept and shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from shirube.designs.entries import NUMBERS
from shirube.people.actors import Actor
from shirube.people.permissions import Refused, permitted, require
from shirube.people.verbs import Verb
from shirube.schema import Sheet
from shirube.sheets.forms import library
from shirube.workflow.carrying import recompute
from shirube.workflow.deciding import resume
from shirube.workflow.drafts import editing, fields
from shirube.workflow.drafts.addresses import Address, Spot, index
from shirube.workflow.drafts.editing import Conflict, Edit, Outcome, Saved, Wrong
from shirube.workflow.models import Case, FieldChange, PartRequest
from shirube.workflow.moving import Done, Moving, freeze, locked, move, require_open
from shirube.workflow.recording import Typed, keep_changes
from shirube.workflow.routes import Stage
from shirube.workflow.scopes import part_scope, scope_of, stage_of

MOST_EDITS = 500  # in one request; the form without JavaScript sends all fields of a section
# What a person types here changes the rates and totals that the program works out.
_COUNTED = NUMBERS | {"indicators"}


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of the edits. ``computed``: fields that the program worked out anew (address →
    text); ``back_to``: the stage to which the case fell back because approvals became void.
    """

    revision: int
    saved: tuple[Saved, ...] = ()
    conflicts: tuple[tuple[Conflict, str], ...] = ()  # with the name of who changed it
    wrong: tuple[Wrong, ...] = ()
    computed: tuple[tuple[Address, str], ...] = ()
    back_to: str | None = None


@transaction.atomic
def save(case_id: int, edits: Sequence[Edit], *, by: Actor, source: str = "") -> SaveResult:
    """Type into the draft. Raises Refused when the person may not write here (now).

    ``source`` names the workbook that what was typed came in.
    """
    if len(edits) > MOST_EDITS:
        raise Refused(
            f"一度に保存できるのは{MOST_EDITS}欄までです。", f"At most {MOST_EDITS} fields at once."
        )
    case = locked(case_id)
    route = case.route.plain()
    stage = stage_of(case, route)
    only = places(case, stage, by)
    require_open(case)
    before = case.draft
    outcome = editing.apply(editing.load(before), edits, only)
    computed = store(case, outcome) if outcome.saved else ()
    keep_changes(case, _typed(outcome), by, source)
    return SaveResult(
        case.revision,
        tuple(outcome.saved),
        tuple((one, who_changed(case, one.address)) for one in outcome.conflicts),
        tuple(outcome.wrong),
        computed,
        fall_back(case, stage, by) if outcome.saved else None,
    )


def places(case: Case, stage: Stage | None, by: Actor) -> frozenset[Spot] | None:
    """Where the person may write: None for everywhere, else what their division was asked for.

    Raises Refused where that is nowhere.
    """
    whole = scope_of(case, Verb.SAVE, stage)
    if permitted(by, Verb.SAVE, whole):
        return None
    places: set[Spot] = set()
    for part in case.parts.filter(state=PartRequest.State.OPEN).select_related("case"):
        if permitted(by, Verb.ANSWER_PART, part_scope(part, stage)):
            places |= {Spot(*place) for place in part.places}
    if not places:
        require(by, Verb.SAVE, whole)  # raises, with the reason
    return frozenset(places)


def store(case: Case, outcome: Outcome) -> tuple[tuple[Address, str], ...]:
    """Check the draft as a whole, work out rates and totals, keep it as the next revision."""
    sheet = editing.checked(outcome.data)
    design = library()[case.design]
    computed: tuple[tuple[Address, str], ...] = ()
    if any(one.address.part in _COUNTED for one in outcome.saved):
        anew = recompute(sheet, design)
        computed = _changed(sheet, anew)
        sheet = anew
    keep_draft(case, sheet)
    return computed


def keep_draft(case: Case, sheet: Sheet) -> None:
    """The draft's next revision."""
    case.draft = sheet.model_dump_json()
    case.revision += 1
    case.save(update_fields=["draft", "revision", "next_id", "changed_at"])


def _changed(before: Sheet, after: Sheet) -> tuple[tuple[Address, str], ...]:
    if before == after:
        return ()
    old = index(before.model_dump(mode="json"))
    found = []
    for spot, new in index(after.model_dump(mode="json")).items():
        if spot.part not in NUMBERS or (spot in old and old[spot].item == new.item):
            continue
        address = Address(*spot, "value" if spot.part == "indicators.values" else "amount")
        found.append((address, fields.shown(new.item, address)))
    return tuple(found)


def _typed(outcome: Outcome) -> Iterator[Typed]:
    """Everything that was typed, whatever became of it."""
    conflict = FieldChange.Kind.CONFLICT
    yield from (Typed(one.address, one.before, one.text) for one in outcome.saved)
    yield from (Typed(one.address, one.theirs, one.mine, conflict) for one in outcome.conflicts)
    yield from (Typed(one.address, "", one.text, conflict) for one in outcome.wrong)


def who_changed(case: Case, address: Address) -> str:
    """Who changed a field last."""
    rows = case.changes.filter(
        part=address.part, place=address.at, field=address.field, kind=FieldChange.Kind.SAVED
    )
    last = rows.order_by("-id").first()
    return last.person if last else ""


def fall_back(case: Case, stage: Stage | None, by: Actor) -> str | None:
    """Approvals of what has changed are void: the case goes back to the first of them."""
    if stage is None or stage.kind == "write":
        return None
    route, steps = case.route.plain(), list(case.steps.all())
    back = resume(route, steps, freeze(case).meaning)
    if back == case.stage:
        return None
    note = "承認のあとで内容が変わったため、承認は無効になりました。"
    move(Moving(case, route, stage, steps, by), Done(Verb.VOID, back, note))
    return back
