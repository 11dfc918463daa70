"""One indicator through the years, joined from what several sheets state about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shirube.schema import Indicator, Value
from shirube.schema.numbers import Measure


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sheet says of the indicator. ``label`` and ``href`` lead to where it was said."""

    indicator: Indicator
    fiscal_year: int | None
    label: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A value in the year that it measures, and the cell that states it.

    ``value`` is None where nothing certain is stated; ``doubtful`` is the number of a flagged cell.
    """

    year: int
    cell: Value
    said_by: Statement
    value: Decimal | None
    doubtful: Decimal | None = None

    @property
    def carried(self) -> bool:
        """The cell stands in the column of another year than it measures."""
        return self.cell.fiscal_year is not None and self.cell.fiscal_year != self.year


@dataclass(frozen=True, slots=True)
class Change:
    """A target for ``year`` that a later sheet states differently."""

    year: int
    before: Decimal
    after: Decimal
    first_said: Statement
    said: Statement


@dataclass(frozen=True, slots=True)
class Series:
    """Points by measure, in order of years; statements from the oldest to the newest."""

    statements: tuple[Statement, ...]
    actual: tuple[Point, ...]
    target: tuple[Point, ...]
    trend: tuple[Point, ...]
    changes: tuple[Change, ...]

    @property
    def indicator(self) -> Indicator:
        """The indicator as the newest sheet has it."""
        return self.statements[-1].indicator

    @property
    def years(self) -> range:
        """From the first to the last year of anything stated; empty when nothing is."""
        years = [point.year for point in (*self.actual, *self.target, *self.trend)]
        return range(min(years), max(years) + 1) if years else range(0)

    def at(self, measure: Measure, year: int | None) -> Point | None:
        """The point of a year."""
        points = {"actual": self.actual, "target": self.target, "trend": self.trend}
        return next((p for p in points.get(measure, ()) if p.year == year), None)


def join(statements: Sequence[Statement]) -> Series:
    """Join the statements of sheets, oldest first. What a later sheet states certainly replaces
    what an earlier one said of the same year; a blank or a doubt replaces nothing certain.
    """
    return Series(
        statements=tuple(statements),
        actual=_points(statements, ("actual", "baseline")),
        target=_points(statements, ("target",)),
        trend=_points(statements, ("trend", "forecast")),
        changes=tuple(_changes(statements)),
    )


def _points(statements: Sequence[Statement], measures: tuple[str, ...]) -> tuple[Point, ...]:
    found: dict[int, Point] = {}
    for statement in statements:
        for cell in statement.indicator.values:
            if cell.measure not in measures or cell.year is None:
                continue
            point = _point(cell, cell.year, statement)
            if _is_better(point, found.get(cell.year)):
                found[cell.year] = point
    return tuple(found[year] for year in sorted(found))


def _point(cell: Value, year: int, statement: Statement) -> Point:
    certain = cell.number if cell.certain else None
    return Point(year, cell, statement, certain, None if cell.certain else cell.number)


def _is_better(new: Point, old: Point | None) -> bool:
    if old is None or old.value is None:
        return True
    if new.value is None:
        return False
    # Within one sheet the column of the year itself outweighs a value carried to another column.
    return not (new.said_by is old.said_by and new.carried)


def _changes(statements: Sequence[Statement]) -> Iterable[Change]:
    said: dict[int, tuple[Decimal, Statement]] = {}
    for statement in statements:
        for cell in statement.indicator.of("target"):
            if cell.fiscal_year is None or not cell.certain or cell.number is None:
                continue
            before = said.get(cell.fiscal_year)
            if before and before[0] != cell.number:
                yield Change(cell.fiscal_year, before[0], cell.number, before[1], statement)
            said[cell.fiscal_year] = (cell.number, statement)


def target_ledger(series: Series) -> tuple[tuple[int, tuple[tuple[Decimal, Statement], ...]], ...]:
    """Every certain target by its year: as first set, then each time it was stated differently,
    with the statement that says so. Latest year last.
    """
    found: dict[int, list[tuple[Decimal, Statement]]] = {}
    for statement in series.statements:
        for cell in statement.indicator.of("target"):
            if cell.fiscal_year is None or not cell.certain or cell.number is None:
                continue
            said = found.setdefault(cell.fiscal_year, [])
            if not said or said[-1][0] != cell.number:
                said.append((cell.number, statement))
    return tuple((year, tuple(found[year])) for year in sorted(found))
