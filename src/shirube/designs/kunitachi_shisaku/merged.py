"""Printed rows of an indicator that fell into fewer ones: 「34.5 29.5」 in one cell.

A year in which as many numbers stand, from top to bottom, as the form prints rows is complete.
That alone leaves a doubt: a number may be lost and another have slipped in. It is settled where
the targets of the complete years rise by one and the same step every year, as these plans set
them: then no number is out of its place, and the step tells the target of the other years as well.
Numbers that share a cell stay flagged ``glued`` all the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shirube.basics.numbers_in_print import read_number
from shirube.designs.cells import value_of
from shirube.designs.kunitachi_shisaku.table import Row
from shirube.schema import Value
from shirube.schema.numbers import Measure

# Rows of an indicator from top to bottom, in a year that is over and in a year to come.
_PRINTED: dict[bool, tuple[Measure, ...]] = {
    True: ("trend", "target", "actual"),
    False: ("trend", "target"),
}
_OF_POPULATION: dict[bool, tuple[Measure, ...]] = {
    True: ("forecast", "actual"),
    False: ("forecast",),
}
_ENOUGH = 4  # targets in a row with one step; three may do so by chance


@dataclass(frozen=True, slots=True)
class Slot:
    """One number: where it stands, the ``nth`` of its cell, and what it is taken for."""

    row: Row
    index: int
    text: str
    nth: int
    year: int
    measure: Measure = "target"
    flags: tuple[str, ...] = ("doubtful_place",)

    @property
    def number(self) -> Decimal:
        """The number itself."""
        read = read_number(self.text)
        return read.parts[self.nth] if read.value is None else read.value

    def value(self, unit: str | None) -> Value:
        """As a value; one of several numbers of a cell keeps the cell's flag beside it."""
        value = value_of(
            self.text, self.measure, self.year, self.row.line.at(self.index),
            unit=unit, flags=self.flags,
        )  # fmt: skip
        return value.model_copy(update={"value": value.parts[self.nth]}) if value.parts else value


def merged_slots(rows: Sequence[Row], over: int | None) -> Iterator[Slot]:
    """The numbers that can be told apart, year by year; every other one stays unplaced.

    ``over`` is the last year that can have an actual.
    """
    if any(row.shifted(over) for row in rows):
        return
    population = rows[0].measures[0] == "forecast"
    printed = _OF_POPULATION if population else _PRINTED
    complete: dict[int, list[Slot]] = {}
    others: dict[int, list[Slot]] = {}
    for place, year in enumerate(rows[0].columns.years):
        measures = printed[over is None or year <= over]
        slots = _numbers(rows, place, year)
        if slots is not None and len(slots) == len(measures):
            pairs = zip(slots, measures, strict=True)
            complete[year] = [replace(slot, measure=measure) for slot, measure in pairs]
        elif slots:
            others[year] = slots
    step = None if population else _step(complete)
    for year in sorted({*complete, *others}):
        if year in complete:
            slots = complete[year]
            yield from slots if step is None else (replace(slot, flags=()) for slot in slots)
        elif step is not None:
            yield from _by_step(others[year], step, year, over)


def count_numbers(text: str) -> int:
    """How many numbers a cell holds."""
    number = read_number(text)
    return 1 if number.value is not None else len(number.parts)


def _numbers(rows: Sequence[Row], place: int, year: int) -> list[Slot] | None:
    """The numbers of a year's column from top to bottom; None where a cell is no number."""
    cells = [(row, *row.cells()[place][1:]) for row in rows]
    if any(text and not count_numbers(text) for _, _, text in cells):
        return None
    return [
        Slot(row, index, text, nth, year)
        for row, index, text in cells
        for nth in range(count_numbers(text))
    ]


@dataclass(frozen=True, slots=True)
class _Step:
    """Targets that change by ``by`` every year, one of them known."""

    year: int
    target: Decimal
    by: Decimal

    def target_of(self, year: int) -> Decimal:
        return self.target + self.by * (year - self.year)


def _step(complete: dict[int, list[Slot]]) -> _Step | None:
    """The one step between all targets of complete years; None where there is no such step."""
    targets = [
        (year, slot.number)
        for year, slots in sorted(complete.items())
        for slot in slots
        if slot.measure == "target"
    ]
    if len(targets) < _ENOUGH:
        return None
    (first, start), (second, then) = targets[:2]
    step = _Step(first, start, (then - start) / (second - first))
    fits = all(step.target_of(year) == number for year, number in targets)
    return step if fits and step.by else None


def _by_step(slots: list[Slot], step: _Step, year: int, over: int | None) -> Iterator[Slot]:
    """The target is the number that the step tells; one number above it is the trend, one below
    it the actual. Where the number stands twice, or more is around it, nothing is told.
    """
    found = [place for place, slot in enumerate(slots) if slot.number == step.target_of(year)]
    if len(found) != 1:
        return
    above, below = slots[: found[0]], slots[found[0] + 1 :]
    if len(above) > 1 or len(below) > (over is None or year <= over):
        return
    told: tuple[tuple[list[Slot], Measure], ...] = (
        (above, "trend"),
        ([slots[found[0]]], "target"),
        (below, "actual"),
    )
    for numbers, measure in told:
        yield from (replace(slot, measure=measure, flags=()) for slot in numbers)
