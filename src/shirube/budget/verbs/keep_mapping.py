"""The verb keep_mapping: a person confirms what the columns of a kind of table are."""

from collections.abc import Sequence

from django.db import transaction

from shirube.budget.models import StoredMapping
from shirube.budget.tables.accounts import ALWAYS
from shirube.budget.tables.columns import AMOUNT_ROLES, Mapping, renamed, signature
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb


@transaction.atomic
def keep_mapping(
    municipality: str, names: Sequence[str], mapping: Mapping, *, by: Actor
) -> StoredMapping:
    """Remember the mapping for tables with these headers. Raises Refused when it cannot work."""
    require(by, Verb.TAKE_IN_MONEY, municipality)
    _check(mapping)
    kind = signature(names)
    before = known_mapping(municipality, names)
    row = StoredMapping.objects.create(
        municipality_id=municipality,
        signature=kind,
        definition={"names": list(names), "mapping": mapping.model_dump(mode="json")},
        by=by.user,
        by_name=by.person,
    )
    key = f"{municipality}/money/columns/{kind[:12]}"
    old = before.model_dump(mode="json") if before else None
    record(by, Verb.TAKE_IN_MONEY, municipality, key, Change(old, row.definition))
    return row


def known_mapping(municipality: str, names: Sequence[str]) -> Mapping | None:
    """What was confirmed for tables with these headers; years in them may differ.

    The columns carry the names of this file, in its order.
    """
    rows = StoredMapping.objects.filter(municipality_id=municipality, signature=signature(names))
    last = rows.order_by("-id").first()
    return renamed(last.plain(), last.definition["names"], names) if last else None


def _check(mapping: Mapping) -> None:
    roles = [column.role for column in mapping.columns]
    if not AMOUNT_ROLES & set(roles):
        raise Refused("金額の列を1つは選んでください。", "Choose a column of money.")
    levels = set(mapping.levels) | ({"fund"} if mapping.fund else set())
    if "code" not in roles and not set(ALWAYS) <= levels:
        raise Refused(
            "科目コードの列を選んでください。1列なら「科目コード」、分かれているなら会計・款・項・目。",
            "Choose the column(s) of the account code.",
        )
    slots = [(column.role, column.number) for column in mapping.columns]
    twice = {role for role, number in slots if slots.count((role, number)) > 1}
    if twice:
        raise Refused(
            "同じ意味の列が2つあります。補正なら号を分け、要らない列は「使わない」にしてください。",
            f"Two columns mean the same: {', '.join(sorted(twice))}.",
        )
