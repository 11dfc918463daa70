"""The verb withdraw: an edition that must go (it told who somebody is) leaves a tombstone."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, Verb, require
from shirube.publishing import queries
from shirube.publishing.accounts import AFTER
from shirube.publishing.derived import refresh_derived
from shirube.publishing.models import Blob, Edition, EditionFile


@transaction.atomic
def withdraw_edition(edition_id: int, reason: str, *, by: Actor) -> Edition:
    """Delete an edition's bytes; its number, date and the reason stay. Raises Refused.

    The reason is shown to everybody who asks for a page of the edition. Bytes that another
    edition holds as well stay there: that edition has to be withdrawn, too, if they must go.
    """
    rows = Edition.objects.select_for_update().filter(pk=edition_id)
    edition = rows.first()
    if edition is None:
        raise Refused("その公表版はありません。", "There is no such edition.")
    require(by, Verb.WITHDRAW, edition.municipality_id)
    if edition.withdrawn_at is not None:
        raise Refused("この公表版は、すでに取り下げられています。", "It is withdrawn already.")
    if not reason.strip():
        raise Refused(
            "取り下げる理由を書いてください。理由は公表されます。",
            "Give the reason; it will be public.",
        )
    files = EditionFile.objects.filter(edition=edition)
    hashes = set(files.values_list("blob_id", flat=True))
    count, _ = files.delete()
    kept = set(EditionFile.objects.filter(blob__in=hashes).values_list("blob_id", flat=True))
    Blob.objects.filter(pk__in=hashes - kept).delete()
    edition.withdrawn_at = timezone.now()
    edition.withdrawn_reason = reason.strip()
    edition.withdrawn_by = by.user
    edition.save(update_fields=["withdrawn_at", "withdrawn_reason", "withdrawn_by"])
    refresh_derived(edition)
    change = Change({"files": count, "manifest": edition.manifest_sha256}, None, reason.strip())
    record(by, Verb.WITHDRAW, edition.municipality_id, str(edition), change)
    return edition


def comes_back(edition: Edition) -> Edition | None:
    """After an edition was withdrawn that led on from another one: that one, now the newest again.

    What the withdrawn one had mended is wrong there.
    """
    if edition.kind == Edition.Kind.FIRST and edition.accounts != AFTER:
        return None
    newest = queries.newest(edition.municipality_id, edition.fiscal_year)
    return newest if newest is not None and newest.number < edition.number else None


def still_quoting(edition: Edition) -> list[Edition]:
    """Corrections that came after it and are out: their errata quote what it said. Whoever
    withdraws because of a text has to withdraw these as well, and publish anew.
    """
    later = Edition.objects.filter(
        municipality_id=edition.municipality_id,
        year_key=edition.year_key,
        number__gt=edition.number,
        withdrawn_at=None,
    ).filter(Q(kind=Edition.Kind.CORRECTION) | Q(kind=Edition.Kind.FIRST, accounts=AFTER))
    return list(later.order_by("number"))
