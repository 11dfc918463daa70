"""Cells of formats whose numbers are binary, back to the cells of a table."""

import math
from decimal import Decimal, InvalidOperation

from shirube.importers.natives.wrong import Wrong
from shirube.schema.plain import decimal_text

_CLOSE = 1e-14  # of a number that a spreadsheet saved again with 15 digits


def whole(number: float) -> object:
    """A number in a column of whole numbers."""
    return int(number) if float(number).is_integer() else Wrong(number)


def exact_decimal(number: object, exact: object) -> object:
    """A decimal, of its number and its exact digits (either may be None). Where only the number was
    changed by hand, nobody knows which of the two is meant.
    """
    if exact is None:
        is_number = isinstance(number, int | float) and not isinstance(number, bool)
        return _shortest(number) if is_number else number
    if not isinstance(exact, str) or number is None or isinstance(number, bool | str):
        alone = number is None and isinstance(exact, str) and _beyond(exact)
        return exact if alone else _differing(number, exact)
    try:
        same = math.isclose(float(exact), float(str(number)), rel_tol=_CLOSE)
    except ValueError:
        same = False
    return exact if same else _differing(number, exact)


def _shortest(number: object) -> str:
    """2.5 → "2.5", 3.0 → "3", without exponent."""
    try:
        found = Decimal(repr(number))
        return decimal_text(found.normalize() + 0 if found != found.to_integral() else found // 1)
    except InvalidOperation:
        return repr(number)


def _beyond(exact: str) -> bool:
    """Whether no binary number can stand beside these digits."""
    try:
        return math.isinf(float(exact))
    except ValueError:
        return False


def _differing(number: object, exact: object) -> Wrong:
    return Wrong(f"{'' if number is None else number} / {exact}", "digits_differ")
