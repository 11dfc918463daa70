"""What surveys found on its way into indicators: which cell, which value, what to do."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from shirube.basics.fiscal_year import in_era
from shirube.basics.japanese_text import squeeze
from shirube.schema import Indicator, Sheet, Value
from shirube.workflow.drafts.addresses import Spot
from shirube.workflow.filling.cells import State

PART = "indicators.values"
_WRITTEN = {State.FILL, State.RENEW}


@dataclass(frozen=True, slots=True)
class Surveys:
    """(kind, number, indicator's name) → fiscal year → the actual that the survey found."""

    municipality: str
    found: Mapping[tuple[str, str, str], Mapping[int, Value]]

    def of(self, sheet: Sheet, indicator: Indicator) -> Mapping[int, Value]:
        """By year; empty for an indicator that no survey is used for."""
        wanted = (sheet.kind, sheet.code, squeeze(indicator.name))
        for (kind, code, name), values in self.found.items():
            if (kind, code, squeeze(name)) == wanted:
                return values
        return {}


class Answer(NamedTuple):
    """A cell, what stands there, and what the survey found."""

    sheet: str
    title: str
    indicator: str
    spot: Spot
    year: int  # of the column
    found: Value
    before: str
    state: State

    @property
    def after(self) -> str:
        """As it is printed."""
        return self.found.printed or ""

    @property
    def surveyed(self) -> int | None:
        """The year of the survey."""
        return self.found.fiscal_year

    @property
    def writes(self) -> bool:
        """Whether something changes."""
        return self.state in _WRITTEN


def answers_of(
    sheet: Sheet, year: int, surveys: Surveys, filled: Collection[Spot] = ()
) -> Iterator[Answer]:
    """The cells of the evaluated year, with the last survey's value, and every earlier cell that
    holds what a survey found. ``filled``: cells whose content the register wrote last.
    """
    for indicator in sheet.indicators:
        values = surveys.of(sheet, indicator)
        for cell in indicator.of("actual") if values else ():
            if cell.at is None or cell.fiscal_year is None or cell.fiscal_year > year:
                continue
            spot = Spot(PART, cell.at)
            found = _found(cell, year, values)
            if found is None:
                continue
            state = _state(cell, found, filled=spot in filled)
            yield Answer(
                str(sheet.key), sheet.title, indicator.name, spot, cell.fiscal_year, found,
                cell.printed or "", state,
            )  # fmt: skip


def _found(cell: Value, year: int, values: Mapping[int, Value]) -> Value | None:
    """What belongs in a cell: in an earlier year's only what it says already."""
    surveyed = max((one for one in values if one <= (cell.fiscal_year or 0)), default=None)
    if surveyed is None:
        return None
    if cell.fiscal_year == year:
        return values[surveyed]
    own = values.get(cell.year or 0)
    return own if own is not None and own.number == cell.number else None


def _state(cell: Value, found: Value, *, filled: bool) -> State:
    if cell.number == found.number and cell.year == found.fiscal_year and not cell.flags:
        known = all(getattr(cell, name) == getattr(found, name) for name in _ABOUT)
        return State.SAME if known else State.RENEW  # the value stands, what it is of is added
    if cell.value is None and not cell.printed and cell.missing in {None, "blank"}:
        return State.FILL
    return State.RENEW if filled else State.KEPT


_ABOUT = ("answers", "population", "survey")


def fields_for(answer: Answer, cell: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the cell that change, as JSON. What it says already is left as printed."""
    about = answer.found.model_dump(mode="json", include=set(_ABOUT))
    if answer.found.value is not None and _says(cell, answer):
        return about
    carried = answer.surveyed != answer.year and answer.surveyed is not None
    note = f"{in_era(answer.surveyed or 0)}年度の調査の値" if carried else None
    return {
        "value": answer.found.value,
        "printed": answer.after,
        "missing": None,
        "qualifier": None,
        "parts": [],
        "flags": [],
        "observed_year": answer.surveyed if carried else None,
        "note": note,
        **about,
    }


def _says(cell: Mapping[str, Any], answer: Answer) -> bool:
    one = Value.model_validate(cell)
    return one.certain and one.number == answer.found.number and one.year == answer.surveyed
