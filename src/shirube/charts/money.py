"""Money of a sheet or an edition in one sentence; every project counted once."""

from collections.abc import Sequence
from decimal import Decimal

from shirube.basics import yen
from shirube.basics.fiscal_year import in_era
from shirube.reckon.totals import STAGES, Slot, Total, distinct_totals, overstatement, slot_of
from shirube.schema import Sheet
from shirube.schema.codes import label


def money_sentence(sheet: Sheet) -> str:
    """The evaluated year's money: 「令和元年度の決算は1億811万円です。」, and what is not in it."""
    printed = printed_total(sheet)
    if printed is None:
        return _from_rows(sheet)
    slot, amount = printed
    return f"{_called(slot)}は{yen.in_print(amount)}です(様式の合計)。"


def printed_total(sheet: Sheet) -> tuple[Slot, Decimal] | None:
    """The evaluated year's total that the form itself prints, where it is certain."""
    slot = main_slot([slot_of(cost) for cost in sheet.costs], sheet.fiscal_year)
    for cost in sheet.costs:
        if slot is not None and slot_of(cost) == slot and cost.certain and cost.number is not None:
            return slot, cost.number
    return None


def counted_total(sheets: Sequence[Sheet]) -> tuple[Slot, Total] | None:
    """The evaluated year's total over the rows, every project once; None where none is certain."""
    if not sheets:
        return None
    totals = distinct_totals(sheets).by_slot
    slot = main_slot(list(totals), sheets[0].fiscal_year)
    return None if slot is None or totals[slot].amount is None else (slot, totals[slot])


def money_short(sheet: Sheet) -> str:
    """The same in two words, for a table: 「決算 1億811万円」; empty where none is certain."""
    slot = main_slot([slot_of(cost) for cost in sheet.costs], sheet.fiscal_year)
    stated = (c for c in sheet.costs if slot is not None and slot_of(c) == slot and c.certain)
    amount = next((cost.number for cost in stated), None)
    if amount is None and (sheet.projects or sheet.kind == "project"):
        totals = distinct_totals([sheet]).by_slot
        slot = main_slot(list(totals), sheet.fiscal_year)
        amount = totals[slot].amount if slot is not None and totals[slot].complete else None
    if slot is None or amount is None:
        return ""
    return f"{label('stage', slot.stage)} {yen.in_print(amount)}"


def _from_rows(sheet: Sheet) -> str:
    if not sheet.projects and sheet.kind != "project":
        return "金額は読み取れていません。" if sheet.costs else ""
    counted = counted_total([sheet])
    if counted is None:
        return "確かな金額はありません。"
    return f"{_called(counted[0])}は{_told(counted[1])}。"


def edition_money(sheets: Sequence[Sheet]) -> str | None:
    """The evaluated year's money over all sheets, once, and how much adding up would overstate."""
    if not sheets or sheets[0].fiscal_year is None:
        return None
    counted = counted_total(sheets)
    if counted is None:
        return None
    slot, total = counted
    text = f"{_called(slot)}は、同じ事業を1度だけ数えて{_told(total)}。"
    over = overstatement(sheets).get(slot)
    if over is not None and over.excess > 0 and over.percent is not None:
        text += (
            f"シートごとの額を足すと{yen.in_print(over.sum_of_sheets)}になり、"
            f"{over.percent.quantize(Decimal(1))}%多くなります。"
        )
    return text


def main_slot(slots: list[Slot], year: int | None) -> Slot | None:
    """The total of the evaluated year at the latest stage that is stated."""
    found = [slot for slot in slots if slot.item == "total" and slot.fiscal_year == year]
    order = {stage: place for place, stage in enumerate(STAGES)}
    return min(found, key=lambda slot: order.get(slot.stage, len(order)), default=None)


def _called(slot: Slot) -> str:
    year = "" if slot.fiscal_year is None else f"{in_era(slot.fiscal_year)}年度の"
    return f"{year}{label('stage', slot.stage)}"


def _told(total: Total) -> str:
    left = [
        f"{word}{count}件"
        for word, count in (
            ("金額の記載なし", total.missing),
            ("不確か", total.doubtful),
            ("シートによって額が違う", total.conflicting),
        )
        if count
    ]
    assert total.amount is not None
    return f"{yen.in_print(total.amount)}です" + (f"({'、'.join(left)}を除く)" if left else "")
