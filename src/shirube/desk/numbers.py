"""Numbers out of addresses and forms, as people type them."""

from decimal import Decimal, InvalidOperation

from shirube.basics.fiscal_year import typed_year
from shirube.basics.numbers_in_print import read_number
from shirube.people.permissions import Refused

MOST_DIGITS = 11


def whole(text: str) -> int | None:
    """A whole number, None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def number(text: str) -> int:
    """The same where 0 stands for none, as it does for keys."""
    return whole(text) or 0


def year_of(text: str, field: str = "year") -> int:
    """A typed fiscal year, of an era or western. Raises Refused, which names the field."""
    year = typed_year(text)
    if year is None:
        said = f"「{text.strip()}」は年度として読めません。" if text.strip() else "年度が空です。"
        raise Refused(
            f"{said}「令和7年度」「R7」「2025」のどれかの形で書いてください。",
            "Give a fiscal year: 2025, 令和7年度 or R7.",
            field,
        )
    return year


def count_of(text: str, field: str) -> int | None:
    """A typed count (1,024 or １０２４人), None for an empty field. Raises Refused."""
    if not text.strip():
        return None
    read = read_number(text)
    if read.value is None or read.qualifier or read.value != int(read.value) or read.value < 0:
        raise Refused(
            f"「{text.strip()}」は数として読めません。0以上の整数で書いてください。",
            f"{text} is no count.",
            field,
        )
    return int(read.value)


def decimal_of(text: str, field: str = "") -> Decimal:
    """A typed number. Raises Refused, which names the field."""
    if not text.strip():
        raise Refused("数が空です。数を書いてください。", "A number is missing.", field)
    unread = Refused(
        f"「{text}」は数として読めません。数だけを書いてください。", f"{text} is no number.", field
    )
    value = read_number(text).value
    if value is None:
        raise unread
    try:
        return Decimal(value)
    except InvalidOperation as error:
        raise unread from error
