"""Tables of numbers a year later: which columns, what is known already, what is blank."""

from collections.abc import Iterable, Sequence

from shirube.schema import Cost, Value
from shirube.workflow.carrying.numbering import Names


def values(
    before: Sequence[Value], year: int, delta: int, names: Names, *, slide: bool
) -> tuple[Value, ...]:
    """An indicator's cells for the sheet ``delta`` years after that of ``year``.

    Columns up to the next year move along (``slide``); later ones, the plan's final year, stay.
    What is known of a year stays what it is, also a doubt; a year not yet met is blank.
    """
    found: list[Value] = []
    for measure in dict.fromkeys(value.measure for value in before):
        own = [value for value in before if value.measure == measure]
        known = {value.fiscal_year: value for value in own}
        years = _years([y for y in known if y is not None], year, delta, slide=slide)
        found += [value for value in own if value.fiscal_year is None]
        found += [
            known.get(y)
            or Value(fiscal_year=y, measure=measure, printed="", missing="blank", at=names.new())
            for y in years
        ]
    return tuple(found)


def _years(years: Iterable[int], year: int, delta: int, *, slide: bool) -> list[int]:
    before = set(years)
    moved = {y + delta for y in before if y <= year + 1}
    far = {y for y in before if y > year + 1}
    kept = set() if slide else before
    # The evaluated year has a column wherever the one before had any.
    own = {year + delta} if before else set()
    return sorted(moved | far | kept | own)


def costs(before: Sequence[Cost], delta: int, names: Names) -> tuple[Cost, ...]:
    """Amounts: the form's columns (stage, item, years from the evaluated one) stay, the year moves.

    What last year's sheet already said of that year, stage and item is there; the rest is blank.
    """
    known = {(cost.stage, cost.item, cost.fiscal_year): cost for cost in before}
    found = []
    for cost in before:
        if cost.fiscal_year is None:
            found.append(cost)
            continue
        year = cost.fiscal_year + delta
        found.append(
            known.get((cost.stage, cost.item, year))
            or Cost(
                fiscal_year=year,
                stage=cost.stage,
                item=cost.item,
                unit=cost.unit,
                printed="",
                missing="blank",
                at=names.new(),
            )
        )
    return tuple(found)
