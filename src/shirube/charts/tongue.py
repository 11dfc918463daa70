"""What a table says in words, as a value: each language hands in its own."""

from collections.abc import Callable
from dataclasses import dataclass

from shirube.basics.fiscal_year import in_era
from shirube.charts.surveys import told
from shirube.charts.words import absent, number, shown
from shirube.schema import Cost, Value


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: the key of its code labels, and how it says years, cells and amounts."""

    language: str
    year: Callable[[int | None], str]  # head of a column
    value: Callable[[Value], str]
    value_of: Callable[[int], str]  # the year that a value measures, where it is another
    survey: Callable[[Value, str | None], tuple[str, ...]]  # of a value in a unit
    amount: Callable[[Cost], str]
    absent: Callable[[str, str | None], str]  # why there is no value, and what is printed
    unreadable: Callable[[str | None], str]  # a printed cell that is no number
    changed: str
    printed_total: str
    action_plan: str


def year_head(year: int | None) -> str:
    """2024 令和6; a column without a year says so."""
    return "年度なし" if year is None else f"{year} {in_era(year)}"


def _as_printed(cost: Cost) -> str:
    # The printed amount in the printed unit: what a reader finds in the city's own paper.
    printed = cost.printed or ""
    return number(cost.number) if not printed and cost.number is not None else _grouped(printed)


def _grouped(printed: str) -> str:
    return f"{int(printed):,}" if printed.isascii() and printed.isdigit() else printed


JAPANESE = Tongue(
    language="ja",
    year=year_head,
    value=shown,
    value_of=lambda year: f"{in_era(year)}年度の値",
    survey=told,
    amount=_as_printed,
    absent=absent,
    unreadable=lambda printed: f"「{printed}」",
    changed="変更あり",
    printed_total="様式の合計",
    action_plan="実行計画",
)
