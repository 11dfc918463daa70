"""Money in English: yen, with the unit that the form prints."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from shirube.basics.fiscal_year import in_english
from shirube.basics.japanese_text import squeeze
from shirube.basics.yen import UNITS, yen_per
from shirube.charts.money import counted_total, printed_total
from shirube.reckon import Slot, Total, overstatement
from shirube.schema import Cost, Sheet
from shirube.schema.codes import label


def yen(amount: Decimal) -> str:
    """51,200,000 yen; fractions only where the form prints them."""
    return f"{_plain(amount)} yen"


def _plain(amount: Decimal) -> str:
    whole = amount == amount.to_integral_value()
    return f"{amount.to_integral_value():,f}" if whole else f"{amount.normalize():,f}"


def amount(cost: Cost) -> str:
    assert cost.number is not None
    if cost.unit and squeeze(cost.unit) not in UNITS:
        return f"{_plain(cost.number)} {cost.unit}"
    return _plain(cost.number)


def printed_unit(costs: Iterable[Cost]) -> str:
    """In which units the form prints its money: the amounts shown are yen."""
    units = dict.fromkeys(squeeze(cost.unit) for cost in costs if cost.unit)
    told = [f"{unit} (= {yen_per(unit):,} yen)" for unit in units if unit in UNITS]
    return f"Yen. The form prints {', '.join(told)}." if told else "Yen, unless a unit is named."


def money_sentence(sheet: Sheet) -> str:
    """The evaluated year's money, and what is not in it."""
    printed = printed_total(sheet)
    if printed is not None:
        return f"{slot_called(printed[0])}: {yen(printed[1])} (the total printed on the form)."
    if not sheet.projects and sheet.kind != "project":
        return "No amount could be read." if sheet.costs else ""
    counted = counted_total([sheet])
    return (
        f"{slot_called(counted[0])}: {_told(counted[1])}." if counted else "No amount is certain."
    )


def edition_money(sheets: Sequence[Sheet]) -> str:
    """The evaluated year's money over all sheets, once, and how much adding up would overstate."""
    counted = counted_total(sheets) if sheets and sheets[0].fiscal_year is not None else None
    if counted is None:
        return ""
    slot, total = counted
    text = f"{slot_called(slot)}, every project counted once: {_told(total)}."
    over = overstatement(sheets).get(slot)
    if over is not None and over.excess > 0 and over.percent is not None:
        percent = over.percent.quantize(Decimal(1))
        text += f" Adding up the sheets gives {yen(over.sum_of_sheets)}, {percent}% more."
    return text


def slot_called(slot: Slot) -> str:
    """Settlement of FY2019 (Reiwa 1)."""
    stage = label("stage", slot.stage, "en").capitalize()
    return stage if slot.fiscal_year is None else f"{stage} of {in_english(slot.fiscal_year)}"


def _told(total: Total) -> str:
    left = left_out(total)
    assert total.amount is not None
    return yen(total.amount) + (f" ({left})" if left else "")


def left_out(total: Total | None) -> str:
    """without: 2 doubtful; empty where nothing is left out."""
    told = () if total is None else (
        ("without an amount", total.missing),
        ("doubtful", total.doubtful),
        ("stated differently in different sheets", total.conflicting),
    )  # fmt: skip
    left = [f"{count} {word}" for word, count in told if count]
    return f"without: {', '.join(left)}" if left else ""


def summed(total: Total | None) -> str:
    """A sum for a cell; empty where the forms have none."""
    if total is None:
        return ""
    return "no certain amount" if total.amount is None else yen(total.amount)
