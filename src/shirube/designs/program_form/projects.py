"""Section 3 構成事業の状況: projects with their amounts, and the totals of the sheet.

Every amount column gives a Cost for every project, an empty cell one with missing ``blank``.
A row that does not fit the columns keeps its name; its amounts are flagged ``shifted``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from shirube.basics.fiscal_year import parse_fiscal_year
from shirube.basics.japanese_text import same_dash, squeeze, tidy
from shirube.basics.numbers_in_print import read_number
from shirube.basics.yen import UNITS
from shirube.designs.cells import Slot, cost_of
from shirube.designs.program_form.hand import Hand, is_debris, matching
from shirube.schema import Cost, Project
from shirube.sources.document import Line

_UNIT = re.compile(r"単位[::]?(" + "|".join(sorted(UNITS, key=len, reverse=True)) + ")")
_CODE = re.compile(r"[0-9A-Za-z-]*")
_DIRECTIONS = re.compile(r"\d{1,2}(?:[,、・./]\d{1,2})*|-*")


class Money(NamedTuple):
    """What is printed over the table, and the doubt when it is not."""

    unit: str
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Columns:
    """Which cell is what, from the header row."""

    roles: dict[str, int]
    amounts: tuple[tuple[int, Slot], ...]
    money: Money

    @property
    def width(self) -> int:
        """Cells of a full row."""
        return 1 + max([*self.roles.values(), *(index for index, _ in self.amounts)])


@dataclass(frozen=True)
class _Entry:
    """A row of the table; ``short`` when cells are not there at its end."""

    line: Line
    project: Project
    short: bool


def read_projects(
    lines: Sequence[Line], heading: Line, hand: Hand
) -> tuple[tuple[Project, ...], tuple[Cost, ...]]:
    """The projects and the totals, in printed order."""
    money = _money([heading, *lines], hand)
    columns: Columns | None = None
    entries: list[_Entry] = []
    totals: tuple[Cost, ...] = ()
    for line in lines:
        if is_debris(line, hand.words):
            hand.takings.furniture(line)
        elif header := _columns(line, money, hand):
            columns = header
        elif columns is None or not any(line.cells):
            continue
        elif not totals and _is_total(line, columns, hand):
            totals = _totals(line, columns, hand)
        elif entry := _entry(line, columns, hand):
            entries.append(entry)
    projects = tuple(_settle(entries, totals))
    return projects, tuple(_no_formula_zero(total, projects) for total in totals)


def _money(lines: Sequence[Line], hand: Hand) -> Money:
    units: list[str] = []
    for line in lines:
        for index, cell in enumerate(line.cells):
            if found := _UNIT.search(squeeze(cell)):
                units.append(found[1])
                if re.fullmatch(r"[(\[]?単位.*", squeeze(cell)):
                    hand.takings.furniture(line, index)
    if not units:
        return Money(hand.design.money_unit, ("unit_inferred",))
    return Money(units[0], () if len(set(units)) == 1 else ("unit_differs",))


def _columns(line: Line, money: Money, hand: Hand) -> Columns | None:
    """The columns when the line is the header row. A heading without a year doubts its column."""
    roles: dict[str, int] = {}
    amounts: list[tuple[int, Slot]] = []
    for index, cell in enumerate(line.cells):
        words = squeeze(cell)
        role = matching(words, hand.words.project_columns)
        stage = next((code for word, code in hand.words.stages.items() if word in words), None)
        if role is not None:
            roles.setdefault(role, index)
        elif stage is not None:
            amounts.append((index, Slot(stage, "total", parse_fiscal_year(words))))
    if "name" not in roles or not amounts:
        return None
    known = {*roles.values(), *(index for index, _ in amounts)}
    hand.takings.furniture(line, *known)
    return Columns(roles, tuple(amounts), money)


def _is_total(line: Line, columns: Columns, hand: Hand) -> bool:
    first = next(cell for cell in line.cells if cell)
    return re.fullmatch(hand.words.total, squeeze(first)) is not None


def _totals(line: Line, columns: Columns, hand: Hand) -> tuple[Cost, ...]:
    label = next(index for index, cell in enumerate(line.cells) if cell)
    hand.takings.furniture(line, label)
    at_place = [index for index, _ in columns.amounts]
    filled = [index for index, cell in enumerate(line.cells) if cell and index > label]
    if len(line.cells) >= columns.width and set(filled) <= set(at_place):
        hand.takings.place(line, *at_place)
        return _costs(line, at_place, columns)
    places = (filled + [len(line.cells)] * len(at_place))[: len(at_place)]
    hand.takings.place(line, *(index for index in places if index < len(line.cells)))
    # As many amounts as columns: there is only one way to place them.
    alone = len(filled) == len(at_place) and _all_amounts(line, filled)
    return _costs(line, places, columns, () if alone else ("shifted",))


def _costs(
    line: Line, places: Sequence[int], columns: Columns, flags: tuple[str, ...] = ()
) -> tuple[Cost, ...]:
    cells = line.cells
    costs = []
    for index, (_, slot) in zip(places, columns.amounts, strict=True):
        printed = cells[index] if index < len(cells) else ""
        undated = ("doubtful_place",) if slot.fiscal_year is None else ()
        doubts = (*columns.money.flags, *undated, *flags) if printed or flags else flags
        costs.append(cost_of(printed, columns.money.unit, slot, line.at(index), flags=doubts))
    return tuple(costs)


def _entry(line: Line, columns: Columns, hand: Hand) -> _Entry | None:
    name = _cell(line, columns.roles["name"])
    code = _cell(line, columns.roles.get("code"))
    if not name or not _CODE.fullmatch(squeeze(code)) or read_number(name).value is not None:
        return None
    indexes = [index for index, _ in columns.amounts]
    fits = _fits(line, columns, hand)
    short = len(line.cells) <= indexes[-1]
    if fits:
        hand.takings.place(line, *range(columns.width))
        flags: tuple[str, ...] = ()
    else:
        own = [columns.roles[role] for role in ("code", "name") if role in columns.roles]
        hand.takings.place(line, *own)
        flags = ("shifted",)
        rest = [i for i in range(len(line.cells)) if i not in own and _is_amount(line.cells[i])]
        # The amounts are shown beside their doubt; what is none stays unplaced.
        indexes = (rest + [len(line.cells)] * len(indexes))[: len(indexes)]
        hand.takings.place(line, *(i for i in indexes if i < len(line.cells)))
    project = Project(
        code=squeeze(code) or None,
        name=tidy(name),
        unit=_text(line, columns.roles.get("unit")) if fits else None,
        directions=_directions(line, columns) if fits else (),
        in_action_plan=_planned(line, columns, hand) if fits else None,
        costs=_costs(line, indexes, columns, flags),
        flags=flags,
        at=line.at(),
    )
    return _Entry(line, project, short and fits)


def _fits(line: Line, columns: Columns, hand: Hand) -> bool:
    """Each cell is of the kind that its column asks."""
    words = hand.words
    planned = squeeze(_cell(line, columns.roles.get("in_action_plan")))
    unit = _cell(line, columns.roles.get("unit"))
    directions = same_dash(squeeze(_cell(line, columns.roles.get("directions"))))
    return (
        re.fullmatch(f"{words.planned}|{words.unplanned}", same_dash(planned)) is not None
        and not (unit and _is_amount(unit) and read_number(unit).value is not None)
        and _DIRECTIONS.fullmatch(directions) is not None
        and all(_is_amount(_cell(line, index)) for index, _ in columns.amounts)
        and not any(line.cells[columns.width :])
    )


def _settle(entries: list[_Entry], totals: tuple[Cost, ...]) -> list[Project]:
    """A row without its last cells lost blanks or lost an amount: the totals tell which."""
    projects = [entry.project for entry in entries]
    if any(entry.short for entry in entries) and not _adds_up(projects, totals):
        projects = [_doubted(entry.project) if entry.short else entry.project for entry in entries]
    return projects


def _adds_up(projects: list[Project], totals: tuple[Cost, ...]) -> bool:
    sums = [sum((p.costs[i].number or Decimal(0)) for p in projects) for i in range(len(totals))]
    return bool(totals) and all(
        total.number == sum_ for total, sum_ in zip(totals, sums, strict=True)
    )


def _doubted(project: Project) -> Project:
    costs = tuple(c.model_copy(update={"flags": (*c.flags, "shifted")}) for c in project.costs)
    return project.model_copy(update={"costs": costs})


def _no_formula_zero(total: Cost, projects: tuple[Project, ...]) -> Cost:
    """A printed zero over nothing but empty parts is the formula's, not ¥0."""
    slot = (total.stage, total.fiscal_year)
    parts = [c for p in projects for c in p.costs if (c.stage, c.fiscal_year) == slot]
    if total.number == 0 and parts and all(part.missing for part in parts):
        return total.model_copy(update={"amount": None, "missing": "formula_zero"})
    return total


def _directions(line: Line, columns: Columns) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", squeeze(_cell(line, columns.roles.get("directions")))))


def _planned(line: Line, columns: Columns, hand: Hand) -> bool | None:
    index = columns.roles.get("in_action_plan")
    if index is None:
        return None
    return re.fullmatch(hand.words.planned, squeeze(_cell(line, index))) is not None


def _text(line: Line, index: int | None) -> str | None:
    return tidy(_cell(line, index)) or None


def _cell(line: Line, index: int | None) -> str:
    cells = line.cells
    return cells[index] if index is not None and index < len(cells) else ""


def _is_amount(cell: str) -> bool:
    number = read_number(cell)
    return number.value is not None or number.missing not in (None, "unreadable")


def _all_amounts(line: Line, indexes: Sequence[int]) -> bool:
    return all(_is_amount(line.cells[index]) for index in indexes)
