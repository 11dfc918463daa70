"""What a rule looks at: one sheet, a sheet with its earlier ones, or all sheets of a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shirube.basics import fiscal_year as years
from shirube.designs import Design
from shirube.schema import Indicator, Sheet

PairedBy = Literal["ledger", "name"]


@dataclass(frozen=True, slots=True)
class SheetContext:
    """One sheet. ``design`` is None where its form is not installed; ``as_of`` where it is undated.

    ``as_of`` is the day by which the sheet is judged, so that an old one is judged by its own time.
    """

    sheet: Sheet
    design: Design | None
    as_of: date | None

    @property
    def written_in(self) -> int | None:
        """The fiscal year in which the sheet was written."""
        if self.sheet.carried_out is not None:
            return self.sheet.carried_out
        return None if self.as_of is None else years.fiscal_year(self.as_of)


@dataclass(frozen=True, slots=True)
class IndicatorPair:
    """An indicator and its earlier self. ``index`` is the place of ``now`` in its sheet."""

    index: int
    now: Indicator
    before: Indicator
    before_sheet: Sheet
    paired_by: PairedBy


@dataclass(frozen=True, slots=True)
class HistoryContext:
    """A sheet with its indicators' earlier selves, the nearest year first."""

    sheet: Sheet
    design: Design | None
    as_of: date | None
    pairs: tuple[IndicatorPair, ...]


@dataclass(frozen=True, slots=True)
class CorpusContext:
    """All given sheets of one municipality and evaluated year."""

    municipality: str
    fiscal_year: int | None
    sheets: tuple[Sheet, ...]
    designs: Mapping[str, Design]


def judged_as_of(sheet: Sheet, design: Design | None, given: date | None = None) -> date | None:
    """The last day on which the sheet can have been written; the given day wins.

    That is the end of the year in which the evaluation is carried out; where that is not printed,
    the design's rule or the year after the evaluated one. None for a sheet without any year.
    """
    if given is not None:
        return given
    if sheet.carried_out is not None:
        return years.last_day(sheet.carried_out)
    if sheet.fiscal_year is None:
        return None
    after = design.carried_out_after if design is not None else None
    return years.last_day(sheet.fiscal_year + (1 if after is None else after))
