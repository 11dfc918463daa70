"""The tables of a form: indicators with their years, projects with their amounts, costs."""

from collections.abc import Iterator
from typing import Any

from shirube.basics.fiscal_year import in_era
from shirube.designs.entries import label as field_label
from shirube.designs.entries import names
from shirube.schema import Cost, Indicator, Project
from shirube.schema.addresses import Address, Spot
from shirube.schema.codes import label
from shirube.workbooks.filling import ENTRY, LABEL, Filling, across, height, laid, spare, spread
from shirube.workbooks.forms import Cell, Line, Style

SPARE_PROJECTS = 3
Slot = tuple[Any, ...]  # fiscal year, stage, item, unit, which of several


def indicators(on: Filling) -> Iterator[Line]:
    """Each indicator: what it is, then a table of measures × years."""
    for one in on.form.sheet.indicators:
        if one.at is None:
            continue
        called = " ".join(word for word in (one.no, one.name) if word)
        yield across(f"{called}({one.unit})" if one.unit else called, "item")
        spot = Spot("indicators", one.at)
        for name in names("indicators", on.items[spot].item):
            yield on.line(Address(*spot, name))
        yield from _values(on, one)


def _values(on: Filling, one: Indicator) -> Iterator[Line]:
    cells = spread((v for v in one.values if v.at), lambda v: (v.measure, v.fiscal_year))
    if not cells:
        return
    years = sorted({slot[1] for slot in cells}, key=lambda year: (year is None, year or 0))
    yield _heads(["年度", *(in_era(year) if year else "年度なし" for year in years)])
    for measure, number in dict.fromkeys((slot[0], slot[2]) for slot in cells):
        line = Line({LABEL: Cell(label("measure", measure), "label")})
        for column, year in enumerate(years, ENTRY):
            value = cells.get((measure, year, number))
            if value is not None:
                line.cells[column] = on.cell(Address("indicators.values", value.at, "value"))
        yield line
    last = next(
        (i for i in (on.form.last.indicators if on.form.last else ()) if i.at == one.at), None
    )
    if last is not None and on.form.last and (told := _told(last, on.form.last.fiscal_year)):
        yield across(f"前の年のシートの値 — {told}", "last")


def _told(one: Indicator, year: int | None) -> str:
    """「令和5年度 目標値 58.0 実績値 52.1」."""
    if year is None:
        return ""
    said = [
        f"{label('measure', value.measure)} {value.printed}"
        for value in one.values
        if value.fiscal_year == year and value.printed
    ]
    return f"{in_era(year)}年度 {'、'.join(said)}" if said else ""


def projects(on: Filling) -> Iterator[Line]:
    """A project a row, an amount a column, the totals at the foot, last year's amounts behind."""
    rows = [one for one in on.form.sheet.projects if one.at]
    asked = _asked(on, rows)
    slots = _slots(rows)
    own = [slot for slot in slots if slot[0] == on.form.sheet.fiscal_year and on.last]
    words = [field_label(Address("projects", "", name)) for name in asked]
    before = [f"前の年の{_heading(slot, year=False)}" for slot in own]
    yield _heads([*words, *(_heading(slot) for slot in slots), *before])
    for one in rows:
        yield _project(on, one, asked, (slots, own))
    if on.form.rows:
        yield from _spare_projects(asked, slots, rows)
    totals = _by_slot(on.form.sheet.costs)
    if any(slot in totals for slot in slots):
        line = Line({LABEL: Cell("合計", "label")})
        for column, slot in enumerate(slots, LABEL + len(asked)):
            if slot in totals:
                line.cells[column] = on.cell(Address("costs", totals[slot].at or "", "amount"))
        yield line


def _asked(on: Filling, rows: list[Project]) -> list[str]:
    """Name and division always, the others where a row says something."""
    used = {"name", "unit"}
    for one in rows:
        item = on.items[Spot("projects", one.at or "")].item
        used |= {
            n for n in ("code", "in_action_plan", "directions") if item.get(n) not in (None, [])
        }
    order = ("name", "code", "unit", "in_action_plan", "directions")
    return [name for name in order if name in used]


def _project(
    on: Filling, one: Project, asked: list[str], slots: tuple[list[Slot], list[Slot]]
) -> Line:
    cells = [on.cell(Address("projects", one.at or "", name)) for name in asked]
    line = Line(dict(enumerate(cells, LABEL)))
    amounts, column = _by_slot(one.costs), LABEL + len(asked)
    for slot in slots[0]:
        if slot in amounts:
            line.cells[column] = on.cell(
                Address("projects.costs", amounts[slot].at or "", "amount")
            )
        column += 1
    for slot in slots[1]:
        if slot in amounts:
            text = on.before(Address("projects.costs", amounts[slot].at or "", "amount"))
            line.cells[column] = Cell(text, "last")
        column += 1
    line.height = height(2 if len(one.name) > 13 else 1)
    return line


def _spare_projects(asked: list[str], slots: list[Slot], rows: list[Project]) -> Iterator[Line]:
    """Empty rows; their amounts are those of the first row that has any (see editing.add_row)."""
    pattern = next((one.costs for one in rows if one.costs), ())
    known = {slot: n for n, slot in enumerate(_by_slot(pattern))}
    for number in range(1, SPARE_PROJECTS + 1):
        at = f"+{number}"
        cells = [spare(Address("projects", at, name), words=_flags(name)) for name in asked]
        line = Line(dict(enumerate(cells, LABEL)))
        for column, slot in enumerate(slots, LABEL + len(asked)):
            if slot in known:
                address = Address("projects.costs", f"{at}/{known[slot]}", "amount")
                line.cells[column] = spare(address, "figure")
        yield line


def _flags(name: str) -> tuple[str, ...]:
    return ("対象", "対象でない") if name == "in_action_plan" else ()


def costs(on: Filling) -> Iterator[Line]:
    """Amounts of the sheet itself that stand at no foot."""
    under = set(_slots([one for one in on.form.sheet.projects if one.at]))
    for slot, cost in _by_slot(on.form.sheet.costs).items():
        if slot not in under:
            address = Address("costs", cost.at or "", "amount")
            yield laid(on.cell(address), _heading(slot), on.before(address))


def _by_slot(costs: Any) -> dict[Slot, Cost]:
    own = (cost for cost in costs if cost.at)
    return spread(own, lambda c: (c.fiscal_year, c.stage, c.item, c.unit))


def _slots(rows: list[Project]) -> list[Slot]:
    return list(dict.fromkeys(slot for one in rows for slot in _by_slot(one.costs)))


def _heading(slot: Slot, *, year: bool = True) -> str:
    words = [in_era(slot[0]) if slot[0] and year else "", label("stage", slot[1])]
    if slot[2] != "total":
        words.append(label("item", slot[2]))
    return f"{' '.join(word for word in words if word)}({slot[3] or '円'})"


def _heads(words: list[str], style: Style = "head") -> Line:
    most = max((-(-len(word) // 6) for word in words[1:]), default=1)
    return Line({n: Cell(word, style) for n, word in enumerate(words, LABEL)}, height(most))
