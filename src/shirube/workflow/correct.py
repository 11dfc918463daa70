"""The verbs correct and settle: what a person says about one place of a file.

Both are kept by file hash and place and hold whenever the file is read again. Both make a new,
unconfirmed version: a version is confirmed by ``confirm`` only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, Verb, require
from shirube.plans.ledger import follow_new_key
from shirube.schema import Sheet, SheetKey
from shirube.schema.keys import indicator_keys, project_keys
from shirube.sheets import content
from shirube.sheets.comparing import Incoming
from shirube.sheets.corrections import Fix, Place, apply, places
from shirube.sheets.models import Correction, SheetVersion, StoredSheet
from shirube.sheets.storing import write_versions
from shirube.sheets.typed import settled, typed
from shirube.workflow import finding


@dataclass(frozen=True, slots=True)
class Target:
    """A place of a stored sheet. ``part`` and ``nth`` are needed where several items share it."""

    sheet: SheetKey
    at: str
    part: str | None = None
    nth: int | None = None


def correct(
    target: Target, text: str, *, by: Actor, reason: str, field: str | None = None
) -> Correction:
    """The place should read ``text``; numbers as in print, empty for a blank cell.

    Raises Refused for an unknown place, several items there, text that is no value, no reason.
    """
    return _decide(target, lambda place, item: typed(place, item, text, field), by, reason)


def settle(target: Target, *, by: Actor, reason: str) -> Correction:
    """The value at the place is right as printed: its flags go. Raises Refused as ``correct``."""
    return _decide(target, lambda _place, item: settled(item), by, reason)


@transaction.atomic
def _decide(
    target: Target,
    change: Callable[[Place, dict[str, Any]], dict[str, Any]],
    by: Actor,
    reason: str,
) -> Correction:
    known = finding.stored([target.sheet])[0]
    require(by, Verb.CORRECT, known.municipality_id)
    if not reason.strip():
        raise Refused("訂正の理由を書いてください。", "A correction needs a reason.")
    sheet = known.current.plain()
    place, item = _find(sheet, target)
    fix = _fix(place, item, change)
    corrected = _applied(sheet, fix)
    incoming = Incoming(corrected, content.meaning(corrected), known)
    write_versions([incoming], SheetVersion.Cause.CORRECTION, by)
    _follow_keys(known.municipality_id, sheet, corrected)
    row = _row(known, fix, by, reason)
    note = Change({"at": str(place), **fix.before}, fix.after, reason)
    record(by, Verb.CORRECT, known.municipality_id, str(known.key), note)
    return row


def _find(sheet: Sheet, target: Target) -> tuple[Place, dict[str, Any]]:
    found = [
        (place, item)
        for place, item in places(sheet).items()
        if place.at == target.at
        and target.part in {None, place.part}
        and target.nth in {None, place.nth}
    ]
    if not found:
        raise Refused(
            f"{target.sheet} に、{target.at} から読み取った項目はありません。"
            "read --json の at の値を指定してください。",
            f"Nothing in {target.sheet} was read at {target.at}; see `at` in read --json.",
        )
    if len(found) > 1:
        listed = "、".join(str(place) for place, _ in found)
        raise Refused(
            f"{target.at} から読み取った項目が複数あります({listed})。"
            "--part(と --nth)でどれかを指定してください。",
            f"Several items were read at {target.at} ({listed}): give --part (and --nth).",
        )
    return found[0]


def _fix(
    place: Place, item: dict[str, Any], change: Callable[[Place, dict[str, Any]], dict[str, Any]]
) -> Fix:
    try:
        after = change(place, item)
    except ValueError as error:
        raise Refused(
            f"{place} は、その内容には訂正できません({error})。",
            f"{place} cannot be corrected to that ({error}).",
        ) from error
    before = {name: item.get(name) for name in after}
    if before == after:
        raise Refused(f"{place} はすでにその内容です。", f"{place} says that already.")
    return Fix(place, before, after)


def _applied(sheet: Sheet, fix: Fix) -> Sheet:
    try:
        return apply(sheet, [fix]).sheet
    except ValueError as error:
        raise Refused(
            f"{fix.place} に書けない内容です。項目に合う形で入力してください。",
            f"{fix.place} cannot hold that: {error}",
        ) from error


def _follow_keys(municipality: str, old: Sheet, new: Sheet) -> None:
    """A corrected name is part of an item's key: the ledger goes on pointing to the item."""
    if new.fiscal_year is None:
        return
    for (before, _), (after, _) in zip(indicator_keys(old), indicator_keys(new), strict=True):
        if before != after:
            follow_new_key(municipality, "indicator", new.fiscal_year, before, after)
    for (before, _), (after, _) in zip(project_keys(old), project_keys(new), strict=True):
        if before != after:
            follow_new_key(municipality, "project", new.fiscal_year, before, after)


def _row(known: StoredSheet, fix: Fix, by: Actor, reason: str) -> Correction:
    return Correction.objects.create(
        municipality_id=known.municipality_id,
        file_sha256=known.current.file_sha256,
        sheet_key=str(known.key),
        part=fix.place.part,
        at=fix.place.at,
        nth=fix.place.nth,
        settled=list(fix.after) == ["flags"],
        before=fix.before,
        after=fix.after,
        reason=reason,
        by=by.user,
        by_name=by.person,
    )
