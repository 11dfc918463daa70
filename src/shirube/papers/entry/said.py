"""Cells from values, amounts and texts: a number only where it is certain."""

from collections.abc import Iterable
from decimal import Decimal

from shirube.basics.fiscal_year import in_era
from shirube.charts.surveys import told
from shirube.charts.words import shown
from shirube.papers.entry.model import ABSENT, Said
from shirube.schema import Cost, Value
from shirube.schema.codes import label

UNITS = {"円": 1, "千円": 1000}
# What is counted in something else than money, and in what where the form does not say.
NO_MONEY = {"hours": "時間", "staff": "人", "project_count": "本"}
BLANK = Said(label("missing", "blank"), mark="miss")


def words(text: str | None, flags: Iterable[str] = ()) -> Said:
    """A text; nothing where the form has the field and nobody wrote."""
    if not text or not text.strip():
        return BLANK
    doubt = tuple(flags)
    return Said(text, notes=(doubted(doubt),), mark="doubt") if doubt else Said(text)


def doubted(flags: Iterable[str]) -> str:
    """不確か: 列がずれている可能性"""
    return f"不確か: {'、'.join(label('flag', flag) for flag in flags)}"


def plain(number: Decimal) -> str:
    """1,234.5 without zeros at its end."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def of_value(value: Value | None, unit: str | None = None, *, beside: bool = False) -> Said:
    """An indicator's cell; 「40以上」 is words, since more than a number is said. ``beside``: the
    unit stands in a column of its own.
    """
    if value is None:
        return ABSENT
    notes = tuple(_notes(value, unit))
    unit = None if beside else unit
    if value.missing:
        why = (doubted(value.flags),) if value.flags else ()
        return Said(label("missing", value.missing), notes=(*why, *notes), mark="miss")
    if value.flags:
        return Said(shown(value, unit), notes=(doubted(value.flags), *notes), mark="doubt")
    if value.measure in {"status", "comparison"} or value.number is None:
        return Said(value.printed or label("missing", "unknown"), notes=notes)
    if value.measure == "achievement":
        unit = "%"
    alone = value.qualifier is None and not value.parts
    return Said(shown(value, unit), value.number if alone else None, unit or "", notes)


def _notes(value: Value, unit: str | None) -> Iterable[str]:
    if survey := told(value, unit):
        yield from survey
    elif value.observed_year is not None and value.observed_year != value.fiscal_year:
        yield f"{in_era(value.observed_year)}年度の値"
    elif value.note:  # a note that names the other year would say it twice
        yield value.note


def of_cost(cost: Cost | None, money_unit: str) -> Said:
    """An amount in the paper's unit of money, exact: 1,355.3925 千円 stays so."""
    if cost is None:
        return ABSENT
    if cost.missing:
        why = (doubted(cost.flags),) if cost.flags else ()
        return Said(label("missing", cost.missing), notes=why, mark="miss")
    if cost.number is None:
        return Said(f"「{cost.printed or ''}」", notes=(doubted(cost.flags),), mark="doubt")
    other = NO_MONEY.get(cost.item)
    unit = (cost.unit or other) if other else money_unit
    number = cost.number if other else cost.number / UNITS[money_unit]
    if cost.flags:
        text = f"「{cost.printed or plain(number)}」"
        return Said(text, notes=(doubted(cost.flags),), mark="doubt")
    return Said(plain(number), number, unit or "")
