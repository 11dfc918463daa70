"""Rates and totals of a draft, worked out while it is written; what files printed stays."""

from decimal import Decimal

from shirube.basics.yen import UNITS
from shirube.charts.words import reached
from shirube.designs import Design
from shirube.reckon import Total, row_totals, slot_of
from shirube.schema import Cost, Indicator, Sheet, Value
from shirube.schema.plain import decimal_text


def recompute(draft: Sheet, design: Design) -> Sheet:
    """Achievement of the evaluated year by the form's formula, totals of the evaluated year's and
    later columns as the sum of the rows.

    Not computable, or a row still blank: the cell is blank, never zero.
    """
    return draft.model_copy(
        update={
            "indicators": tuple(_rated(one, draft.fiscal_year, design) for one in draft.indicators),
            "costs": _totals(draft),
        }
    )


def _rated(one: Indicator, year: int | None, design: Design) -> Indicator:
    rate = one.get("achievement", year)
    if rate is None or year is None:
        return one
    percent = reached(one, year, design.achievement).percent
    cell = Value(
        fiscal_year=year,
        measure="achievement",
        value=percent.rstrip("%") if percent else None,
        printed=percent or "",
        missing=None if percent else "blank",
        at=rate.at,
    )
    if cell == rate:
        return one
    return one.model_copy(update={"values": tuple(cell if v is rate else v for v in one.values)})


def _totals(draft: Sheet) -> tuple[Cost, ...]:
    if not draft.projects or draft.fiscal_year is None:
        return draft.costs
    rows = row_totals(draft)
    return tuple(
        _summed(cost, rows.get(slot_of(cost)))
        if cost.fiscal_year is not None and cost.fiscal_year >= draft.fiscal_year
        else cost
        for cost in draft.costs
    )


def _summed(cost: Cost, total: Total | None) -> Cost:
    if total is None:
        return cost
    if total.amount is None or not total.complete:
        blank = {"amount": None, "printed": "", "missing": "blank", "flags": ()}
        return cost if cost.missing == "blank" else cost.model_copy(update=blank)
    amount = total.amount
    factor = Decimal(UNITS.get(cost.unit or "円", 1))
    printed = f"{(amount / factor).normalize():,f}"
    return cost.model_copy(
        update={"amount": decimal_text(amount), "printed": printed, "missing": None, "flags": ()}
    )
