"""What a template asks for, and with what it is answered."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from shirube.designs import Design
from shirube.papers.entry.model import Entry
from shirube.schema import Sheet

Since = Literal["evaluated", "budget"]


class Strict(BaseModel):
    """A word that is not known is a mistake, not a wish."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Take(Strict):
    """What is taken: a word of the vocabulary, and for numbers which.

    ``year`` counts from the evaluated year (``since = "budget"``: from the first budget that the
    evaluation can change). ``stage`` may name several: the first that is stated is taken.
    ``of`` is the stage that a rate or difference is taken against, in ``of_year``.
    """

    take: str
    year: int = 0
    since: Since = "evaluated"
    stage: tuple[str, ...] = ("settlement", "settlement_unapproved", "settlement_estimate")
    of: tuple[str, ...] = ()
    of_year: int | None = None
    item: str = "total"
    measure: str = "actual"
    exact_year: int | None = None  # set where a column becomes one a year; not for templates

    @model_validator(mode="before")
    @classmethod
    def _one_stage_is_a_list(cls, given: Any) -> Any:
        if isinstance(given, dict):
            lists = {k: (v,) for k, v in given.items() if k in {"stage", "of"} and type(v) is str}
            return given | lists
        return given


@dataclass(frozen=True, slots=True)
class Asked:
    """One cell to fill: of which sheet, what, of which row (None for facts)."""

    entry: Entry
    design: Design | None
    take: Take
    money_unit: str
    row: Any = None

    @property
    def sheet(self) -> Sheet:
        """The sheet."""
        return self.entry.sheet

    @property
    def year(self) -> int | None:
        """The year that is meant."""
        return self.offset(self.take.year)

    @property
    def of_year(self) -> int | None:
        """The year of what a rate or difference is taken against."""
        return self.year if self.take.of_year is None else self.offset(self.take.of_year)

    def offset(self, years: int) -> int | None:
        """So many years from where the template counts."""
        if self.take.exact_year is not None:
            return self.take.exact_year
        start = base_year(self.sheet, self.take.since)
        return None if start is None else start + years


def base_year(sheet: Sheet, since: Since) -> int | None:
    """The year that a template counts from.

    R6 is evaluated in R7, whose budget runs already: the first budget it can change is R8.
    """
    if sheet.fiscal_year is None or since == "evaluated":
        return sheet.fiscal_year
    return (sheet.carried_out or sheet.fiscal_year + 1) + 1
