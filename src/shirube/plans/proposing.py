"""Proposals for the ledger, between each year of a municipality and the next that has sheets."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from shirube.plans.likely import Item, Proposal, proposals
from shirube.plans.models import Appearance, Link, What

Years = dict[int, dict[str, list[Item]]]  # year → what → items
Pair = tuple[str, int, str, int, str]  # what, from_year, from_key, to_year, to_key


def likely_links(municipality: str) -> list[Link]:
    """Unsaved proposals: by likeness, one for an item at most, nothing that is decided already."""
    decided = _Decided(municipality)
    found: list[Link] = []
    for years in _by_kind(municipality).values():
        for old, new in pairwise(sorted(years)):
            found += _between(municipality, (old, years[old]), (new, years[new]), decided)
    return found


def pair_of(link: Link) -> Pair:
    """What makes a link the same link."""
    return link.what, link.from_year, link.from_key, link.to_year, link.to_key


class _Decided:
    """What people have said already."""

    def __init__(self, municipality: str) -> None:
        rows = Link.objects.filter(municipality_id=municipality)
        self.confirmed: dict[tuple[str, int, int], list[tuple[str, str]]] = defaultdict(list)
        self.rejected: dict[tuple[str, int, int], set[tuple[str, str]]] = defaultdict(set)
        for row in rows.exclude(state=Link.State.PROPOSED):
            where = (row.what, row.from_year, row.to_year)
            if row.state == Link.State.CONFIRMED:
                self.confirmed[where].append((row.from_key, row.to_key))
            else:
                self.rejected[where].add((row.from_key, row.to_key))


def _by_kind(municipality: str) -> dict[str, Years]:
    """A kind of sheet has years of its own: programs of 2019 and 2021, projects of 2020."""
    kinds: dict[str, Years] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    rows = Appearance.objects.filter(municipality_id=municipality, fiscal_year__isnull=False)
    seen = set()
    for row in rows.order_by("id"):
        assert row.fiscal_year is not None
        kind = row.sheet_key.split("/")[2]
        # A project stands in several programs: once is enough.
        if (kind, row.fiscal_year, row.what, row.key) not in seen:
            seen.add((kind, row.fiscal_year, row.what, row.key))
            group = row.key.partition("#")[0] if row.what == What.INDICATOR else ""
            item = Item(row.key, group, row.no, row.name, row.unit)
            kinds[kind][row.fiscal_year][row.what].append(item)
    return kinds


def _between(
    municipality: str,
    old: tuple[int, dict[str, list[Item]]],
    new: tuple[int, dict[str, list[Item]]],
    decided: _Decided,
) -> Iterator[Link]:
    nodes: dict[str, str] = {}
    for what in (What.NODE, What.INDICATOR, What.PROJECT):
        where = (what.value, old[0], new[0])
        joined = decided.confirmed[where]
        left, right = old[1].get(what, []), new[1].get(what, [])
        if what == What.INDICATOR:
            # An indicator is looked for under the node that is likely the same.
            left = [item._replace(group=nodes.get(item.group, "")) for item in left]
        found = proposals(
            [item for item in left if item.key not in {one for one, _ in joined}],
            [item for item in right if item.key not in {other for _, other in joined}],
            decided.rejected[where],
        )
        if what == What.NODE:
            nodes = dict([*joined, *((pair.old.key, pair.new.key) for pair in found)])
        yield from (_link(municipality, where, pair) for pair in found)


def _link(municipality: str, where: tuple[str, int, int], pair: Proposal) -> Link:
    what, from_year, to_year = where
    return Link(
        municipality_id=municipality,
        what=what,
        from_year=from_year,
        from_key=pair.old.key,
        to_year=to_year,
        to_key=pair.new.key,
        relation=pair.relation,
        likeness=pair.likeness,
    )
