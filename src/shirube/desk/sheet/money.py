"""Projects and costs as one table: a project a row, an amount a column, the totals at the foot."""

from collections.abc import Iterable

from shirube.basics.fiscal_year import in_era
from shirube.desk.sheet.cards import Drafting, entry
from shirube.desk.sheet.model import Card, Grid, Row
from shirube.schema import Cost, Project
from shirube.schema.codes import label
from shirube.workflow.drafts.addresses import Address, Spot

Slot = tuple[int | None, str, str, str | None]
_NAMES = {"name": "事業", "code": "番号", "unit": "担当課"}


def projects(on: Drafting) -> Card:
    """The projects with their amounts, and the sheet's totals below."""
    slots = _slots(cost for one in on.sheet.projects for cost in one.costs)
    names = _names(on)
    rows = tuple(_row(on, one, slots, names) for one in on.sheet.projects)
    foot = _totals(on, slots, len(names))
    columns = (*(_NAMES[name] for name in names), *(_heading(slot) for slot in slots))
    findings = tuple(f for one in on.sheet.projects for f in _findings(on, one))
    grid = Grid("構成事業と金額", columns, rows, foot)
    return Card("projects", "", "", grid=grid, writes=on.writes and on.only is None,
                findings=findings)  # fmt: skip


def totals(on: Drafting) -> Card | None:
    """Amounts of the sheet itself, where it has no projects or the table has other columns."""
    slots = _slots(on.sheet.costs)
    under = _slots(cost for one in on.sheet.projects for cost in one.costs)
    rest = [slot for slot in slots if slot not in under]
    if not rest:
        return None
    rows = []
    for what in dict.fromkeys((slot[1], slot[2]) for slot in rest):
        own = [slot for slot in rest if slot[1:3] == what]
        rows += [
            Row(_heading(slot, whole=True), _cells(on, "costs", on.sheet.costs, [slot]))
            for slot in own
        ]
    found = tuple(f for c in on.sheet.costs for f in on.findings.get(c.at or "", ()))
    return Card("costs", "", "", grid=Grid("費用", ("項目", "額"), tuple(rows)), findings=found)


def _slots(costs: Iterable[Cost]) -> list[Slot]:
    found = ((cost.fiscal_year, cost.stage, cost.item, cost.unit) for cost in costs)
    return list(dict.fromkeys(found))


def _heading(slot: Slot, *, whole: bool = False) -> str:
    """``whole``: the total of the items is named too, because it stands among them."""
    year, stage, item, unit = slot
    words = [in_era(year) if year else "", label("stage", stage)]
    if item != "total" or whole:
        words.append(label("item", item))
    return f"{' '.join(word for word in words if word)}({unit or '円'})"


def _names(on: Drafting) -> tuple[str, ...]:
    """The number is asked for where the form uses numbers, or nothing says yet that it does not:
    budget and project are joined by it.
    """
    known = any(spot.part == "projects" for spot in on.last)
    coded = not known or any(one.code for one in on.sheet.projects)
    return ("name", "code", "unit") if coded else ("name", "unit")


def _row(on: Drafting, one: Project, slots: list[Slot], asked: tuple[str, ...]) -> Row:
    spot = Spot("projects", one.at or "")
    names = [entry(on, Address(*spot, name), None) for name in asked]
    cells = _cells(on, "projects.costs", one.costs, slots)
    removable = on.may(spot) and on.only is None
    return Row(one.name or "新しい事業", (*names, *cells), spot.at, removable)


def _totals(on: Drafting, slots: list[Slot], names: int) -> tuple[Row, ...]:
    """``names``: how many columns stand before the amounts; the word 合計 takes the first."""
    if not on.sheet.costs:
        return ()
    return (Row("合計", (*[None] * (names - 1), *_cells(on, "costs", on.sheet.costs, slots))),)


def _cells(on: Drafting, part: str, costs: Iterable[Cost], slots: list[Slot]) -> tuple:  # type: ignore[type-arg]
    by = {(c.fiscal_year, c.stage, c.item, c.unit): c.at for c in reversed(list(costs))}
    return tuple(
        entry(on, Address(part, at, "amount"), None) if (at := by.get(slot)) else None
        for slot in slots
    )


def _findings(on: Drafting, one: Project) -> list:  # type: ignore[type-arg]
    places = [one.at or "", *(cost.at or "" for cost in one.costs)]
    return [finding for place in places for finding in on.findings.get(place, ())]
