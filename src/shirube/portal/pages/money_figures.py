"""The money of an edition as figures: over all, by branch, by 款, by division; every project once.
What they are called is said by the page of each language.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shirube.charts.money import main_slot
from shirube.reckon.identity import appearances, one_level, rows
from shirube.reckon.totals import Slot, Total, distinct_totals, slot_of
from shirube.schema import Project, Sheet
from shirube.schema.codes import ITEM, STAGE

NOT_MONEY = frozenset({"hours", "staff"})
# The form's account of five parts: fund, 款, 項, 目, project.
CHAPTER = "account_part_2"


@dataclass(frozen=True, slots=True)
class Group:
    """A row: what the city calls it ("" where the sheets do not say), its sum, and how long its
    bar is (0-100).
    """

    name: str
    total: Total
    bar: int


@dataclass(frozen=True, slots=True)
class Line:
    """A year and stage, with a cell for each source: its sum, and how many projects state the total
    but not this source.
    """

    fiscal_year: int | None
    stage: str
    cells: tuple[tuple[Total | None, int], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a page about money says."""

    slot: Slot
    total: Total
    items: tuple[str, ...]  # codes of the sources, heads of the lines
    lines: tuple[Line, ...]
    groups: tuple[tuple[str, tuple[Group, ...]], ...]  # branch, chapter, division
    shared: tuple[tuple[str, tuple[Sheet, ...]], ...]  # projects of several sheets


def figures(sheets: Sequence[Sheet]) -> Figures | None:
    """None where the sheets state no money of the evaluated year."""
    if not sheets or sheets[0].fiscal_year is None:
        return None
    totals = distinct_totals(sheets).by_slot
    slot = main_slot(list(totals), sheets[0].fiscal_year)
    if slot is None:
        return None
    level = one_level(sheets)
    items = tuple(sorted({one.item for one in totals} - NOT_MONEY, key=_places(ITEM)))
    groups = (
        ("branch", _groups(level, slot, _by_branch)),
        ("chapter", _groups(sheets, slot, _by_chapter)),
        ("division", _groups(level, slot, _by_division)),
    )
    return Figures(
        slot,
        totals[slot],
        items,
        tuple(_lines(totals, items, unstated(level))),
        tuple((key, found) for key, found in groups if len(found) > 1),
        tuple(_shared(level)),
    )


def unstated(sheets: Sequence[Sheet]) -> Mapping[Slot, int]:
    """For each slot, how many projects state the total of its year and stage, but not its item."""
    totals: dict[tuple[int | None, str], int] = {}
    stated: dict[Slot, int] = {}
    for places in appearances(sheets).values():
        slots = {slot_of(cost) for place in places for cost in place.project.costs}
        for slot in slots:
            stated[slot] = stated.get(slot, 0) + 1
            if slot.item == "total":
                line = (slot.fiscal_year, slot.stage)
                totals[line] = totals.get(line, 0) + 1
    return {
        slot: max(0, totals.get((slot.fiscal_year, slot.stage), 0) - count)
        for slot, count in stated.items()
    }


def _lines(
    totals: Mapping[Slot, Total], items: Sequence[str], unstated: Mapping[Slot, int]
) -> Iterator[Line]:
    """Years and stages down, sources across."""
    place = _places(STAGE)
    lines = {(slot.fiscal_year or 0, slot.stage) for slot in totals}
    for year, stage in sorted(lines, key=lambda line: (line[0], place(line[1]))):
        slots = [Slot(year or None, stage, item) for item in items]
        cells = tuple((totals.get(slot), unstated.get(slot, 0)) for slot in slots)
        yield Line(year or None, stage, cells)


def _places(known: Mapping[str, object]) -> Callable[[str], int]:
    order = {code: place for place, code in enumerate(known)}
    return lambda code: order.get(code, len(order))


Named = Iterator[tuple[str, Sheet]]


def _by_branch(sheets: Iterable[Sheet]) -> Named:
    for sheet in sheets:
        top = sheet.path[0] if sheet.path else None
        yield f"{top.code or ''} {top.title}".strip() if top else "", sheet


def _by_chapter(sheets: Iterable[Sheet]) -> Named:
    for sheet in sheets:
        chapter = next((one.value for one in sheet.attributes if one.key == CHAPTER), None)
        if chapter:
            yield chapter, sheet


def _by_division(sheets: Iterable[Sheet]) -> Named:
    for sheet in sheets:
        lead = sheet.units[0].name if sheet.units else ""
        parts: dict[str, list[Project]] = {}
        for project in rows(sheet):
            parts.setdefault(project.unit or lead, []).append(project)
        for name, projects in parts.items():
            yield name, sheet.model_copy(update={"projects": tuple(projects)})


def _groups(
    sheets: Sequence[Sheet], slot: Slot, named: Callable[[Iterable[Sheet]], Named]
) -> tuple[Group, ...]:
    """The largest first."""
    by_name: dict[str, list[Sheet]] = {}
    for name, sheet in named(sheets):
        by_name.setdefault(name, []).append(sheet)
    totals = {name: distinct_totals(some).by_slot.get(slot) for name, some in by_name.items()}
    most = max((one.amount for one in totals.values() if one and one.amount), default=Decimal(0))
    found = [
        (one.amount if one.amount is not None else Decimal(-1), Group(name, one, _bar(one, most)))
        for name, one in totals.items()
        if one is not None
    ]
    return tuple(group for _, group in sorted(found, key=lambda item: -item[0]))


def _bar(total: Total, most: Decimal) -> int:
    if total.amount is None or most <= 0 or total.amount <= 0:
        return 0
    return max(1, round(100 * total.amount / most))


def _shared(sheets: Sequence[Sheet]) -> Iterator[tuple[str, tuple[Sheet, ...]]]:
    """Projects that stand in several sheets: they count once."""
    for places in appearances(sheets).values():
        held = {place.sheet.key: place.sheet for place in places}
        if len(held) > 1:
            yield places[0].project.name, tuple(held.values())
