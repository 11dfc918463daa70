"""A row for everything that was typed or filled in, whatever became of it."""

from collections.abc import Iterable
from typing import NamedTuple

from shirube.people.actors import Actor
from shirube.workflow.drafts.addresses import Address
from shirube.workflow.models import Case, FieldChange


class Typed(NamedTuple):
    """What came for a field, what stood there, and what became of it."""

    address: Address
    before: str
    after: str
    kind: FieldChange.Kind = FieldChange.Kind.SAVED


def keep_changes(case: Case, typed: Iterable[Typed], by: Actor, source: str = "") -> None:
    """Keep them under the case's revision. ``source``: a workbook, the finance system …"""
    FieldChange.objects.bulk_create(
        FieldChange(
            case=case,
            revision=case.revision,
            part=one.address.part,
            place=one.address.at,
            field=one.address.field,
            before=one.before,
            after=one.after,
            kind=one.kind,
            by=by.user,
            person=by.person,
            source=source,
        )
        for one in typed
    )
