"""Tables typed by hand, and how a reading stands against them."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from shirube.basics.japanese_text import squeeze
from shirube.schema import Cost, Sheet, Value
from shirube.schema.numbers import Measure

_MISSING = {"": "blank", "-": "dash"}
MEASURES: tuple[Measure, ...] = ("target", "actual", "achievement")


@dataclass
class Score:
    """Cells of the table by what the reading says of them."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)  # stated without doubt, but otherwise
    unread: list[str] = field(default_factory=list)  # flagged or not there

    def add(self, other: "Score") -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.unread += other.unread

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.wrong) + len(self.unread))


def score_sheet(sheet: Sheet, table: dict[str, Any], truth: dict[str, Any]) -> Score:
    """Every indicator value, cost and rating of a sheet."""
    score = Score()
    for no in (key for key in table if key[0] in "①②③④⑤⑥⑦⑧⑨"):
        _indicator(sheet, no, table[no], truth["years"], score)
    _costs(sheet, table, truth["cost_columns"], score)
    for rating in sheet.ratings:
        if rating.missing:
            score.unread.append(f"{sheet.code} rating")
        else:
            _judge(score, f"{sheet.code} rating", rating.value, table["rating"])
    return score


def _indicator(sheet: Sheet, no: str, row: dict[str, Any], years: list[int], score: Score) -> None:
    found: dict[tuple[str, Measure, int | None], Value] = {
        (i.no or "", v.measure, v.fiscal_year): v for i in sheet.indicators for v in i.values
    }
    units = {i.no: i.unit for i in sheet.indicators}
    if units.get(no) is not None:
        _judge(score, f"{sheet.code} {no} unit", squeeze(units[no] or ""), row["unit"])
    for measure in MEASURES:
        for year, expected in zip(years, row[measure], strict=True):
            where = f"{sheet.code} {no} {measure} {year}"
            value = found.pop((no, measure, year), None)
            _cell(score, where, value, expected)
            if measure == "actual" and value is not None and not value.flags:
                observed = row["observed"].get(str(year))
                _judge(score, f"{where} observed", value.observed_year, observed)
    score.wrong += [
        f"{sheet.code} {key} is not printed"
        for key, value in found.items()
        if key[0] == no and not value.flags
    ]


def _costs(
    sheet: Sheet, table: dict[str, Any], columns: list[tuple[int, str]], score: Score
) -> None:
    found = {project.code or project.name: project for project in sheet.projects}
    for name, planned, directions, *amounts in table["projects"]:
        where = f"{sheet.code} {name}"
        project = found.pop(name, None)
        _amounts(() if project is None else project.costs, amounts, columns, where, score)
        if project is not None and not project.flags:
            flag = None if planned == "" else planned
            _judge(score, f"{where} planned", project.in_action_plan, flag)
            _judge(score, f"{where} directions", " ".join(project.directions), directions)
    score.wrong += [
        f"{sheet.code} {name} is not printed" for name in found if not found[name].flags
    ]
    _amounts(sheet.costs, table["total"], columns, f"{sheet.code} total", score)


def _amounts(
    costs: tuple[Cost, ...],
    amounts: list[str],
    columns: list[tuple[int, str]],
    where: str,
    score: Score,
) -> None:
    found = {(cost.fiscal_year, cost.stage): cost for cost in costs}
    for column, expected in zip(columns, amounts, strict=True):
        yen = str(Decimal(expected) * 1000) if expected not in _MISSING else expected
        _cell(score, f"{where} {column}", found.get((column[0], column[1])), yen)


def _cell(score: Score, where: str, cell: Value | Cost | None, expected: str) -> None:
    if cell is None or cell.flags:
        score.unread.append(where)
        return
    said = (cell.amount if isinstance(cell, Cost) else cell.value, cell.missing)
    missing = _MISSING.get(expected)
    _judge(score, where, said, (None, missing) if missing else (expected, None))


def _judge(score: Score, where: str, said: object, expected: object) -> None:
    if said == expected:
        score.right += 1
    else:
        score.wrong.append(f"{where}: {said!r}, printed {expected!r}")
