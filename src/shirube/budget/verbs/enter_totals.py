"""The verb enter_totals: what the printed 決算書 says, by 会計 and 款."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from shirube.budget.models import PrintedTotal
from shirube.budget.reckoning.totals import Printed
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb


@dataclass(frozen=True, slots=True)
class Print:
    """Totals of one printed book. ``source``: the page or the file."""

    municipality: str
    fiscal_year: int
    stage: str
    totals: Sequence[Printed]
    source: str = ""


@transaction.atomic
def enter_totals(book: Print, *, by: Actor) -> int:
    """Keep them, each prefix once; what was entered before is in the log. Returns how many.

    Raises Refused when the actor may not, or a prefix stands twice.
    """
    require(by, Verb.RECONCILE_MONEY, book.municipality)
    prefixes = [one.prefix for one in book.totals]
    twice = sorted({prefix for prefix in prefixes if prefixes.count(prefix) > 1})
    if twice:
        raise Refused(
            f"{'、'.join(twice)} が2度あります。1つにしてください。", f"Twice: {', '.join(twice)}."
        )
    rows = PrintedTotal.objects.filter(
        municipality_id=book.municipality, fiscal_year=book.fiscal_year, stage=book.stage
    )
    before = {row.prefix: row.yen for row in rows}
    for one in book.totals:
        PrintedTotal.objects.update_or_create(
            municipality_id=book.municipality,
            fiscal_year=book.fiscal_year,
            stage=book.stage,
            prefix=one.prefix,
            defaults={"yen": one.yen, "source": book.source.strip(), "by": by.user,
                      "by_name": by.person},
        )  # fmt: skip
    after = before | {one.prefix: one.yen for one in book.totals}
    key = f"{book.municipality}/money/{book.fiscal_year}/{book.stage}"
    record(by, Verb.RECONCILE_MONEY, book.municipality, key, Change(before, after, book.source))
    return len(book.totals)
