"""The page about an edition's money, in Japanese."""

from typing import Any

from shirube.basics import yen
from shirube.basics.fiscal_year import in_era
from shirube.portal.pages.context import Edition, kind_word
from shirube.portal.pages.money_figures import Group, Line, figures
from shirube.reckon.totals import Total
from shirube.schema.codes import label

_TITLES = {"branch": "分野ごと", "chapter": "予算の款ごと", "division": "担当課ごと"}
_UNNAMED = {"branch": "(計画の記載なし)", "division": "(記載なし)"}


def money_context(edition: Edition) -> dict[str, Any] | None:
    """All that the page prints; None where the edition states no money."""
    found = figures(edition.snapshot.sheets)
    if found is None:
        return None
    slot = found.slot
    page = edition.page("money/", "money/")
    return page | {
        "called": f"{in_era(slot.fiscal_year) if slot.fiscal_year else ''}年度の"
        f"{label('stage', slot.stage)}",
        "total": _amount(found.total),
        "left_out": _left_out(found.total),
        "overview": {
            "heads": [label("item", item) for item in found.items],
            "rows": [_row(line) for line in found.lines],
        },
        "groups": [
            {"key": key, "title": _TITLES[key], "rows": [_group(key, one) for one in groups]}
            for key, groups in found.groups
        ],
        "shared": [
            {
                "name": name,
                "links": [
                    {
                        "href": edition.sheet_href(page["root"], sheet),
                        "text": f"{kind_word(sheet)}{sheet.code} {sheet.title}",
                    }
                    for sheet in sheets
                ],
            }
            for name, sheets in found.shared
        ],
    }


def _group(key: str, of: Group) -> dict[str, Any]:
    name = of.name or _UNNAMED.get(key, "")
    name = f"{name}款" if key == "chapter" and name.isdecimal() else name
    return {"name": name, "amount": _amount(of.total), "left_out": _left_out(of.total),
            "bar": of.bar}  # fmt: skip


def _row(line: Line) -> dict[str, Any]:
    year = line.fiscal_year
    return {
        "head": f"{f'{year} {in_era(year)}' if year else '年度なし'} {label('stage', line.stage)}",
        "cells": [
            {"text": _amount(total), "note": _note(total, unstated)}
            for total, unstated in line.cells
        ],
    }


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
