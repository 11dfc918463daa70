"""The verb take_in_table: a finance table that was read and looked at joins the ledger."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from shirube.budget import queries
from shirube.budget.models import FinanceLine, FinanceTable, packed
from shirube.budget.reckoning.ledger import Difference, added, difference, likely_thousandfold
from shirube.budget.tables.columns import Mapping
from shirube.budget.tables.lines import Line, TableReading
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb

TOGETHER = 1000  # lines in one INSERT


@dataclass(frozen=True, slots=True)
class Looked:
    """What a table would do to a year. ``slipped``: lines a thousand times off."""

    fiscal_year: int
    lines: tuple[Line, ...]
    difference: Difference
    slipped: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Consent:
    """What the person who takes it in has seen and agrees to."""

    left_out: bool = False  # without the lines that could not be read
    thousandfold: bool = False  # although most amounts are a thousand times off
    gone: bool = False  # although amounts that were there are not in the table any more


def look(municipality: str, reading: TableReading) -> tuple[Looked, ...]:
    """The difference for each fiscal year of the table; writes nothing."""
    by_year: dict[int, list[Line]] = defaultdict(list)
    for line in reading.lines:
        by_year[line.fiscal_year].append(line)
    found = []
    for year, lines in sorted(by_year.items()):
        before = queries.ledger(municipality, year)
        known = before or queries.ledger(municipality, year - 1)
        after = added(before, lines)
        found.append(
            Looked(year, tuple(lines), difference(before, after), likely_thousandfold(known, lines))
        )
    return tuple(found)


@transaction.atomic
def take_in_table(
    municipality: str, reading: TableReading, mapping: Mapping, consent: Consent, *, by: Actor
) -> tuple[FinanceTable, ...]:
    """Store the table whole, a row a year; a year in which nothing changes is not stored again.

    Raises Refused when the actor may not, nothing could be read, or something was not agreed to.
    """
    require(by, Verb.TAKE_IN_MONEY, municipality)
    if reading.failed:
        raise Refused(reading.problems[0].text("ja"), reading.problems[0].text("en"))
    looked = look(municipality, reading)
    _require_consent(reading, looked, consent)
    changed = [
        one for one in looked
        if one.difference.new or one.difference.changed or one.difference.gone
    ]  # fmt: skip
    return tuple(_store(municipality, reading, mapping, one, by) for one in changed)


def _require_consent(reading: TableReading, looked: tuple[Looked, ...], consent: Consent) -> None:
    if reading.left_out and not consent.left_out:
        raise Refused(
            f"読めない行が{len(reading.left_out)}行あります。"
            "ファイルを直すか、「除いて取り込む」に印を付けてください。",
            f"{len(reading.left_out)} rows cannot be read: mend the file, or leave them out.",
            "left_out",
        )
    slipped = sum(len(one.slipped) for one in looked)
    if slipped and not consent.thousandfold:
        raise Refused(
            f"{slipped}行の金額が、前の表のおよそ千倍か千分の1です。円と千円を取りちがえていないか"
            "確かめ、正しければ「金額の大きさを確かめた」に印を付けてください。",
            f"{slipped} lines are a thousand times off; check the unit of money.",
            "thousandfold",
        )
    gone = sum(len(one.difference.gone) for one in looked)
    if gone and not consent.gone:
        raise Refused(
            f"前の表にあった金額が{gone}件、この表にありません。"
            "消えてよければ「なくなる金額を確かめた」に印を付けてください。",
            f"{gone} amounts of an earlier table are not in this one.",
            "gone",
        )


def _store(
    municipality: str, reading: TableReading, mapping: Mapping, looked: Looked, by: Actor
) -> FinanceTable:
    stages = dict.fromkeys(one.slot.stage for line in looked.lines for one in line.amounts)
    left = [
        {"at": one.at, "why": one.why, "label": one.label, "yen": sum(one.yen.values())}
        for one in reading.left_out
    ]
    table = FinanceTable.objects.create(
        municipality_id=municipality,
        fiscal_year=looked.fiscal_year,
        file_name=reading.file,
        sha256=reading.sha256,
        mapping=mapping.model_dump(mode="json"),
        stages=list(stages),
        left_out=left,
        by=by.user,
        by_name=by.person,
    )
    rows = (FinanceLine(table=table, **packed(line)) for line in looked.lines)
    FinanceLine.objects.bulk_create(rows, batch_size=TOGETHER)
    found = looked.difference
    counts = {
        "lines": len(looked.lines), "new": len(found.new), "changed": len(found.changed),
        "gone": len(found.gone), "left_out": len(left), "sha256": reading.sha256,
    }  # fmt: skip
    key = f"{municipality}/money/{looked.fiscal_year}"
    record(by, Verb.TAKE_IN_MONEY, municipality, key, Change(None, counts, reading.file))
    return table
