"""Asking for the plan of a year, as the city set it."""

from collections.abc import Sequence
from typing import NamedTuple

from shirube.plans.models import Appearance, PlanEntry, PlanNode, PlanPeriod, What
from shirube.plans.table import KINDS, Way
from shirube.schema.keys import NodeKey


class Place(NamedTuple):
    """A node that gets a sheet, in the tree of a period."""

    kind: str
    code: str
    title: str
    above: Way  # from the top down to the parent
    division: str

    @property
    def key(self) -> str:
        """The key in the ledger."""
        return str(NodeKey(self.kind, self.code))

    @property
    def name(self) -> str:
        """施策11 子どもの居場所づくり"""
        level = next(ja for ja, kind in KINDS.items() if kind == self.kind)
        return f"{level}{self.code} {self.title}"


def period_of(municipality: str, year: int) -> PlanPeriod | None:
    """The plan that holds in a fiscal year; the newest where two overlap."""
    rows = PlanPeriod.objects.filter(
        municipality_id=municipality, first_year__lte=year, last_year__gte=year
    )
    return rows.order_by("-first_year").first()


def period_before(period: PlanPeriod) -> PlanPeriod | None:
    """The plan that went before."""
    rows = PlanPeriod.objects.filter(
        municipality_id=period.municipality_id, first_year__lt=period.first_year
    )
    return rows.order_by("-first_year").first()


def entries_of(period: PlanPeriod) -> list[PlanEntry]:
    """The tree in its own order."""
    return list(period.entries.select_related("node").order_by("position"))


def places_of(period: PlanPeriod) -> list[Place]:
    """The nodes that get sheets, in the order of the plan."""
    entries = entries_of(period)
    nodes = {entry.node_id: entry.node for entry in entries}
    return [
        Place(
            KINDS[entry.node.level],
            entry.node.code,
            entry.node.title,
            _above(entry.node, nodes),
            entry.division,
        )
        for entry in entries
        if entry.node.level in KINDS
    ]


def _above(node: PlanNode, nodes: dict[int, PlanNode]) -> Way:
    steps = []
    at = node.parent_id
    while at is not None and at in nodes:
        steps.append((nodes[at].level, nodes[at].code, nodes[at].title))
        at = nodes[at].parent_id
    return tuple(reversed(steps))


def stands(municipality: str, what: str, year: int, key: str) -> bool:
    """Whether something is known in a year: in a sheet, or as a node of the plan of that year.

    A plan that nobody registered held until the year before a registered one began, with what its
    last sheets showed.
    """
    own = Appearance.objects.filter(municipality_id=municipality, what=what, key=key)
    if own.filter(fiscal_year=year).exists():
        return True
    if what != What.NODE:
        return False
    period = period_of(municipality, year)
    if period is not None:
        return key in {place.key for place in places_of(period)}
    begins = PlanPeriod.objects.filter(municipality_id=municipality, first_year=year + 1)
    return begins.exists() and own.filter(fiscal_year__lt=year).exists()


def as_table(entries: Sequence[PlanEntry]) -> str:
    """The tree as the table that could be pasted again."""
    head = "段\t番号\t名称\t担当課"
    rows = (f"{e.node.level}\t{e.node.code}\t{e.node.title}\t{e.division}" for e in entries)
    return "\n".join([head, *rows])
