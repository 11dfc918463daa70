"""The verbs request_part, answer_part and withdraw_part: what other divisions write in a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from shirube.basics import office_days
from shirube.basics.office_days import in_words
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import Role, Unit
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.workflow.drafts.addresses import Spot, index
from shirube.workflow.drafts.editing import load
from shirube.workflow.models import Case, PartRequest
from shirube.workflow.moving import locked, require_open
from shirube.workflow.return_ import require_reason
from shirube.workflow.scopes import part_scope, scope_of, stage_of
from shirube.workflow.telling import people_for, people_in, tell

_WRITERS = (Role.SECTION, Role.SECTION_HEAD)


@dataclass(frozen=True, slots=True)
class Asking:
    """Which division is asked for which items, until when (None: half of the time left)."""

    unit: int
    places: Sequence[Spot]
    note: str = ""
    due_on: date | None = None


@transaction.atomic
def request_part(case_id: int, asking: Asking, *, by: Actor) -> PartRequest:
    """Ask another division to fill items of the sheet. Raises Refused."""
    case = _case(case_id, Verb.REQUEST_PART, by)
    unit = Unit.objects.filter(pk=asking.unit, municipality=case.municipality).first()
    if unit is None:
        raise Refused("依頼先の部署が見つかりません。", "No such division.")
    there = index(load(case.draft))
    places = [spot for spot in asking.places if spot in there]
    if not places:
        raise Refused("どの欄を頼むかを選んでください。", "Choose what the division should fill.")
    part = PartRequest.objects.create(
        case=case,
        unit=unit,
        places=[list(spot) for spot in places],
        note=asking.note.strip(),
        due_on=asking.due_on or _half(case),
        requested_by=by.user,
    )
    words = f"「{case.title}」の一部の記入を頼まれました({in_words(part.due_on)}まで)。{part.note}"
    tell(case, people_in(case.municipality_id, unit, _WRITERS), Verb.REQUEST_PART, words)
    _log(part, Verb.REQUEST_PART, by, part.note)
    return part


@transaction.atomic
def answer_part(part_id: int, *, by: Actor, note: str = "") -> PartRequest:
    """The division says that its part is written. Raises Refused; once answered, nothing more."""
    part = _part(part_id)
    case = locked(part.case_id)
    require(by, Verb.ANSWER_PART, part_scope(part, stage_of(case, case.route.plain())))
    require_open(case)
    _require_waiting(part)
    part.state, part.answer = PartRequest.State.ANSWERED, note.strip()
    part.answered_by, part.answered_at = by.user, timezone.now()
    part.save()
    words = f"「{case.title}」に{part.unit.name}の返事がありました。{part.answer}"
    tell(case, people_for(case, _WRITERS), Verb.ANSWER_PART, words)
    _log(part, Verb.ANSWER_PART, by, part.answer)
    return part


@transaction.atomic
def withdraw_part(part_id: int, reason: str, *, by: Actor) -> PartRequest:
    """Wait no longer: the division can write no more. Raises Refused, also without a reason."""
    part = _part(part_id)
    _case(part.case_id, Verb.WITHDRAW_PART, by)
    require_reason(reason, "取りやめる理由")
    _require_waiting(part)
    part.state, part.answer = PartRequest.State.WITHDRAWN, reason.strip()
    part.save()
    words = f"「{part.case.title}」の記入の依頼は取りやめになりました。{part.answer}"
    users = people_in(part.case.municipality_id, part.unit, _WRITERS)
    tell(part.case, users, Verb.WITHDRAW_PART, words)
    _log(part, Verb.WITHDRAW_PART, by, part.answer)
    return part


def _case(case_id: int, verb: Verb, by: Actor) -> Case:
    case = locked(case_id)
    require(by, verb, scope_of(case, verb, stage_of(case, case.route.plain())))
    require_open(case)
    return case


def _part(part_id: int) -> PartRequest:
    rows = PartRequest.objects.select_related("unit", "case__cycle")
    part = rows.filter(pk=part_id).first()
    if part is None:
        raise Refused("依頼が見つかりません。", "No such request.")
    return part


def _require_waiting(part: PartRequest) -> None:
    if part.state != PartRequest.State.OPEN:
        raise Refused(
            f"この依頼は、すでに「{part.get_state_display()}」です。", "That request is closed."
        )


def _half(case: Case) -> date:
    """Half of the office days that are left, at least three."""
    today = timezone.localdate()
    left = office_days.between(today, case.due_on) if case.due_on else 0
    return office_days.after(today, max(3, left // 2))


def _log(part: PartRequest, verb: Verb, by: Actor, note: str) -> None:
    after = {"unit": part.unit.name, "places": part.places, "due_on": str(part.due_on)}
    key = str(part.case.key)
    record(
        by, verb, part.case.municipality_id, key, Change(None, {**after, "state": part.state}, note)
    )
