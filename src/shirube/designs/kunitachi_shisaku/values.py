"""The cells of an indicator's rows as values, with the doubts of a damaged table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shirube.basics.japanese_text import squeeze
from shirube.designs.cells import value_of
from shirube.designs.kunitachi_shisaku.merged import count_numbers, merged_slots
from shirube.designs.kunitachi_shisaku.table import Row, cell_text, is_number
from shirube.schema import Value
from shirube.schema.numbers import Measure
from shirube.sources.document import Line
from shirube.sources.taking import Takings


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Words that the form prints behind the years."""

    status: tuple[str, ...]
    comparison: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What reading an indicator needs to know of its sheet.

    ``over`` is the last year that can have an actual: the one evaluated, or where the sheet does
    not say it (a truncated file) the last one that every indicator has.
    """

    takings: Takings
    evaluated: int | None
    over: int | None
    damaged: bool
    verdicts: Verdicts
    names: dict[str, str]  # of the population indicators, where they were printed: ア → 人口


def last_common_actual(rows: Sequence[Row | Line]) -> int | None:
    """The last year in which every row of actual values states one."""
    lasts = [
        [year for year, _, text in row.cells() if is_number(text)][-1:]
        for row in rows
        if isinstance(row, Row) and row.measures == ("actual",)
    ]
    return min((year for last in lasts for year in last), default=None)


def values_of(rows: Sequence[Row], unit: str | None, setting: Setting) -> Iterator[Value]:
    """The values of all rows. A row that states nothing gives none."""
    if any(row.merged for row in rows):
        for slot in merged_slots(rows, setting.over):
            setting.takings.place(slot.row.line, slot.index)
            yield slot.value(unit)
        return
    for row in rows:
        yield from _of_row(row, unit, setting)


def _of_row(row: Row, unit: str | None, setting: Setting) -> Iterator[Value]:
    cells = row.cells()
    stated = [place for place, (_, _, text) in enumerate(cells) if is_number(text)]
    if not stated:
        return
    shifted = ("shifted",) if row.shifted(setting.over) else ()
    measure = row.measures[0]
    for place, (year, index, text) in enumerate(cells):
        ghost = count_numbers(text) and _to_come(measure, year, setting.over)
        flags = (*shifted, *(("ghost",) if ghost else ()))
        value = value_of(text, measure, year, row.line.at(index), unit=unit, flags=flags)
        between = stated[0] < place < stated[-1]
        if not text and setting.damaged and (between or _over(measure, year, setting.over)):
            value = value.model_copy(update={"missing": "lost"})
        setting.takings.place(row.line, index)
        yield value


def _to_come(measure: Measure, year: int, over: int | None) -> bool:
    """An actual of a year that was not over when the sheet was written."""
    return measure == "actual" and over is not None and year > over


def _over(measure: Measure, year: int, over: int | None) -> bool:
    """An actual that the form must have printed."""
    return measure == "actual" and over is not None and year <= over


def verdicts_of(rows: Sequence[Row], setting: Setting) -> Iterator[Value]:
    """達成/未達成 and 向上/低下 of the year evaluated, as printed."""
    for measure, words in (
        ("status", setting.verdicts.status),
        ("comparison", setting.verdicts.comparison),
    ):
        found = [
            (row, index)
            for row in rows
            for index, cell in enumerate(row.line.cells)
            if index >= row.end and squeeze(cell) in words
        ]
        for row, index in found:
            setting.takings.place(row.line, index)
            yield Value(
                fiscal_year=setting.evaluated,
                measure="status" if measure == "status" else "comparison",
                printed=cell_text(row.line.cells[index]),
                flags=("doubtful_place",) if len(found) > 1 else (),
                at=row.line.at(index),
            )
