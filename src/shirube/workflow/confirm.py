"""The verb confirm: a named person says that a sheet was read as it is printed."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Verb, require
from shirube.schema import SheetKey
from shirube.sheets.models import SheetVersion, StoredSheet
from shirube.workflow import finding


@transaction.atomic
def confirm(keys: Iterable[SheetKey], *, by: Actor) -> tuple[SheetKey, ...]:
    """Confirm the current versions; returns those that were not confirmed before.

    A value with flags stays flagged: confirming the sheet does not settle a doubt, ``correct``
    does. All or none. Raises Refused for an unknown sheet, without the right, without a person.
    """
    sheets = finding.stored(keys)
    for code in {sheet.municipality_id for sheet in sheets}:
        require(by, Verb.CONFIRM, code)
    finding.require_person(by.person)
    return tuple(sheet.key for sheet in sheets if _confirm(sheet, by))


def _confirm(sheet: StoredSheet, by: Actor) -> bool:
    # Only the version that was looked at, and only once: who confirmed first stays on record.
    changed = SheetVersion.objects.filter(
        pk=sheet.current_id, current_of=sheet.pk, standing="machine_read"
    ).update(
        standing="confirmed",
        confirmed_by=by.user,
        confirmed_name=by.person,
        confirmed_at=timezone.now(),
    )
    if changed:
        version = sheet.current.number
        before = {"version": version, "standing": "machine_read"}
        after = {"version": version, "standing": "confirmed"}
        record(by, Verb.CONFIRM, sheet.municipality_id, str(sheet.key), Change(before, after))
    return bool(changed)
