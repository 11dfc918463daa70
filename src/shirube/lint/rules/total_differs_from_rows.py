"""A printed total differs from the sum of its rows.

Why: readers take the total; if a row was lost, misread or changed afterwards, nobody notices.
Instead: compare both numbers with the original, then correct the row or the total.

合計が内訳の和と合わない。
なぜ: 読む人は合計だけを見ます。行の抜けや直し忘れがあっても気づけません。
どうする: 2つの数を原本と照らし、行か合計を直してください。
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from shirube.basics.yen import UNITS
from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule, Severity
from shirube.lint.wording import Message
from shirube.reckon import Slot, Total, row_totals, slot_of
from shirube.schema import Cost, Sheet
from shirube.schema.codes import ITEM

_WHAT_JA = "{fiscal_year} {stage}・{item}: 印字の合計は{printed_amount}、内訳の和は{rows_amount}"
_WHAT_EN = (
    "{fiscal_year} {stage}, {item}: the printed total is {printed_amount}, "
    "rows add up to {rows_amount}"
)

rule = Rule(
    __name__,
    __doc__,
    id="S01",
    severity="error",
    context=SheetContext,
    messages={
        "differs": Message(f"{_WHAT_JA}です。", f"{_WHAT_EN}."),
        "unstated": Message(
            f"{_WHAT_JA}です。この様式にない内訳があれば、差はその分かもしれません。",
            f"{_WHAT_EN}. Parts that this form does not state may be the difference.",
        ),
        "blanks": Message(
            f"{_WHAT_JA}です。空欄が{{missing}}つあり、差はその分かもしれません。",
            f"{_WHAT_EN}. {{missing}} of them are blank, which may be the difference.",
        ),
        "rounding": Message(
            f"{_WHAT_JA}です。差は端数処理の範囲です。",
            f"{_WHAT_EN}. The difference may come from rounding.",
        ),
    },
)

_SEVERITY: dict[str, Severity | None] = {
    "differs": None,
    "blanks": "warning",
    "unstated": "warning",
    "rounding": "notice",
}
_SOURCES = ("national", "prefectural", "bond", "other", "general")
_SUMS = {"total": _SOURCES, "full": ("total", "personnel")}


class _Sum(NamedTuple):
    printed: Cost
    rows: Total
    unstated: int = 0  # parts that such a total may have and this form does not state


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """Project rows against the sheet's totals; sources and personnel against a table's totals."""
    for index, one in _of_projects(context.sheet):
        yield from _compare(f"costs[{index}]", one)
    for index, one in _of_parts(context.sheet.costs):
        yield from _compare(f"costs[{index}]", one)
    for place, project in enumerate(context.sheet.projects):
        for index, one in _of_parts(project.costs):
            yield from _compare(f"projects[{place}].costs[{index}]", one)


def _of_projects(sheet: Sheet) -> Iterator[tuple[int, _Sum]]:
    if not sheet.projects:
        return
    rows = row_totals(sheet)
    for index, cost in enumerate(sheet.costs):
        if slot_of(cost) in rows:
            yield index, _Sum(cost, rows[slot_of(cost)])


def _of_parts(costs: tuple[Cost, ...]) -> Iterator[tuple[int, _Sum]]:
    by_slot = {slot_of(cost): cost for cost in costs}
    if len(by_slot) != len(costs):
        return  # two amounts in one slot: which is part of which is not certain
    # A form may print sources of its own; what belongs to its total is then not known here.
    own = {(slot.fiscal_year, slot.stage) for slot in by_slot if slot.item not in ITEM}
    for index, cost in enumerate(costs):
        if (cost.fiscal_year, cost.stage) in own:
            continue
        items = _SUMS.get(cost.item, ())
        parts = [by_slot.get(Slot(cost.fiscal_year, cost.stage, item)) for item in items]
        stated = [part for part in parts if part is not None]
        if len(stated) > 1:
            yield index, _Sum(cost, _add(stated), len(items) - len(stated))


def _add(parts: list[Cost]) -> Total:
    amounts = [part.number for part in parts if part.certain and part.number is not None]
    return Total(
        sum(amounts, Decimal(0)) if amounts else None,
        counted=len(amounts),
        missing=sum(not part.flags and part.amount is None for part in parts),
        doubtful=sum(bool(part.flags) for part in parts),
    )


def _compare(path: str, one: _Sum) -> Iterator[Found]:
    printed, rows = one.printed.number, one.rows
    if printed is None or not one.printed.certain or rows.doubtful or rows.amount is None:
        return
    difference = printed - rows.amount
    if not difference:
        return
    kind = "differs"
    if abs(difference) <= _rounding(one.printed, rows.counted):
        kind = "rounding"
    elif rows.missing and difference > 0:
        kind = "blanks"
    elif one.unstated and difference > 0:
        kind = "unstated"
    yield Found(
        path=path,
        at=one.printed.at,
        kind=kind,
        severity=_SEVERITY[kind],
        values={
            "fiscal_year": one.printed.fiscal_year,
            "stage": one.printed.stage,
            "item": one.printed.item,
            "printed_amount": str(printed),
            "rows_amount": str(rows.amount),
            "missing": rows.missing,
        },
    )


def _rounding(printed: Cost, rows: int) -> Decimal:
    """Half a printed unit for each row and for the total; amounts in single yen are not rounded."""
    unit = UNITS.get(printed.unit or "", 1)
    return Decimal(0) if unit == 1 else Decimal(unit) * (rows + 1) / 2
