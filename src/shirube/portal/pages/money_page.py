"""The money of an edition: over all, by branch, by 款, by division; every project once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shirube.basics import yen
from shirube.basics.fiscal_year import in_era
from shirube.charts.money import main_slot
from shirube.portal.pages.context import Edition, kind_word
from shirube.reckon.identity import appearances, one_level, rows
from shirube.reckon.totals import Slot, Total, distinct_totals, slot_of
from shirube.schema import Project, Sheet
from shirube.schema.codes import ITEM, STAGE, label

NOT_MONEY = frozenset({"hours", "staff"})
# The form's account of five parts: fund, 款, 項, 目, project.
CHAPTER = "account_part_2"


@dataclass(frozen=True, slots=True)
class Group:
    """A row: what it is called, its sum, what is not in it, and how long its bar is (0-100)."""

    name: str
    amount: str
    left_out: str
    bar: int


def money_context(edition: Edition) -> dict[str, Any] | None:
    """All that the page prints; None where the edition states no money."""
    sheets = edition.snapshot.sheets
    if not sheets or sheets[0].fiscal_year is None:
        return None
    totals = distinct_totals(sheets).by_slot
    slot = main_slot(list(totals), sheets[0].fiscal_year)
    if slot is None:
        return None
    level = one_level(sheets)
    page = edition.page("money/", "money/")
    return page | {
        "called": f"{in_era(slot.fiscal_year) if slot.fiscal_year else ''}年度の"
        f"{label('stage', slot.stage)}",
        "total": _amount(totals[slot]),
        "left_out": _left_out(totals[slot]),
        "overview": _overview(totals, unstated(level)),
        "groups": [
            {"key": key, "title": title, "rows": found}
            for key, title, found in (
                ("branch", "分野ごと", _groups(level, slot, _by_branch)),
                ("chapter", "予算の款ごと", _groups(sheets, slot, _by_chapter)),
                ("division", "担当課ごと", _groups(level, slot, _by_division)),
            )
            if len(found) > 1
        ],
        "shared": _shared(edition, level, page["root"]),
    }


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


def _overview(totals: Mapping[Slot, Total], unstated: Mapping[Slot, int]) -> dict[str, Any]:
    """Years and stages down, sources across."""
    lines = sorted(
        {(slot.fiscal_year or 0, slot.stage) for slot in totals},
        key=lambda line: (line[0], _place(STAGE, line[1])),
    )
    items = sorted({slot.item for slot in totals} - NOT_MONEY, key=lambda item: _place(ITEM, item))
    return {
        "heads": [label("item", item) for item in items],
        "rows": [
            {
                "head": f"{f'{year} {in_era(year)}' if year else '年度なし'} "
                f"{label('stage', stage)}",
                "cells": [
                    {"text": _amount(found), "note": _note(found, unstated.get(slot, 0))}
                    for item in items
                    for slot in (Slot(year or None, stage, item),)
                    for found in (totals.get(slot),)
                ],
            }
            for year, stage in lines
        ],
    }


def _place(known: Mapping[str, object], code: str) -> int:
    return list(known).index(code) if code in known else len(known)


Named = Iterator[tuple[str, Sheet]]


def _by_branch(sheets: Iterable[Sheet]) -> Named:
    for sheet in sheets:
        top = sheet.path[0] if sheet.path else None
        yield f"{top.code or ''} {top.title}".strip() if top else "(計画の記載なし)", sheet


def _by_chapter(sheets: Iterable[Sheet]) -> Named:
    for sheet in sheets:
        chapter = next((one.value for one in sheet.attributes if one.key == CHAPTER), None)
        if chapter:
            yield f"{chapter}款" if chapter.isdecimal() else chapter, sheet


def _by_division(sheets: Iterable[Sheet]) -> Named:
    for sheet in sheets:
        lead = sheet.units[0].name if sheet.units else "(記載なし)"
        parts: dict[str, list[Project]] = {}
        for project in rows(sheet):
            parts.setdefault(project.unit or lead, []).append(project)
        for name, projects in parts.items():
            yield name, sheet.model_copy(update={"projects": tuple(projects)})


def _groups(
    sheets: Sequence[Sheet], slot: Slot, named: Callable[[Iterable[Sheet]], Named]
) -> list[Group]:
    by_name: dict[str, list[Sheet]] = {}
    for name, sheet in named(sheets):
        by_name.setdefault(name, []).append(sheet)
    totals = {name: distinct_totals(some).by_slot.get(slot) for name, some in by_name.items()}
    most = max((one.amount for one in totals.values() if one and one.amount), default=Decimal(0))
    found = [
        (one.amount if one and one.amount is not None else Decimal(-1),
         Group(name, _amount(one), _left_out(one), _bar(one, most)))
        for name, one in totals.items()
        if one is not None
    ]  # fmt: skip
    return [group for _, group in sorted(found, key=lambda item: -item[0])]


def _bar(total: Total | None, most: Decimal) -> int:
    if total is None or total.amount is None or most <= 0 or total.amount <= 0:
        return 0
    return max(1, round(100 * total.amount / most))


def _amount(total: Total | None) -> str:
    if total is None:
        return ""
    return "確かな額なし" if total.amount is None else yen.in_print(total.amount)


def _note(total: Total | None, unstated: int) -> str:
    said = [_left_out(total)] if _left_out(total) else []
    if total is not None and unstated:
        said.append(f"この内訳のない事業{unstated}件を除く")
    return "、".join(said)


def _left_out(total: Total | None) -> str:
    if total is None:
        return ""
    words = (
        ("記載なし", total.missing), ("不確か", total.doubtful), ("食い違い", total.conflicting)
    )  # fmt: skip
    return "、".join(f"{word}{count}件を除く" for word, count in words if count)


def _shared(edition: Edition, sheets: Sequence[Sheet], root: str) -> list[dict[str, Any]]:
    """Projects that stand in several sheets: they count once."""
    found = []
    for places in appearances(sheets).values():
        held = {place.sheet.key: place.sheet for place in places}
        if len(held) > 1:
            links = [
                {
                    "href": edition.sheet_href(root, sheet),
                    "text": f"{kind_word(sheet)}{sheet.code} {sheet.title}",
                }
                for sheet in held.values()
            ]
            found.append({"name": places[0].project.name, "links": links})
    return found
