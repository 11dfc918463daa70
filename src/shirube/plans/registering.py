"""The plan tree and what appears in a year, as the sheets say it."""

from collections.abc import Iterator

from shirube.people.models import Municipality
from shirube.people.registering import widen
from shirube.plans.models import Appearance, PlanNode, What, place_of
from shirube.schema import Sheet
from shirube.schema.codes import label
from shirube.schema.keys import indicator_keys, node_key, project_keys


class PlanRegister:
    """The plan of a municipality by place, loaded once for many sheets."""

    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality
        self.reload()

    def reload(self) -> None:
        """Forget what a rolled-back transaction had made."""
        self._nodes = {node.place: node for node in self.municipality.plan.all()}

    def register(self, sheet: Sheet) -> PlanNode:
        """The way from the top down to the sheet; returns the sheet's own node."""
        steps = [(step.level, step.code or "", step.title) for step in sheet.path]
        steps.append((label("kind", sheet.kind), sheet.code, sheet.title))
        node: PlanNode | None = None
        for depth in range(1, len(steps) + 1):
            node = self._step(steps[:depth], node, sheet.fiscal_year)
        assert node is not None
        return node

    def _step(
        self, way: list[tuple[str, str, str]], parent: PlanNode | None, year: int | None
    ) -> PlanNode:
        place = place_of(way)
        node = self._nodes.get(place)
        if node is None:
            level, code, title = way[-1]
            node = self._nodes[place] = PlanNode.objects.create(
                municipality=self.municipality,
                level=level,
                code=code,
                title=title,
                parent=parent,
                place=place,
                first_year=year,
                last_year=year,
            )
        elif widen(node, year):
            node.save(update_fields=["first_year", "last_year"])
        return node


def register_appearances(sheet: Sheet, *, replace: bool) -> None:
    """What the sheet shows in its year; ``replace`` when an earlier version showed something."""
    if replace:
        Appearance.objects.filter(sheet_key=str(sheet.key)).delete()
    Appearance.objects.bulk_create(list(_appearances(sheet)))


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
