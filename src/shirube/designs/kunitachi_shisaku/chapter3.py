"""Chapter 3 row by row: first the indicators, then the costs, each row with its columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shirube.basics.japanese_text import squeeze
from shirube.designs.kunitachi_shisaku.costs import is_cost_row
from shirube.designs.kunitachi_shisaku.outline import Part
from shirube.designs.kunitachi_shisaku.table import (
    Columns,
    Row,
    cell_text,
    columns_of,
    is_damaged,
    row_of,
)
from shirube.sources.document import Line
from shirube.sources.taking import Takings

# 目標達成度, 達成・未達成 and 前年度比較 stand over their columns, beside the first rows.
_HEADS = re.compile(r"目標.?|(?:目標)?達成度?[•・･]?|未達成|前年度(?:比較)?|比較")


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rows of the table. ``rows`` are of indicators, a plain Line is one without a label;
    ``damaged``: the extraction lost something, an empty cell may be a lost value.
    """

    lines: tuple[Line, ...]
    headers: tuple[Line, ...]
    rows: tuple[Row | Line, ...]
    costs: tuple[tuple[Line, Columns], ...]
    columns: Columns | None
    damaged: bool


def chapter_of(parts: Sequence[Part], period: tuple[int, int] | None) -> Chapter:
    """Rows of the parts that hold the table (on a further page it goes on)."""
    lines = tuple(line for part in parts for line in part.lines)
    headers: list[Line] = []
    rows: list[Row | Line] = []
    costs: list[tuple[Line, Columns]] = []
    columns: Columns | None = None
    for line in lines:
        named = columns_of(line, period)
        columns = named or columns
        if named:
            headers.append(line)
        elif columns is not None and "\t" in line.text:
            row = row_of(line, columns)
            if row is None and (costs or is_cost_row(line, columns)):
                costs.append((line, columns))
            elif row is not None or not costs:
                rows.append(row or line)
    damaged = is_damaged(lines, [row for row in rows if isinstance(row, Row)])
    return Chapter(lines, tuple(headers), tuple(rows), tuple(costs), columns, damaged)


def take_furniture(chapter: Chapter, takings: Takings) -> None:
    """The header rows, the heads of the last columns, and tags around nothing."""
    for line in chapter.headers:
        takings.furniture(line)
    for line in chapter.lines:
        for index, cell in enumerate(line.cells):
            if cell and not cell_text(cell):
                takings.furniture(line, index)
    for row in chapter.rows:
        if isinstance(row, Row) and {"trend", "target"} & set(row.measures):
            return  # from here on the last columns hold verdicts
        line = row.line if isinstance(row, Row) else row
        for index, cell in enumerate(line.cells):
            behind = chapter.columns is not None and index >= chapter.columns.end
            if behind and _HEADS.fullmatch(squeeze(cell)):
                takings.furniture(line, index)
