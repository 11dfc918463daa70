"""What is checked about a table as a whole, before its rows are read and after."""

import re
from collections.abc import Iterator
from dataclasses import replace

from shirube.basics.japanese_text import squeeze
from shirube.basics.problems import Problem
from shirube.budget.tables.accounts import below
from shirube.budget.tables.columns import STAGES, Header, Mapping
from shirube.budget.tables.lines import (
    Amount,
    LeftOut,
    Line,
    Slot,
    StatedTotal,
    TableReading,
)
from shirube.budget.tables.units import preface
from shirube.sources.document import Grid, shown

_CITY = re.compile(
    r"^([々〆ヶぁ-んァ-ヶ一-龥]{1,7}?[市町村区])(?=令和|平成|一般会計|特別会計|[0-9]|予算|決算|$)"
)
_BUDGET = ("initial_budget", "supplementary", "carried_in", "diverted")


def before_reading(
    file: str, grid: Grid, header: Header, mapping: Mapping, city: tuple[str, str]
) -> list[Problem]:
    """Another municipality's table: by its code column, or by the name above the table."""
    code, name = city
    found = _codes(grid, header, mapping) - {code, code[:5], ""}
    if found:
        values = {"found": "、".join(sorted(found)[:3]), "wanted": f"{name} {code}".strip()}
        return [Problem("finance_other_municipality", file, None, values, fatal=True)]
    texts = [squeeze(text) for text in preface(grid, header)]
    named = {match[1] for text in texts if (match := _CITY.match(text))}
    if name and named and name not in named and not any(name in text for text in texts):
        values = {"found": "、".join(sorted(named)), "wanted": f"{name} {code}".strip()}
        return [Problem("finance_other_municipality", file, None, values, fatal=True)]
    return []


def _codes(grid: Grid, header: Header, mapping: Mapping) -> set[str]:
    wanted = mapping.header("municipality")
    if wanted is None:
        return set()
    place = header.names.index(wanted)
    rows = grid.rows[header.row + 1 :]
    return {squeeze(shown(row[place])).zfill(6) for row in rows if place < len(row) and row[place]}


def sources_stage(mapping: Mapping, file: str) -> str | Problem | None:
    """The stage whose funding is stated: the one confirmed, or the table's only stage."""
    sources = [one.header for one in mapping.columns if one.role.startswith("source.")]
    if not sources:
        return None
    stages = {one.role for one in mapping.columns if one.role in STAGES}
    if mapping.sources_of in stages:
        return mapping.sources_of
    if len(stages) == 1:
        return stages.pop()
    values = {"columns": "、".join(sources)}
    return Problem("finance_sources_without_stage", file, None, values, fatal=True)


def after_reading(reading: TableReading) -> TableReading:
    """Totals among the rows held against the rows, sources against their total, 予算現額 against
    what it is made of. What differs is a problem with its place.
    """
    if not reading.lines and not reading.left_out:
        return replace(reading, problems=(*reading.problems, Problem(
            "finance_no_lines", reading.file, None, fatal=True)))  # fmt: skip
    problems = [*reading.problems]
    left = [*reading.left_out]
    for total in reading.totals:
        problem = _total(reading, total)
        if problem is None:
            continue
        problems.append(problem)
        if problem.code == "finance_code_partial":
            left.append(LeftOut(total.at, problem.code, total.label, _yen(total.amounts)))
    for line in reading.lines:
        problems += [*_sources(reading.file, line), *_current(reading.file, line)]
    return replace(reading, problems=tuple(problems), left_out=tuple(left))


def _yen(amounts: tuple[Amount, ...]) -> dict[Slot, int]:
    return {one.slot: one.yen for one in amounts if one.yen is not None}


def _total(reading: TableReading, total: StatedTotal) -> Problem | None:
    said = _yen(total.amounts)
    if total.prefix is not None:
        sums = _sums([line for line in reading.lines if below(line.account, total.prefix)], said)
        differs = {slot: said[slot] - sums[slot] for slot in said if said[slot] != sums[slot]}
        if not differs:
            return None
        if not any(below(line.account, total.prefix) for line in reading.lines):
            values = {"account": total.prefix}
            return Problem("finance_code_partial", reading.file, total.at, values, refused=True)
        return _differs(reading, total, differs)
    # 「小計」 does not say of what: of everything, or of the rows since the total before.
    before = [line for line in reading.lines if _row(line.at) < _row(total.at)]
    starts = [_row(one.at) for one in reading.totals if _row(one.at) < _row(total.at)]
    candidates = [_sums([x for x in before if _row(x.at) > start], said) for start in (0, *starts)]
    candidates.append(_sums(reading.lines, said))
    if any(all(sums[slot] == said[slot] for slot in said) for sums in candidates):
        return None
    nearest = candidates[-2]  # the rows since the total before
    differs = {slot: said[slot] - nearest[slot] for slot in said if said[slot] != nearest[slot]}
    return _differs(reading, total, differs)


def _differs(reading: TableReading, total: StatedTotal, differs: dict[Slot, int]) -> Problem:
    slot, yen = next(iter(differs.items()))
    values = {"label": total.label or total.prefix or "合計", "difference": f"{yen:,}",
              "slot": slot_words(slot)}  # fmt: skip
    return Problem("finance_total_differs", reading.file, total.at, values)


def _row(at: str) -> int:
    found = re.search(r"(\d+)$", at)
    return int(found[1]) if found else 0


def _sums(lines: list[Line] | tuple[Line, ...], slots: dict[Slot, int]) -> dict[Slot, int]:
    return {slot: sum(line.yen(slot) or 0 for line in lines) for slot in slots}


def _sources(file: str, line: Line) -> Iterator[Problem]:
    stages = {one.slot.stage for one in line.amounts if one.slot.item != "total"}
    for stage in stages:
        total = line.yen(Slot(stage))
        parts = [one for one in line.amounts
                 if one.slot.stage == stage and one.slot.item != "total"]  # fmt: skip
        stated = [one.yen for one in parts if one.yen is not None]
        if total is not None and stated and sum(stated) != total:
            values = {"account": line.account, "difference": f"{sum(stated) - total:,}"}
            yield Problem("finance_sources_differ", file, parts[0].at, values)


def _current(file: str, line: Line) -> Iterator[Problem]:
    current = line.yen(Slot("current_budget"))
    parts = [one for one in line.amounts
             if one.slot.stage in _BUDGET and one.slot.item == "total"]  # fmt: skip
    if current is None or not {"initial_budget", "supplementary"} <= {p.slot.stage for p in parts}:
        return
    difference = current - sum(one.yen or 0 for one in parts)
    if difference:
        values = {"account": line.account, "difference": f"{difference:,}"}
        yield Problem("finance_current_differs", file, line.at, values)


def slot_words(slot: Slot) -> str:
    """補正予算(第2号) 一般財源."""
    from shirube.schema.codes import label

    number = f"(第{slot.number}号)" if slot.number else ""
    item = "" if slot.item == "total" else f" {label('item', slot.item)}"
    return f"{label('stage', slot.stage)}{number}{item}"
