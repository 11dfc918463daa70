"""The lists of an edition, line by line: sheets, indicators, projects, issues, promises, opinions.

A line holds nothing that its sheet does not say. Numbers to sort by are only those that stand in
the sheet without doubt.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shirube.basics.fiscal_year import in_era, in_print
from shirube.charts.words import reached, stated
from shirube.designs import Design
from shirube.designs.model import Achievement
from shirube.publishing.addresses import indicator_folder, sheet_folder
from shirube.reckon.totals import Slot, slot_of
from shirube.schema import Cost, Indicator, Project, Sheet
from shirube.schema.codes import label

# list → what it is called, and the heads of its own columns
LISTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "sheets": ("シート", ("担当", "目標に達した指標")),
    "indicators": ("指標", ("目標", "実績", "達成率")),
    "projects": ("事業", ("前の年度", "評価の年度", "次の年度")),
    "issues": ("課題", ("これからすること",)),
    "promises": ("約束", ("いつから", "どうなったか")),
    "opinions": ("意見", ("市の回答", "反映")),
}
# list → what its one column of numbers is called, by which it can be sorted
NUMBERS = {"sheets": "目標に達した指標の割合", "indicators": "達成率", "projects": "評価の年度の額"}
_STAGES = (
    "settlement",
    "settlement_unapproved",
    "settlement_estimate",
    "current_budget",
    "initial_budget",
    "plan",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: where its sheet stands, what it says, the cells of its own columns.

    ``number`` is what it is sorted by, None where the sheet has no certain one; ``state`` is a
    word to filter by; ``href`` is relative to the edition.
    """

    sheet: Sheet
    position: int
    name: str
    state: str
    division: str
    cells: tuple[str, ...]
    number: Decimal | None
    href: str


def lines(name: str, sheets: Sequence[Sheet], designs: Mapping[str, Design]) -> Iterator[Line]:
    """The lines of a list in the order of the sheets. ``name`` is a key of LISTS."""
    make = _MAKERS[name]
    for sheet in sheets:
        yield from make(sheet, designs.get(sheet.design))


def _division(sheet: Sheet) -> str:
    return sheet.units[0].name if sheet.units else ""


def _sheets(sheet: Sheet, design: Design | None) -> Iterator[Line]:
    rules = design.achievement if design else Achievement()
    met = [reached(one, sheet.fiscal_year, rules).met for one in sheet.indicators]
    told = [one for one in met if one is not None]
    share = f"{len(told)}のうち{sum(told)}" if told else "—"
    number = Decimal(sum(told) * 100) / len(told) if told else None
    state = label("standing", sheet.standing)
    cells = (_division(sheet), share)
    yield Line(sheet, 0, sheet.title, state, _division(sheet), cells, number, sheet_folder(sheet))


def _indicators(sheet: Sheet, design: Design | None) -> Iterator[Line]:
    rules = design.achievement if design else Achievement()
    year = sheet.fiscal_year
    for position, one in enumerate(sheet.indicators):
        told = reached(one, year, rules)
        state = {None: "計算できない", True: "目標に達した", False: "目標に届かない"}[told.met]
        percent = told.percent
        number = Decimal(percent.rstrip("%")) if percent else None
        cells = (*_target_and_actual(one, year), percent or "—")
        href = indicator_folder(sheet, position)
        name = one.name or "(名前のない指標)"
        yield Line(sheet, position, name, state, _division(sheet), cells, number, href)


def _target_and_actual(one: Indicator, year: int | None) -> tuple[str, str]:
    target, actual = one.get("target", year), one.get("actual", year)
    if year is None:
        target = next(iter(reversed(one.of("target"))), None)
        actual = next(iter(one.of("baseline")), None)
    unit = one.unit
    return (stated(target, unit) if target else "", stated(actual, unit) if actual else "")


def _projects(sheet: Sheet, _: Design | None) -> Iterator[Line]:
    for position, one in enumerate(sheet.projects):
        cells, number = _three_years(one, sheet.fiscal_year)
        state = {True: "実行計画の対象", False: "対象でない", None: ""}[one.in_action_plan]
        href = f"{sheet_folder(sheet)}#p-{position + 1}"
        division = one.unit or _division(sheet)
        yield Line(sheet, position, one.name, state, division, cells, number, href)


def _three_years(one: Project, year: int | None) -> tuple[tuple[str, ...], Decimal | None]:
    if year is None:
        return ("", "", ""), None
    found = [_latest(one.costs, wanted) for wanted in (year - 1, year, year + 1)]
    number = found[1].number if found[1] is not None and found[1].certain else None
    return tuple(_amount(cost) for cost in found), number


def _latest(costs: Sequence[Cost], year: int) -> Cost | None:
    """The total of a year at the latest stage that is stated."""
    by_slot = {slot_of(cost): cost for cost in costs}
    slots = (Slot(year, stage, "total") for stage in _STAGES)
    return next((by_slot[slot] for slot in slots if slot in by_slot), None)


def _amount(cost: Cost | None) -> str:
    if cost is None:
        return ""
    when = f"{in_era(cost.fiscal_year)} " if cost.fiscal_year else ""
    if cost.missing:
        return f"{when}{label('missing', cost.missing)}"
    if cost.number is None or not cost.certain:
        return f"{when}「{cost.printed or ''}」(確かではない)"
    return f"{when}{label('stage', cost.stage)} {cost.number:,.0f}円"


def _issues(sheet: Sheet, _: Design | None) -> Iterator[Line]:
    for position, one in enumerate(sheet.issues):
        actions = "\n".join(action.text for action in one.next_actions)
        state = "これからすることがある" if one.next_actions else "これからすることの記載がない"
        href = f"{sheet_folder(sheet)}#issue-{position + 1}"
        yield Line(sheet, position, one.text, state, _division(sheet), (actions,), None, href)


def _promises(sheet: Sheet, _: Design | None) -> Iterator[Line]:
    """What is promised now (next actions), and what became of what was promised before."""
    position = 0
    for number, asked in enumerate(sheet.follow_ups, 1):
        status = label("follow_up_status", asked.status) if asked.status else "記載なし"
        when = f"{in_print(asked.from_fiscal_year)}から" if asked.from_fiscal_year else ""
        answer = f"{status}: {asked.answer}" if asked.answer else status
        href = f"{sheet_folder(sheet)}#promise-{number}"
        yield Line(sheet, position, asked.text, status, _division(sheet), (when, answer), None,
                   href)  # fmt: skip
        position += 1
    for number, issue in enumerate(sheet.issues, 1):
        for action in issue.next_actions:
            when = f"{in_print(action.from_fiscal_year)}から" if action.from_fiscal_year else ""
            href = f"{sheet_folder(sheet)}#issue-{number}"
            cells = (when, "これから")
            yield Line(sheet, position, action.text, "これから", _division(sheet), cells, None,
                       href)  # fmt: skip
            position += 1


def _opinions(sheet: Sheet, _: Design | None) -> Iterator[Line]:
    for position, one in enumerate(sheet.reviews):
        state = "回答がある" if one.answer else "まだ回答がない"
        cells = (one.answer or "まだ回答がありません", one.reflected or "")
        name = f"{one.by or one.round or ''}: {one.text}".lstrip(": ")
        href = f"{sheet_folder(sheet)}#review-{position + 1}"
        yield Line(sheet, position, name, state, _division(sheet), cells, None, href)


_MAKERS: dict[str, Callable[[Sheet, Design | None], Iterator[Line]]] = {
    "sheets": _sheets,
    "indicators": _indicators,
    "projects": _projects,
    "issues": _issues,
    "promises": _promises,
    "opinions": _opinions,
}
