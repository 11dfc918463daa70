"""The verb set_plan: the tree of a plan period, stored as the table says."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import Municipality
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.plans.models import PlanEntry, PlanNode, PlanPeriod, PlanTurn, place_of
from shirube.plans.table import PlanLine, PlanTable
from shirube.workflow.models import Cycle

FIRST, LAST = 1950, 2200


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan is called and for which fiscal years it holds."""

    municipality: str
    title: str
    first_year: int
    last_year: int


@transaction.atomic
def set_plan(plan: Plan, table: PlanTable, *, by: Actor) -> PlanPeriod:
    """Store the period with its tree; an earlier tree of the same first year is replaced.

    Raises Refused: for a table with problems, for years that make no sense or meet another plan,
    and where the evaluation of a year of the plan has begun by its earlier tree.
    """
    require(by, Verb.SET_PLAN, plan.municipality)
    if table.problems:
        raise Refused(table.problems[0].text("ja"), table.problems[0].text("en"))
    if not table.lines:
        raise Refused("計画の表が空です。", "The table of the plan is empty.")
    _refuse_years(plan)
    period, made = PlanPeriod.objects.update_or_create(
        municipality_id=plan.municipality,
        first_year=plan.first_year,
        defaults={"title": plan.title.strip(), "last_year": plan.last_year},
    )
    before = None if made else {"nodes": period.entries.count()}
    if not made:
        _refuse_begun(period, table)
        _forget(period, table)
    _store(period, table.lines)
    after = {"title": period.title, "years": [plan.first_year, plan.last_year],
             "nodes": len(table.lines)}  # fmt: skip
    key = f"{plan.municipality}/plan/{plan.first_year}"
    record(by, Verb.SET_PLAN, plan.municipality, key, Change(before, after))
    return period


def _refuse_years(plan: Plan) -> None:
    if not plan.title.strip():
        raise Refused("計画の名前を入れてください。", "Give the plan a title.", "title")
    years = {"first_year": plan.first_year, "last_year": plan.last_year}
    for field, year in years.items():
        if not FIRST <= year <= LAST:
            words = "年度は、西暦4桁の数で書いてください(令和6年度なら2024)。"
            raise Refused(words, "Give fiscal years in four digits.", field)
    if plan.last_year < plan.first_year:
        raise Refused(
            f"最後の年度({plan.last_year})が最初の年度({plan.first_year})より前です。"
            "どちらかを直してください。",
            "The last fiscal year is before the first.",
            "last_year",
        )
    others = PlanPeriod.objects.filter(
        municipality_id=plan.municipality,
        first_year__lte=plan.last_year,
        last_year__gte=plan.first_year,
    ).exclude(first_year=plan.first_year)
    if other := others.first():
        raise Refused(
            f"「{other.title}」({other.first_year}年度から{other.last_year}年度まで)と年度が重なります。"
            "どちらかの年度を直してください。",
            f"The years meet those of {other}.",
            "first_year",
        )


def _refuse_begun(period: PlanPeriod, table: PlanTable) -> None:
    """Sheets of the year are under way: what they evaluate may not go away below them."""
    cycles = Cycle.objects.filter(
        municipality_id=period.municipality_id,
        fiscal_year__range=(period.first_year, period.last_year),
    )
    keys = {line.key for line in table.lines}
    rows = cycles.values_list("cases__kind", "cases__code", "cases__title")
    gone = [
        f"{code} {title}" for kind, code, title in rows if kind and f"{kind}/{code}" not in keys
    ]
    if gone:
        raise Refused(
            f"評価が始まっているものが新しい表にありません: {'、'.join(gone[:5])}。"
            "計画が変わったのなら、新しい計画期間として登録してください。",
            f"Under evaluation and not in the table: {', '.join(gone[:5])}.",
        )


def _forget(period: PlanPeriod, table: PlanTable) -> None:
    nodes = list(period.entries.values_list("node_id", flat=True))
    period.entries.all().delete()
    keys = [line.key for line in table.lines if line.key]
    PlanTurn.objects.filter(period=period, kind=PlanTurn.Kind.NEW).exclude(key__in=keys).delete()
    unused = PlanNode.objects.filter(pk__in=nodes, entries=None, first_year=None)
    kept = {place_of(line.way[:depth]) for line in table.lines
            for depth in range(1, len(line.way) + 1)}  # fmt: skip
    # From below upwards: a node stands on its parent.
    while ends := list(
        unused.exclude(place__in=kept).filter(children=None).values_list("pk", flat=True)
    ):
        PlanNode.objects.filter(pk__in=ends).delete()


def _store(period: PlanPeriod, lines: Sequence[PlanLine]) -> None:
    city = Municipality.objects.get(pk=period.municipality_id)
    nodes = {node.place: node for node in PlanNode.objects.filter(municipality=city)}
    entries = []
    for position, line in enumerate(lines):
        place = place_of(line.way)
        if place not in nodes:
            level, code, title = line.way[-1]
            parent = nodes[place_of(line.way[:-1])] if len(line.way) > 1 else None
            nodes[place] = PlanNode.objects.create(
                municipality=city, level=level, code=code, title=title, parent=parent, place=place
            )
        node = nodes[place]
        entries.append(
            PlanEntry(period=period, node=node, position=position, division=line.division)
        )
    PlanEntry.objects.bulk_create(entries)
