"""The lists of an edition, line by line: sheets, indicators, projects, issues, promises, opinions.

A line holds nothing that its sheet does not say. Numbers to sort by are only those that stand in
the sheet without doubt.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shirube.charts.words import reached
from shirube.designs import Design
from shirube.designs.model import Achievement
from shirube.publishing.addresses import indicator_folder, sheet_folder
from shirube.publishing.line_words import JAPANESE, LineWords
from shirube.reckon.totals import STAGES, Slot, slot_of
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


def lines(
    name: str,
    sheets: Sequence[Sheet],
    designs: Mapping[str, Design],
    words: LineWords = JAPANESE,
) -> Iterator[Line]:
    """The lines of a list in the order of the sheets. ``name`` is a key of LISTS."""
    make = _MAKERS[name]
    for sheet in sheets:
        yield from make(sheet, designs.get(sheet.design), words)


def _division(sheet: Sheet) -> str:
    return sheet.units[0].name if sheet.units else ""


def _sheets(sheet: Sheet, design: Design | None, words: LineWords) -> Iterator[Line]:
    rules = design.achievement if design else Achievement()
    met = [reached(one, sheet.fiscal_year, rules).met for one in sheet.indicators]
    told = [one for one in met if one is not None]
    share = words.share(sum(told), len(told)) if told else words.nothing
    number = Decimal(sum(told) * 100) / len(told) if told else None
    state = label("standing", sheet.standing, words.language)
    cells = (_division(sheet), share)
    yield Line(sheet, 0, sheet.title, state, _division(sheet), cells, number, sheet_folder(sheet))


def _indicators(sheet: Sheet, design: Design | None, words: LineWords) -> Iterator[Line]:
    rules = design.achievement if design else Achievement()
    year = sheet.fiscal_year
    for position, one in enumerate(sheet.indicators):
        told = reached(one, year, rules)
        state = words.states[{None: "untold", True: "met", False: "missed"}[told.met]]
        percent = told.percent
        number = Decimal(percent.rstrip("%")) if percent else None
        cells = (*_target_and_actual(one, year, words), percent or words.nothing)
        href = indicator_folder(sheet, position)
        name = one.name or words.unnamed
        yield Line(sheet, position, name, state, _division(sheet), cells, number, href)


def _target_and_actual(one: Indicator, year: int | None, words: LineWords) -> tuple[str, str]:
    target, actual = one.get("target", year), one.get("actual", year)
    if year is None:
        target = next(iter(reversed(one.of("target"))), None)
        actual = next(iter(one.of("baseline")), None)
    target_text = words.stated(target, one.unit) if target else ""
    return target_text, words.stated(actual, one.unit) if actual else ""


def _projects(sheet: Sheet, _: Design | None, words: LineWords) -> Iterator[Line]:
    for position, one in enumerate(sheet.projects):
        cells, number = _three_years(one, sheet.fiscal_year, words)
        state = {True: "action_plan", False: "no_action_plan", None: ""}[one.in_action_plan]
        state = words.states.get(state, "")
        href = f"{sheet_folder(sheet)}#p-{position + 1}"
        division = one.unit or _division(sheet)
        yield Line(sheet, position, one.name, state, division, cells, number, href)


def _three_years(
    one: Project, year: int | None, words: LineWords
) -> tuple[tuple[str, ...], Decimal | None]:
    if year is None:
        return ("", "", ""), None
    found = [_latest(one.costs, wanted) for wanted in (year - 1, year, year + 1)]
    number = found[1].number if found[1] is not None and found[1].certain else None
    return tuple(words.amount(cost) if cost else "" for cost in found), number


def _latest(costs: Sequence[Cost], year: int) -> Cost | None:
    """The total of a year at the latest stage that is stated."""
    by_slot = {slot_of(cost): cost for cost in costs}
    slots = (Slot(year, stage, "total") for stage in STAGES)
    return next((by_slot[slot] for slot in slots if slot in by_slot), None)


def _issues(sheet: Sheet, _: Design | None, words: LineWords) -> Iterator[Line]:
    for position, one in enumerate(sheet.issues):
        actions = "\n".join(action.text for action in one.next_actions)
        state = words.states["actions" if one.next_actions else "no_actions"]
        href = f"{sheet_folder(sheet)}#issue-{position + 1}"
        yield Line(sheet, position, one.text, state, _division(sheet), (actions,), None, href)


def _promises(sheet: Sheet, _: Design | None, words: LineWords) -> Iterator[Line]:
    """What is promised now (next actions), and what became of what was promised before."""
    position = 0
    for number, asked in enumerate(sheet.follow_ups, 1):
        status = words.states["unstated"]
        if asked.status:
            status = label("follow_up_status", asked.status, words.language)
        when = words.since(asked.from_fiscal_year) if asked.from_fiscal_year else ""
        answer = f"{status}: {asked.answer}" if asked.answer else status
        href = f"{sheet_folder(sheet)}#promise-{number}"
        yield Line(sheet, position, asked.text, status, _division(sheet), (when, answer), None,
                   href)  # fmt: skip
        position += 1
    for number, issue in enumerate(sheet.issues, 1):
        for action in issue.next_actions:
            when = words.since(action.from_fiscal_year) if action.from_fiscal_year else ""
            href = f"{sheet_folder(sheet)}#issue-{number}"
            state = words.states["to_come"]
            yield Line(sheet, position, action.text, state, _division(sheet), (when, state), None,
                       href)  # fmt: skip
            position += 1


def _opinions(sheet: Sheet, _: Design | None, words: LineWords) -> Iterator[Line]:
    for position, one in enumerate(sheet.reviews):
        state = words.states["answered" if one.answer else "unanswered"]
        cells = (one.answer or words.no_answer, one.reflected or "")
        name = f"{one.by or one.round or ''}: {one.text}".lstrip(": ")
        href = f"{sheet_folder(sheet)}#review-{position + 1}"
        yield Line(sheet, position, name, state, _division(sheet), cells, None, href)


_MAKERS: dict[str, Callable[[Sheet, Design | None, LineWords], Iterator[Line]]] = {
    "sheets": _sheets,
    "indicators": _indicators,
    "projects": _projects,
    "issues": _issues,
    "promises": _promises,
    "opinions": _opinions,
}
