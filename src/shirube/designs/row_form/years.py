"""The years of a row: read by the form's rule, never guessed."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from shirube.basics.fiscal_year import era_year, in_print, parse_fiscal_year
from shirube.basics.numbers_in_print import narrow
from shirube.designs.row_form.mapping import EraRule, RowForm


@dataclass(frozen=True)
class Years:
    """The years of one sheet and where they come from.

    ``origin``: the row itself, the person who reads the file, or the other rows (a doubt).
    """

    carried_out: int
    fiscal_year: int
    printed: str
    origin: Literal["row", "person", "neighbours"] = "row"

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """The doubt that every figure of the row shares."""
        return ("year_inferred",) if self.origin == "neighbours" else ()

    def finished(self, year: int | None) -> bool:
        """The year is over by the time of the evaluation; what follows is a plan."""
        return year is not None and year <= self.fiscal_year


def read_year(text: str, eras: tuple[EraRule, ...]) -> int | None:
    """「7」 by the era rules, 「令和7」「2025」 by themselves; None where several years fit."""
    # a raised ² stays a mark here: 1² is not the year 12
    bare = "".join(narrow(text).split()).removesuffix("年度").removesuffix("年")
    bare = "1" if bare == "元" else bare
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 2):
        return parse_fiscal_year(text)
    number = int(bare)
    fitting = [rule.era for rule in eras if rule.first <= number <= rule.last]
    return era_year(fitting[0], number) if len(fitting) == 1 and number else None


def years_of(text: str, form: RowForm) -> Years | None:
    """Both years from the cell of the year column."""
    year = read_year(text, form.year.eras)
    if year is None:
        return None
    gap = form.year.gap
    if form.year.means == "carried_out":
        return Years(year, year - gap, text)
    return Years(year + gap, year, text)


def basis(years: Years, form: RowForm) -> str:
    """In words, once a sheet: where the years of the figures come from."""
    column = form.year.column
    source = {
        "row": f"「{column}」欄の{years.printed}による。",
        "person": f"「{column}」欄が読めず、取り込んだ人の指定による。",
        "neighbours": f"「{column}」欄が読めず、ほかの行に合わせた。",
    }[years.origin]
    parts = [f"実施は{in_print(years.carried_out)}、評価対象は{in_print(years.fiscal_year)}。"]
    if form.blocks.count:
        first = years.carried_out + form.blocks.first
        last = in_print(first + form.blocks.count - 1)
        parts.append(
            f"年度別の{form.blocks.count}組の列は見出しに年度がなく、"
            f"様式の決まりにより{in_print(first)}から{last}まで。"
        )
    return source + "".join(parts)
