"""The verbs remark, dismiss and remind: words beside the sheet."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from shirube.basics.office_days import in_words
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import Role
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.workflow.drafts.addresses import Spot
from shirube.workflow.findings import findings_of
from shirube.workflow.models import Case, Dismissal, Remark
from shirube.workflow.moving import locked
from shirube.workflow.return_ import require_reason
from shirube.workflow.scopes import NEXT, acting_roles, scope_of, stage_of
from shirube.workflow.telling import people_for, people_in, tell

_WRITERS = (Role.SECTION, Role.SECTION_HEAD)
LONGEST_REMARK = 4_000


@transaction.atomic
def remark(case_id: int, text: str, *, by: Actor, spot: Spot | None = None) -> Remark:
    """Say something about an item of a sheet, or about all of it. Raises Refused.

    What staff write to each other at work may be an official document: it is kept.
    """
    case = _case(case_id, Verb.REMARK, by)
    require_reason(text, "ことば")
    if len(text) > LONGEST_REMARK:
        raise Refused("4,000字までにしてください。", "At most 4,000 letters.")
    row = Remark.objects.create(
        case=case,
        part=spot.part if spot else "",
        place=spot.at if spot else "",
        text=text.strip(),
        by=by.user,
        person=by.person,
    )
    before = {one.by for one in case.remarks.exclude(by=by.user).select_related("by")}
    owner = {case.owner} if case.owner and case.owner != by.user else set()
    tell(
        case,
        before | owner,
        Verb.REMARK,
        f"「{case.title}」に{by.person}さんの書き込みがあります。",
    )
    change = Change(None, {"place": str(spot) if spot else "", "text": row.text})
    record(by, Verb.REMARK, case.municipality_id, str(case.key), change)
    return row


@transaction.atomic
def settle_remarks(case_id: int, spot: Spot | None, *, by: Actor) -> int:
    """The talk about an item is done; it stays readable. Returns how many lines that was."""
    case = _case(case_id, Verb.REMARK, by)
    rows = case.remarks.filter(
        part=spot.part if spot else "", place=spot.at if spot else "", settled_at=None
    )
    count = rows.update(settled_at=timezone.now())
    change = Change(None, {"place": str(spot) if spot else "", "settled": count})
    record(by, Verb.REMARK, case.municipality_id, str(case.key), change)
    return count


@transaction.atomic
def dismiss(case_id: int, token: str, reason: str, *, by: Actor) -> Dismissal:
    """Close a finding with a reason; it comes back when the numbers change. Raises Refused."""
    case = _case(case_id, Verb.DISMISS, by)
    require_reason(reason, "閉じる理由")
    found = next((one for one in findings_of(case) if one.token == token), None)
    if found is None:
        raise Refused("その気づきは、もうありません。", "That finding is no longer there.")
    row = Dismissal.objects.create(
        case=case,
        token=token,
        text=found.text(),
        reason=reason.strip(),
        by=by.user,
        person=by.person,
    )
    if case.noticed is not None:
        Case.objects.filter(pk=case.pk).update(noticed=len(findings_of(case)))
    change = Change({"finding": found.text()}, {"token": token}, reason.strip())
    record(by, Verb.DISMISS, case.municipality_id, str(case.key), change)
    return row


@transaction.atomic
def remind(case_ids: Collection[int], *, by: Actor, note: str = "") -> int:
    """Tell whoever is to act on these sheets, and the divisions whose part is awaited.

    Returns how many people were told. Raises Refused.
    """
    told = 0
    for case_id in case_ids:
        case = _case(case_id, Verb.REMIND, by)
        stage = stage_of(case, case.route.plain())
        if stage is None:
            continue
        people = people_for(case, acting_roles(stage, NEXT[stage.kind]))
        if stage.kind == "write" and case.owner is not None and case.owner.is_active:
            people = [case.owner]
        until = f"期限は{in_words(case.due_on)}です。" if case.due_on else ""
        tell(
            case,
            people,
            Verb.REMIND,
            f"「{case.title}」の{stage.title}をお願いします。{until}{note}",
        )
        change = Change(None, {"people": [one.username for one in people]}, note)
        record(by, Verb.REMIND, case.municipality_id, str(case.key), change)
        told += len(people) + _remind_parts(case, note)
    return told


def _remind_parts(case: Case, note: str) -> int:
    told = 0
    for part in case.parts.filter(state="open").select_related("unit__parent"):
        people = people_in(case.municipality_id, part.unit, _WRITERS)
        words = f"「{case.title}」の頼まれた部分の期限は{in_words(part.due_on)}です。{note}"
        tell(case, people, Verb.REMIND, words)
        told += len(people)
    return told


def _case(case_id: int, verb: Verb, by: Actor) -> Case:
    case = locked(case_id)
    require(by, verb, scope_of(case, verb, stage_of(case, case.route.plain())))
    return case
