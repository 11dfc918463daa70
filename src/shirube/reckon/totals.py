"""Totals over projects, each project counted once, with what could not be counted beside them.

Adding up the totals of programs counts a project of two programs twice; the distinct total does
not. A missing amount is never zero: a total states how many are missing, doubtful or in conflict.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from shirube.reckon.identity import (
    Appearance,
    ProjectId,
    appearances,
    one_level,
    require_one_corpus,
    rows,
)
from shirube.schema import Cost, Project, Sheet

# What is known of a year's money, the surest first.
STAGES = (
    "settlement",
    "settlement_unapproved",
    "settlement_estimate",
    "current_budget",
    "initial_budget",
    "plan",
)


class Slot(NamedTuple):
    """What amounts have in common that may be added: year, stage, item."""

    fiscal_year: int | None
    stage: str
    item: str


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of certain amounts (yen; hours and persons for those items).

    ``amount`` is None when nothing was counted. ``missing`` cells state no amount, ``doubtful``
    ones a flagged amount, ``conflicting`` projects state different amounts in different places.
    """

    amount: Decimal | None
    counted: int = 0
    missing: int = 0
    doubtful: int = 0
    conflicting: int = 0

    @property
    def complete(self) -> bool:
        """Everything that should be in it is in it."""
        return not (self.missing or self.doubtful or self.conflicting)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A project whose amount for one slot differs between its rows."""

    project: ProjectId
    slot: Slot
    stated: tuple[tuple[Appearance, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals by slot, and the amounts that were left out because they contradict each other."""

    by_slot: Mapping[Slot, Total]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Overstatement:
    """What adding the sheets up counts too much; over the projects that could be counted."""

    sum_of_sheets: Decimal
    distinct: Decimal

    @property
    def excess(self) -> Decimal:
        """Counted twice or more."""
        return self.sum_of_sheets - self.distinct

    @property
    def percent(self) -> Decimal | None:
        """The excess in percent of the distinct total; None when that is zero."""
        return self.excess / self.distinct * 100 if self.distinct else None


Cell = tuple[Appearance, Cost]


class _Sum:
    """A Total in the making."""

    def __init__(self) -> None:
        self.amounts: list[Decimal] = []
        self.left_out = {"missing": 0, "doubtful": 0, "conflicting": 0}

    def total(self) -> Total:
        amount = sum(self.amounts, Decimal(0)) if self.amounts else None
        return Total(amount, len(self.amounts), **self.left_out)


def row_totals(sheet: Sheet) -> Mapping[Slot, Total]:
    """What the rows of one sheet add up to, shares respected; every row counts as it stands."""
    sums: dict[Slot, _Sum] = defaultdict(_Sum)
    for project in rows(sheet):
        for cost in project.costs:
            counted = sums[slot_of(cost)]
            if cost.certain:
                counted.amounts.append(_part(project, cost))
            else:
                counted.left_out[_why_left_out(cost)] += 1
    return {slot: counted.total() for slot, counted in sums.items()}


def distinct_totals(sheets: Iterable[Sheet]) -> Totals:
    """Every project once, over sheets of one municipality and evaluated year.

    Raises ValueError for sheets of several. A project with shares counts with the sum of the
    shares that the given sheets have in it, at most once.
    """
    sums: dict[Slot, _Sum] = defaultdict(_Sum)
    conflicts: list[Conflict] = []
    for identity, places in appearances(sheets).items():
        for slot, cells in _cells(places).items():
            conflict = _add(sums[slot], identity, slot, cells)
            if conflict is not None:
                conflicts.append(conflict)
    return Totals({slot: one.total() for slot, one in sums.items()}, tuple(conflicts))


def conflicts(sheets: Iterable[Sheet]) -> tuple[Conflict, ...]:
    """Projects that state different amounts for one slot, without any adding up.

    Raises ValueError for sheets of several municipalities or evaluated years.
    """
    found = (
        _conflict(identity, slot, _stated(cells))
        for identity, places in appearances(sheets).items()
        if len(places) > 1
        for slot, cells in _cells(places).items()
    )
    return tuple(conflict for conflict in found if conflict is not None)


def totals_by_level(sheets: Iterable[Sheet], level: str) -> Mapping[tuple[str | None, str], Totals]:
    """Distinct totals of each node of one plan level (「基本目標」 …) by its (code, title).

    A project in two sheets under one node counts once there; sheets without the level are left out.
    """
    given = tuple(sheets)
    require_one_corpus(given)
    nodes: dict[tuple[str | None, str], list[Sheet]] = defaultdict(list)
    for sheet in given:
        for step in sheet.path:
            if step.level == level:
                nodes[(step.code, step.title)].append(sheet)
    return {node: distinct_totals(members) for node, members in nodes.items()}


def overstatement(sheets: Iterable[Sheet]) -> Mapping[Slot, Overstatement]:
    """By slot, how much more the sheets add up to than their distinct projects cost.

    Amounts that are missing, doubtful or in conflict are in neither sum. Only one level of the
    plan is added up, see ``one_level``.
    """
    given = one_level(sheets)
    together: dict[Slot, Decimal] = defaultdict(Decimal)
    for places in appearances(given).values():
        for slot, cells in _cells(places).items():
            stated = _stated(cells)
            if len({amount for _, amount in stated}) == 1:
                together[slot] += sum(
                    (amount * _share(place.project) for place, amount in stated), Decimal(0)
                )
    return {
        slot: Overstatement(together[slot], total.amount)
        for slot, total in distinct_totals(given).by_slot.items()
        if total.amount is not None
    }


def slot_of(cost: Cost) -> Slot:
    """The slot that an amount belongs to."""
    return Slot(cost.fiscal_year, cost.stage, cost.item)


def _cells(places: tuple[Appearance, ...]) -> dict[Slot, list[Cell]]:
    cells: dict[Slot, list[Cell]] = defaultdict(list)
    for place in places:
        for cost in place.project.costs:
            cells[slot_of(cost)].append((place, cost))
    return cells


def _stated(cells: list[Cell]) -> list[tuple[Appearance, Decimal]]:
    return [
        (place, cost.number) for place, cost in cells if cost.certain and cost.number is not None
    ]


def _add(counted: _Sum, identity: ProjectId, slot: Slot, cells: list[Cell]) -> Conflict | None:
    stated = _stated(cells)
    conflict = _conflict(identity, slot, stated)
    if conflict is not None:
        counted.left_out["conflicting"] += 1
        return conflict
    if stated:
        counted.amounts.append(stated[0][1] * _shares([place for place, _ in stated]))
        return None
    why = {_why_left_out(cost) for _, cost in cells}
    counted.left_out["doubtful" if "doubtful" in why else "missing"] += 1
    return None


def _conflict(
    identity: ProjectId, slot: Slot, stated: list[tuple[Appearance, Decimal]]
) -> Conflict | None:
    if len({amount for _, amount in stated}) < 2:
        return None
    return Conflict(identity, slot, tuple(stated))


def _share(project: Project) -> Decimal:
    return Decimal(1) if project.share is None else Decimal(project.share)


def _part(project: Project, cost: Cost) -> Decimal:
    assert cost.number is not None
    return cost.number * _share(project)


def _shares(places: list[Appearance]) -> Decimal:
    return min(sum((_share(place.project) for place in places), Decimal(0)), Decimal(1))


def _why_left_out(cost: Cost) -> str:
    return "missing" if cost.amount is None and not cost.flags else "doubtful"
