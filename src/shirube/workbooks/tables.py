"""The tables of a form: indicators with their years, projects with their amounts, costs."""

from collections.abc import Iterator
from typing import Any

from shirube.basics.fiscal_year import in_era
from shirube.designs.columns import cost_slots, value_slots
from shirube.designs.entries import FIELDS, names
from shirube.designs.entries import label as field_label
from shirube.schema import Cost, Indicator, Project
from shirube.schema.addresses import Address, Spot
from shirube.schema.codes import label
from shirube.workbooks.asking import choices
from shirube.workbooks.filling import ENTRY, LABEL, Filling, across, height, laid, spare, spread
from shirube.workbooks.forms import Cell, Line, Style

SPARE_PROJECTS = 3
SPARE_INDICATORS = 3  # in a sheet that has none yet
Slot = tuple[Any, ...]  # fiscal year, stage, item, unit, which of several


def indicators(on: Filling) -> Iterator[Line]:
    """Each indicator: what it is, then a table of measures × years; empty ones if it has none."""
    for one in on.form.sheet.indicators:
        if one.at is None:
            continue
        called = " ".join(word for word in (one.no, one.name) if word)
        yield across(f"{called}({one.unit})" if one.unit else called, "item")
        spot = Spot("indicators", one.at)
        for name in names("indicators", on.items[spot].item):
            yield on.line(Address(*spot, name))
        yield from _values(on, one)
    if on.form.rows and not on.form.sheet.indicators:
        for number in range(1, SPARE_INDICATORS + 1):
            yield from _spare_indicator(on, f"+{number}")


def _spare_indicator(on: Filling, at: str) -> Iterator[Line]:
    """An empty indicator with the columns that editing.add_row will give it."""
    yield across("新しい指標(書くと加わります)", "item")
    for name in FIELDS["indicators"]:
        if name != "no":  # given when it is added
            address = Address("indicators", at, name)
            words = tuple(word for _, word in choices(on.form.design, address, {}))
            yield laid(spare(address, words=words), field_label(address))
    slots = value_slots(on.form.design, on.form.sheet.fiscal_year or 0)
    years = sorted({year for _, year in slots})
    yield _heads(["年度", *(in_era(year) for year in years)])
    for measure in dict.fromkeys(measure for measure, _ in slots if measure != "achievement"):
        line = Line({LABEL: Cell(label("measure", measure), "label")})
        for place, (own, year) in enumerate(slots):
            if own == measure:
                address = Address("indicators.values", f"{at}/{place}", "value")
                line.cells[ENTRY + years.index(year)] = spare(address, "figure")
        yield line


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
    slots = _slots(rows) or _first_slots(on)
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


def _first_slots(on: Filling) -> list[Slot]:
    """The columns of a table that has no row yet: those that its first row will get."""
    year = on.form.sheet.fiscal_year
    slots = cost_slots(on.form.design, year) if on.form.rows and year else ()
    return [(*slot, 0) for slot in slots]


def _asked(on: Filling, rows: list[Project]) -> list[str]:
    """Name and division always, the others where a row says something; the number also where there
    is no row yet, because budget and project are joined by it.
    """
    used = {"name", "unit"} if rows else {"name", "code", "unit"}
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
    pattern = next((one.costs for one in rows if one.costs), None)
    first = slots if pattern is None else _by_slot(pattern)
    known = {slot: n for n, slot in enumerate(first)}
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
