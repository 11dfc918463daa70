"""The verbs set_shares and mark_transfer: whose an account's money is, and where it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from shirube.budget import queries
from shirube.budget.models import ShareSet, TransferMark
from shirube.budget.reckoning.shares import Part, SharesError, checked
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb


@dataclass(frozen=True, slots=True)
class Division:
    """An account's parts from a year on; no parts: it is nobody's, on purpose."""

    municipality: str
    account: str
    from_year: int
    parts: Sequence[Part] = ()
    reason: str = ""


@transaction.atomic
def set_shares(division: Division, *, by: Actor) -> ShareSet:
    """Keep the shares; earlier years keep theirs. Raises Refused when they cannot be."""
    require(by, Verb.SHARE_MONEY, division.municipality)
    if not division.account.strip():
        raise Refused("科目を選んでください。", "Choose an account.")
    try:
        parts = checked(division.parts)
    except SharesError as error:
        raise Refused(str(error), f"These shares cannot be: {error}") from error
    known = queries.projects(division.municipality, division.from_year)
    unknown = [part.project for part in parts if part.project not in known]
    if unknown:
        raise Refused(
            f"{'、'.join(unknown)} という事業は、この年度のシートにありません。",
            f"No sheet of the year has {', '.join(unknown)}.",
        )
    before = queries.shares(division.municipality, division.from_year).get(division.account)
    row = ShareSet.objects.create(
        municipality_id=division.municipality,
        account=division.account,
        from_year=division.from_year,
        parts=_texts(parts),
        reason=division.reason.strip(),
        by=by.user,
        by_name=by.person,
    )
    key = f"{division.municipality}/money/{division.account}"
    change = Change(_texts(before or ()), row.parts, row.reason)
    record(by, Verb.SHARE_MONEY, division.municipality, key, change)
    return row


def _texts(parts: Sequence[Part]) -> list[list[str]]:
    return [[part.project, f"{part.share:f}"] for part in parts]


@transaction.atomic
def mark_transfer(
    municipality: str, account: str, *, transfer: bool, by: Actor, reason: str = ""
) -> TransferMark:
    """Say whether an account is 繰出金 to another 会計. Raises Refused when the actor may not."""
    require(by, Verb.SHARE_MONEY, municipality)
    row = TransferMark.objects.create(
        municipality_id=municipality,
        account=account,
        transfer=transfer,
        reason=reason.strip(),
        by=by.user,
        by_name=by.person,
    )
    change = Change(None, {"transfer": transfer}, row.reason)
    record(by, Verb.SHARE_MONEY, municipality, f"{municipality}/money/{account}", change)
    return row
