"""Asking the ledger: what people decided, as plain values."""

from collections import defaultdict
from typing import cast

from shirube.plans.models import Appearance, Link
from shirube.schema.ledger import Appearance as PlainAppearance
from shirube.schema.ledger import Ledger, LedgerLink, Relation, What


def ledger(municipality: str) -> Ledger:
    """The decided links of a municipality. Proposals and rejections are not in it."""
    return ledgers(municipality).get(municipality, Ledger())


def ledgers(municipality: str | None = None) -> dict[str, Ledger]:
    """The decided links of every municipality (or of one) by its code: one query."""
    rows = Link.objects.filter(state=Link.State.CONFIRMED)
    if municipality is not None:
        rows = rows.filter(municipality_id=municipality)
    found: dict[str, list[LedgerLink]] = defaultdict(list)
    for row in rows:
        found[row.municipality_id].append(plain(row))
    return {code: Ledger(links) for code, links in found.items()}


def plain(row: Link) -> LedgerLink:
    """A row of the ledger as a plain value, whatever its state."""
    return LedgerLink(
        cast(What, row.what),
        row.from_year,
        row.from_key,
        row.to_year,
        row.to_key,
        cast(Relation, row.relation),
    )


def thread(municipality: str, what: What, key: str, year: int) -> tuple[PlainAppearance, ...]:
    """An item through the years by decided links, oldest first, itself included."""
    return ledger(municipality).thread(what, year, key)


def follow_new_key(municipality: str, what: What, year: int, old: str, new: str) -> int:
    """Let links point to an item whose key changed because its name or number was corrected.

    Returns how many were changed. Where another sheet of the year still shows the old key, and
    where the new one has such a link already, links stay as they are.
    """
    still = Appearance.objects.filter(
        municipality_id=municipality, what=what, fiscal_year=year, key=old
    )
    if still.exists():
        return 0
    changed = 0
    for end in ("from", "to"):
        rows = Link.objects.filter(
            **{
                "municipality_id": municipality,
                "what": what,
                f"{end}_year": year,
                f"{end}_key": old,
            }
        )
        for row in rows:
            setattr(row, f"{end}_key", new)
            if not _taken(row):
                row.save(update_fields=[f"{end}_key"])
                changed += 1
    return changed


def _taken(row: Link) -> bool:
    fields = ("municipality_id", "what", "from_year", "from_key", "to_year", "to_key")
    same = Link.objects.filter(**{name: getattr(row, name) for name in fields})
    return same.exclude(pk=row.pk).exists()
