"""The plan tree and what appears in a year, as the sheets say it."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from shirube.people.models import Municipality
from shirube.people.registering import widen
from shirube.plans.models import Appearance, PlanNode, What, place_of
from shirube.schema import Sheet
from shirube.schema.codes import label
from shirube.schema.keys import indicator_keys, node_key, project_keys

Way = tuple[tuple[str, str, str], ...]  # (level, code, title) from the top down


class PlanRegister:
    """The plan of a municipality by place, loaded once for many sheets."""

    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality
        self.reload()

    def reload(self) -> None:
        """Forget what a rolled-back transaction had made."""
        self._nodes = {node.place: node for node in self.municipality.plan.all()}

    def register(self, sheets: Iterable[Sheet]) -> None:
        """The way from the top down to each sheet, its own node included."""
        ways = [(_way(sheet), sheet.fiscal_year) for sheet in sheets]
        # Level by level: a node needs the number that the database gave its parent.
        for depth in range(1, max((len(way) for way, _ in ways), default=0) + 1):
            self._level([(way[:depth], year) for way, year in ways if len(way) >= depth])

    def _level(self, ways: Iterable[tuple[Way, int | None]]) -> None:
        new: dict[str, PlanNode] = {}
        for way, year in ways:
            place = place_of(way)
            node = self._nodes.get(place) or new.get(place)
            if node is None:
                new[place] = self._node(way, year)
            elif widen(node, year) and node.pk:
                node.save(update_fields=["first_year", "last_year"])
        PlanNode.objects.bulk_create(new.values())
        self._nodes |= new

    def _node(self, way: Way, year: int | None) -> PlanNode:
        level, code, title = way[-1]
        return PlanNode(
            municipality=self.municipality,
            level=level,
            code=code,
            title=title,
            parent=self._nodes[place_of(way[:-1])] if len(way) > 1 else None,
            place=place_of(way),
            first_year=year,
            last_year=year,
        )


def _way(sheet: Sheet) -> Way:
    steps = [(step.level, step.code or "", step.title) for step in sheet.path]
    return (*steps, (label("kind", sheet.kind), sheet.code, sheet.title))


def register_appearances(sheets: Sequence[Sheet], *, known: Collection[str]) -> None:
    """What the sheets show in their year; ``known`` are keys whose earlier version showed some."""
    if known:
        Appearance.objects.filter(sheet_key__in=known).delete()
    Appearance.objects.bulk_create([row for sheet in sheets for row in _appearances(sheet)])


def _appearances(sheet: Sheet) -> Iterator[Appearance]:
    def row(what: What, key: str, name: str, no: str | None, unit: str | None) -> Appearance:
        return Appearance(
            municipality_id=sheet.municipality.code,
            what=what,
            fiscal_year=sheet.fiscal_year,
            key=key,
            no=no or "",
            name=name,
            unit=unit or "",
            sheet_key=str(sheet.key),
        )

    lead = sheet.units[0].name if sheet.units else None
    yield row(What.NODE, node_key(sheet), sheet.title, sheet.code, lead)
    for key, indicator in indicator_keys(sheet):
        yield row(What.INDICATOR, key, indicator.name, indicator.no, indicator.unit)
    for key, project in project_keys(sheet):
        yield row(What.PROJECT, key, project.name, project.code, project.unit)
