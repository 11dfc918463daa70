"""From a printed cell to a Value or a Cost: the one way for every reader."""

from functools import lru_cache
from typing import NamedTuple

from shirube.basics.numbers_in_print import PrintedNumber, read_number
from shirube.basics.yen import UNITS, to_yen
from shirube.schema import Cost, Value
from shirube.schema.numbers import Measure
from shirube.schema.plain import decimal_text


def value_of(
    printed: str,
    measure: Measure,
    fiscal_year: int | None,
    at: str,
    *,
    unit: str | None = None,
    flags: tuple[str, ...] = (),
) -> Value:
    """A cell of an indicator's table. ``unit`` is the indicator's: a cell that prints another
    one is flagged. ``flags`` are doubts that the reader adds; the number stays beside them.
    """
    number = read_number(printed)
    differs = number.unit is not None and unit is not None and number.unit != unit
    return Value(
        fiscal_year=fiscal_year,
        observed_year=number.observed_year,
        measure=measure,
        value=None if number.value is None else decimal_text(number.value),
        printed=printed,
        missing=number.missing,
        qualifier=number.qualifier,
        parts=tuple(decimal_text(part) for part in number.parts),
        flags=_unique(*number.flags, *(("unit_differs",) if differs else ()), *flags),
        at=at,
    )


class Slot(NamedTuple):
    """Where an amount belongs: its stage (schema.codes.STAGE), item (ITEM) and year."""

    stage: str
    item: str
    fiscal_year: int | None = None


def cost_of(printed: str, unit: str, slot: Slot, at: str, *, flags: tuple[str, ...] = ()) -> Cost:
    """A cell of money (or hours, or staff). ``unit`` is printed over the table: 千円, 円, 時間 …;
    a unit of money in the cell itself wins. Money comes out in yen.
    """
    amount = _amount(printed, unit)
    return Cost(
        fiscal_year=slot.fiscal_year,
        stage=slot.stage,
        item=slot.item,
        amount=amount.text,
        unit=amount.unit,
        printed=printed,
        missing=amount.missing,
        flags=_unique(*amount.flags, *flags) if flags else amount.flags,
        at=at,
    )


class _Amount(NamedTuple):
    """What a printed amount says, wherever it stands."""

    text: str | None
    unit: str
    missing: str | None
    flags: tuple[str, ...]


# Most amounts of a workbook are one of a few: 0, nothing, a dash.
@lru_cache(maxsize=1 << 14)
def _amount(printed: str, unit: str) -> _Amount:
    number = read_number(printed)
    stated = number.unit if number.unit in UNITS else unit
    # 「3人」 in a column of money is no money
    strange = number.unit not in (None, stated)
    text, doubts = _in_unit(number, stated)
    flags = _unique(*number.flags, *doubts, *(("unit_differs",) if strange else ()))
    return _Amount(text, stated, number.missing, flags)


def _in_unit(number: PrintedNumber, unit: str) -> tuple[str | None, tuple[str, ...]]:
    if number.value is None:
        return None, ()
    if unit not in UNITS:
        return decimal_text(number.value), ()
    yen = to_yen(number.value, unit)
    whole = yen.to_integral_value()
    return (decimal_text(whole), ()) if yen == whole else (
        decimal_text(yen.normalize()), ("fraction_of_yen",)
    )  # fmt: skip


def _unique(*flags: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(flags))
