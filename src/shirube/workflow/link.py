"""The verbs of the ledger: propose by likeness, decide by a person. Undecided is not joined."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.db import transaction
from django.utils import timezone

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, Verb, require
from shirube.plans.ledger import plain
from shirube.plans.models import Link
from shirube.plans.periods import stands
from shirube.plans.proposing import likely_links, pair_of
from shirube.schema.ledger import ONE_TO_ONE, LedgerLink, Relation
from shirube.workflow import finding


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides. ``relation`` None keeps the proposed one."""

    accept: bool
    reason: str = ""
    relation: Relation | None = None


@transaction.atomic
def propose(municipality: str, *, by: Actor) -> int:
    """Renew the proposals of a municipality; returns how many are new. Confirms nothing.

    A proposal that still holds keeps its number, one that no longer does goes.
    """
    require(by, Verb.PROPOSE_LINKS, municipality)
    likely = {pair_of(link): link for link in likely_links(municipality)}
    open_ = Link.objects.filter(municipality_id=municipality, state=Link.State.PROPOSED)
    known = {pair_of(link): link for link in open_}
    gone = [link.pk for pair, link in known.items() if pair not in likely]
    Link.objects.filter(pk__in=gone).delete()
    new = [link for pair, link in likely.items() if pair not in known]
    Link.objects.bulk_create(new)
    if new or gone:
        change = Change(after={"proposed": len(new), "withdrawn": len(gone)})
        record(by, Verb.PROPOSE_LINKS, municipality, f"{municipality}/ledger", change)
    return len(new)


@transaction.atomic
def decide(ids: Iterable[int], decision: Decision, *, by: Actor) -> tuple[LedgerLink, ...]:
    """Accept or reject links by number; a decision may be changed later, the log keeps both.

    All or none. Raises Refused for an unknown number, without a named person, and where an item
    would be the same as two of one year.
    """
    wanted = list(dict.fromkeys(ids))
    rows = {row.pk: row for row in Link.objects.select_for_update().filter(pk__in=wanted)}
    missing = [str(number) for number in wanted if number not in rows]
    if missing:
        raise Refused(
            f"番号 {'、'.join(missing)} の対応はありません。link --list で確かめてください。",
            f"No link has the number {', '.join(missing)}; see link --list.",
        )
    for code in {row.municipality_id for row in rows.values()}:
        require(by, Verb.DECIDE_LINK, code)
    finding.require_person(by.person)
    return tuple(_decide(rows[number], decision, by) for number in wanted)


def accept_same(municipality: str, *, by: Actor) -> tuple[LedgerLink, ...]:
    """Accept every proposal whose name, number and unit agree in both years."""
    rows = Link.objects.filter(
        municipality_id=municipality, state=Link.State.PROPOSED, relation=Link.Relation.SAME
    )
    return decide(rows.values_list("pk", flat=True), Decision(accept=True), by=by)


@transaction.atomic
def join(municipality: str, link: LedgerLink, *, by: Actor, reason: str) -> LedgerLink:
    """Enter a link that nobody proposed (a split, a merger, another name altogether).

    Raises Refused where either end stands neither in a sheet nor in the city's plan of its year.
    """
    require(by, Verb.DECIDE_LINK, municipality)
    finding.require_person(by.person)
    for year, key in ((link.from_year, link.from_key), (link.to_year, link.to_key)):
        if not stands(municipality, link.what, year, key):
            raise Refused(
                f"{year}年度のシートに {key} はありません。",
                f"{key} stands in no sheet of {year}.",
            )
    row, _ = Link.objects.get_or_create(
        municipality_id=municipality,
        what=link.what,
        from_year=link.from_year,
        from_key=link.from_key,
        to_year=link.to_year,
        to_key=link.to_key,
        defaults={"relation": link.relation},
    )
    return _decide(row, Decision(True, reason, link.relation), by)


def _decide(row: Link, decision: Decision, by: Actor) -> LedgerLink:
    before = {"state": row.state, "relation": row.relation}
    row.state = Link.State.CONFIRMED if decision.accept else Link.State.REJECTED
    row.relation = decision.relation or cast(Relation, row.relation)
    if decision.accept:
        _refuse_two(row)
    row.decided_by, row.decided_name = by.user, by.person
    row.decided_at, row.reason = timezone.now(), decision.reason
    row.save()
    after = {"state": row.state, "relation": row.relation}
    change = Change(before, after, decision.reason)
    record(by, Verb.DECIDE_LINK, row.municipality_id, str(row), change)
    return plain(row)


def _refuse_two(row: Link) -> None:
    """An item that is the same as two others of one year would join what is not one."""
    if row.relation not in ONE_TO_ONE:
        return
    rivals = Link.objects.filter(
        municipality_id=row.municipality_id,
        what=row.what,
        from_year=row.from_year,
        to_year=row.to_year,
        state=Link.State.CONFIRMED,
        relation__in=ONE_TO_ONE,
    ).exclude(pk=row.pk)
    for end in ("from_key", "to_key"):
        other = rivals.filter(**{end: getattr(row, end)}).first()
        if other is not None:
            raise Refused(
                f"{getattr(row, end)} にはすでに「{other}」という対応があります。"
                "分割・統合のときは relation を split・merged にしてください。",
                f"{getattr(row, end)} already has the link {other}; "
                "use relation split or merged where it was divided or joined.",
            )
