"""The ``[reader]`` table of a row form: which heading goes where. Everything is data.

Years are offsets to the fiscal year in which the evaluation is done: 0 is that year, -1 the
year before. A column has its year from ``{year}`` in its heading, from ``offset``, or, if it is
one of a repeated block, from ``blocks.first`` and its place among its like.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import model_validator

from shirube.schema.numbers import Measure
from shirube.schema.plain import Plain


class EraRule(Plain):
    """A bare one- or two-digit year from ``first`` to ``last`` is a year of this era."""

    era: str
    first: int = 1
    last: int = 99


class YearRule(Plain):
    """The column that names the year of the sheet, and which of its two years that is."""

    column: str
    means: Literal["carried_out", "fiscal_year"]
    gap: int = 1  # the evaluation is done this many years after the evaluated year
    eras: tuple[EraRule, ...] = ()


class Level(Plain):
    """A step of the plan. Several code columns are digits of one number: 0 and 6 → 6."""

    level: str
    title: str
    code: tuple[str, ...] = ()


class UnitColumn(Plain):
    """A division and its part in the sheet."""

    role: str
    column: str


class ContactColumns(Plain):
    """A person or a line; every field names a heading."""

    role: str
    name: str | None = None
    post: str | None = None
    phone: str | None = None
    extension: str | None = None
    email: str | None = None


class AttributeColumn(Plain):
    """A single fact, kept as printed."""

    key: str
    column: str


class DateColumns(Plain):
    """Year, month and day in columns of their own; the year is read by the era rules."""

    key: str
    year: str
    month: str
    day: str


class AccountColumns(Plain):
    """会計-款-項-目-事業 in columns; a cell may hold one line for each of several accounts."""

    key: str
    columns: tuple[str, ...]


class NarrativeColumn(Plain):
    """A free text; ``offset`` if it speaks of one year."""

    key: str
    column: str
    offset: int | None = None


class RatingColumn(Plain):
    """A choice on a scale of the design."""

    key: str
    column: str
    scale: str
    by: str | None = None


class CostColumn(Plain):
    """An amount. ``of`` names the items above it that it adds up; ``unit`` if it is no money."""

    item: str
    column: str
    unit: str | None = None
    stage: str | None = None  # None: by the year, see Blocks
    offset: int | None = None
    of: tuple[str, ...] = ()


class ValueColumn(Plain):
    """A value of an indicator. Without ``offset`` and ``{year}`` it is one of the blocks."""

    column: str
    measure: Measure | None = None  # None: by the year, see Blocks
    offset: int | None = None


class IndicatorColumns(Plain):
    """An indicator: its name, its unit and its values."""

    no: str
    kind: Literal["outcome", "output", "population"] | None = None
    name: str
    unit: str | None = None
    definition: str | None = None
    source: str | None = None
    values: tuple[ValueColumn, ...]


def _check_order(costs: tuple[CostColumn, ...]) -> None:
    seen: set[str] = set()
    for cost in costs:
        if not seen.issuperset(cost.of):
            raise ValueError(f"{cost.item}: its parts must stand before it")
        seen.add(cost.item)


class Blocks(Plain):
    """Columns whose headings return once a year, and what finished and coming years mean.

    ``count`` 0: no heading returns. A file with another number of blocks is not read.
    """

    count: int = 0
    first: int = 0
    finished_stage: str = "settlement"
    planned_stage: str = "plan"
    finished_measure: Measure = "actual"
    planned_measure: Measure = "forecast"
    costs: tuple[CostColumn, ...] = ()

    @model_validator(mode="after")
    def _parts_come_first(self) -> "Blocks":
        _check_order(self.costs)
        return self


class RowForm(Plain):
    """The whole mapping."""

    header_within: int = 10  # the headings are looked for in the first rows of a tab
    code: str
    title: str
    doubtful_codes: tuple[str, ...] = ("0", "00", "000", "0000")
    # what a spreadsheet's formula leaves of an empty cell that it copied
    ghosts: tuple[str, ...] = ("0",)
    furniture: tuple[str, ...] = ()  # headings of columns that say nothing: running numbers
    year: YearRule
    path: tuple[Level, ...] = ()
    units: tuple[UnitColumn, ...] = ()
    contacts: tuple[ContactColumns, ...] = ()
    attributes: tuple[AttributeColumn, ...] = ()
    dates: tuple[DateColumns, ...] = ()
    accounts: tuple[AccountColumns, ...] = ()
    narratives: tuple[NarrativeColumn, ...] = ()
    ratings: tuple[RatingColumn, ...] = ()
    indicators: tuple[IndicatorColumns, ...] = ()
    costs: tuple[CostColumn, ...] = ()
    blocks: Blocks = Blocks()

    @model_validator(mode="after")
    def _headings_are_used_once(self) -> "RowForm":
        _check_order(self.costs)
        headings = [*self.single_headings(), *self.repeated_headings()]
        twice = sorted({heading for heading in headings if headings.count(heading) > 1})
        if twice:
            raise ValueError(f"headings used twice: {', '.join(twice)}")
        if self.blocks.count == 0 and any(self.repeated_headings()):
            raise ValueError("columns of blocks, but blocks.count is 0")
        return self

    def required_headings(self, year_stated: bool = False) -> tuple[str, ...]:
        """Without these no row is a sheet; the year may be stated by a person instead."""
        identity = (self.code, self.title)
        return identity if year_stated else (*identity, self.year.column)

    def single_headings(self) -> Iterator[str]:
        """Headings that stand once (those with ``{year}`` once a year)."""
        yield from (*self.required_headings(), *self.furniture)
        yield from self._headings_of_words()
        yield from (cost.column for cost in self.costs)
        for one in self.indicators:
            yield from filter(None, (one.name, one.unit, one.definition, one.source))
            yield from (value.column for value in one.values if not is_repeated(value))

    def _headings_of_words(self) -> Iterator[str]:
        for level in self.path:
            yield from (*level.code, level.title)
        yield from (unit.column for unit in self.units)
        for one in self.contacts:
            yield from filter(None, (one.name, one.post, one.phone, one.extension, one.email))
        yield from (attribute.column for attribute in self.attributes)
        for date in self.dates:
            yield from (date.year, date.month, date.day)
        for account in self.accounts:
            yield from account.columns
        yield from (narrative.column for narrative in self.narratives)
        yield from (rating.column for rating in self.ratings)

    def repeated_headings(self) -> Iterator[str]:
        """Headings that return once a year without naming it."""
        yield from (column.column for column in self.blocks.costs if not has_year(column.column))
        for indicator in self.indicators:
            yield from (value.column for value in indicator.values if is_repeated(value))


def has_year(heading: str) -> bool:
    """The heading itself names its fiscal year."""
    return "{year}" in heading


def is_repeated(column: ValueColumn) -> bool:
    """A column of the blocks: its year follows from its place among its like."""
    return column.offset is None and not has_year(column.column)
