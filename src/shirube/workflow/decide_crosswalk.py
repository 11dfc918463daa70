"""The verb decide_link for the turn of a plan: every line that a person decided, all or nothing."""

from collections.abc import Sequence

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.plans.crosswalk import Crosswalk, Said, became, check, crosswalk
from shirube.plans.models import Link, PlanPeriod, PlanTurn, What
from shirube.schema.ledger import LedgerLink, Relation
from shirube.workflow import finding
from shirube.workflow.link import Decision, decide, join
from shirube.workflow.models import Cycle

_RELATIONS: dict[str, Relation] = {"renamed": "renamed", "split": "split", "merged": "merged"}


@transaction.atomic
def decide_crosswalk(period: PlanPeriod, said: Sequence[Said], *, by: Actor) -> Crosswalk:
    """Enter what became of these nodes in the ledger; an earlier decision about them gives way.

    Returns the crosswalk as it is now. Raises Refused for what does not fit the two plans, and
    once the evaluation of the period's first year has begun.
    """
    city = period.municipality_id
    require(by, Verb.DECIDE_LINK, city)
    finding.require_person(by.person)
    plans = crosswalk(period)
    wrong = sorted(check(said, plans))
    if wrong:
        raise Refused(wrong[0].text("ja"), wrong[0].text("en"))
    if Cycle.objects.filter(municipality_id=city, fiscal_year=period.first_year).exists():
        raise Refused(
            "この計画の評価がもう始まっています。対応は「年度のつながり」で直してください。",
            "The evaluation has begun: mend single links.",
        )
    shape = _shape(plans, said)
    reasons = {f"{one.kind}/{one.old}": one.reason for one in said}
    _withdraw(plans, shape, by)
    for (old, new), what in sorted(shape.items()):
        if old and new:
            relation = _same(plans, old, new) if what == "renamed" else _RELATIONS[what]
            link = LedgerLink("node", plans.from_year, old, period.first_year, new, relation)
            join(city, link, by=by, reason=reasons.get(old, ""))
    _turns(period, said, by)
    after = {"|".join(pair): what for pair, what in sorted(shape.items())}
    record(by, Verb.DECIDE_LINK, city, f"{city}/plan/{period.first_year}", Change(None, after))
    return crosswalk(period)


def _same(plans: Crosswalk, old: str, new: str) -> Relation:
    titles = {one.key: one.title for one in plans.old}, {one.key: one.title for one in plans.new}
    alike = old == new and titles[0][old] == titles[1][new]
    return "same" if alike else "renamed"


def _shape(plans: Crosswalk, said: Sequence[Said]) -> dict[tuple[str, str], str]:
    """What is said now, and those decisions of before that it changes: 11 → 3 after 12 → 3 makes a
    merger of both.
    """
    own = {f"{one.kind}/{one.old}" for one in said}
    before = {
        (old, new): "renamed" if relation == "same" else relation
        for old, found in plans.decided.items()
        if old not in own
        for new, relation in found
    }
    kept = [_again(old, plans) for old in dict.fromkeys(old for old, _ in before)]
    shape = became([*said, *kept])
    changed = {old for (old, new), what in shape.items() if before.get((old, new), what) != what}
    return {pair: what for pair, what in shape.items() if pair[0] in own | changed | {""}}


def _again(old: str, plans: Crosswalk) -> Said:
    kind, _, code = old.partition("/")
    return Said(0, kind, code, tuple(new.partition("/")[2] for new, _ in plans.decided[old]), "")


def _withdraw(plans: Crosswalk, shape: dict[tuple[str, str], str], by: Actor) -> None:
    olds = {old for old, _ in shape if old}
    rows = Link.objects.filter(
        municipality_id=plans.period.municipality_id, what=What.NODE, from_key__in=olds,
        from_year=plans.from_year, to_year=plans.period.first_year, state=Link.State.CONFIRMED,
    )  # fmt: skip
    ids = [row.pk for row in rows]
    decide(ids, Decision(accept=False, reason="新しい計画との対応を決めなおした"), by=by)


def _turns(period: PlanPeriod, said: Sequence[Said], by: Actor) -> None:
    olds = {f"{one.kind}/{one.old}" for one in said if one.old}
    news = {f"{one.kind}/{code}" for one in said for code in one.new}
    PlanTurn.objects.filter(period=period, kind=PlanTurn.Kind.ENDED, key__in=olds).delete()
    PlanTurn.objects.filter(period=period, kind=PlanTurn.Kind.NEW, key__in=news).delete()
    for one in said:
        keys = [f"{one.kind}/{one.old}"] if one.old else [f"{one.kind}/{c}" for c in one.new]
        if one.old and one.new:
            continue
        kind = PlanTurn.Kind.ENDED if one.old else PlanTurn.Kind.NEW
        PlanTurn.objects.bulk_create(
            PlanTurn(period=period, kind=kind, key=key, decided_by=by.user,
                     decided_name=by.person, reason=one.reason)
            for key in keys
        )  # fmt: skip
