"""The table of chapter 3: its columns of years, and its rows with the labels that are left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shirube.basics.fiscal_year import years_in
from shirube.basics.japanese_text import nfkc, squeeze
from shirube.basics.numbers_in_print import read_number
from shirube.designs.kunitachi_shisaku.outline import year_cells
from shirube.designs.kunitachi_shisaku.years import Years
from shirube.designs.text_form import without_tags
from shirube.schema.numbers import Measure
from shirube.sources.document import Line

# A label that lost a stroke (月標値) is still the only one of the form that ends so.
_LABELS: dict[Measure, str] = {
    "forecast": r"見込み?値",
    "trend": r"成り?行き?値",
    "target": r"[目月日自]標値",
    "actual": r"実績値",
}
_ANY_LABEL = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()))
_VERDICT = re.compile(r"達成|向上|低下|横ばい")
_BEHIND = 2  # columns behind the years: 目標達成度, 前年度比較
# Scripts, tags and marks that only a failed extraction leaves in a cell of this table.
_BROKEN = re.compile(
    r"<[^<>]+>|[\u00c0-\u024f\u0400-\u06ff\u1100-\u11ff\u3130-\u318f\uac00-\ud7af\u2020]"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which cell stands for which year. ``first`` is the cell of the first year, the label stands
    before it; ``width`` is the number of cells of the header row, 0 when it lost some of its own;
    ``sure`` is False when it contradicts itself, then nothing has a sure place.
    """

    first: int
    years: tuple[int, ...]
    width: int
    sure: bool

    @property
    def end(self) -> int:
        """The cell behind the last year."""
        return self.first + len(self.years)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with at least one measure in its label. ``merged``: several printed rows in one."""

    line: Line
    columns: Columns
    measures: tuple[Measure, ...]
    label_at: int
    merged: bool

    def cells(self) -> list[tuple[int, int, str]]:
        """(year, cell, text without tags) of every year; the text of a missing cell is empty."""
        found = self.line.cells
        start = self.label_at + 1
        texts = [cell_text(found[i]) if i < len(found) else "" for i in range(start, self.end)]
        return [
            (year, start + place, text)
            for place, (year, text) in enumerate(zip(self.columns.years, texts, strict=True))
        ]

    @property
    def end(self) -> int:
        """The cell behind the last year of this row."""
        return self.label_at + 1 + len(self.columns.years)

    def shifted(self, over: int | None) -> bool:
        """The row has another number of cells than the header, so that its years are not certain.

        A row may be shorter where empty cells at its end were cut off: then it ends with the last
        year, and one of actual values with the last year that is ``over``.
        """
        cells, columns = self.line.cells, self.columns
        if not columns.sure or self.label_at != columns.first - 1:
            return True
        if any(_VERDICT.search(text) for _, _, text in self.cells()):
            return True
        if len(cells) == columns.width:
            return False
        ends = {columns.end, columns.end + _BEHIND}
        if self.measures == ("actual",) and over in columns.years:
            ends.add(columns.first + columns.years.index(over) + 1)
        return len(cells) not in ends or not cells[-1]


def cell_text(cell: str) -> str:
    """A cell without the tags of the extraction."""
    return re.sub(r"\s+", " ", without_tags(cell)).strip()


def is_number(text: str) -> bool:
    """Exactly one number stands in the cell."""
    return read_number(text).value is not None


def is_broken(cell: str) -> bool:
    """Letters and tags that no form prints."""
    return _BROKEN.search(cell) is not None


def columns_of(line: Line, period: tuple[int, int] | None) -> Columns | None:
    """The columns that a header row names; None when it names fewer than three years.

    ``period`` is the plan's (令和2~令和9年度): a header that lost its first or last year is known
    by it.
    """
    cells = year_cells(line) or _without_era(line, period)
    if len(cells) < 3:
        return None
    first, width = min(cells), len(line.cells)
    offsets = {years[0] - index for index, years in cells.items()}
    years = tuple(year for found in cells.values() for year in found)
    if any(len(found) > 1 for found in cells.values()) or len(offsets) > 1:
        return Columns(first, tuple(dict.fromkeys(years)), width, sure=False)
    start, end = min(years), max(years)
    if period and period[0] <= start and end <= period[1]:
        width = width if (start, end) == period else 0
        start, end = period
    return Columns(first - (min(years) - start), tuple(range(start, end + 1)), width, sure=True)


def _without_era(line: Line, period: tuple[int, int] | None) -> dict[int, list[int]]:
    """2年度, 3年度 … as the plan's period counts them."""
    found: dict[int, list[int]] = {}
    for index, cell in enumerate(line.cells):
        bare = re.fullmatch(r"(\d{1,2})年度", squeeze(cell))
        year = Years((), period).year(bare[1]) if bare else None
        if year is not None:
            found[index] = [year]
    return found


def row_of(line: Line, columns: Columns) -> Row | None:
    """The row when one of its first cells is a label of a measure."""
    for index, cell in enumerate(line.cells[: columns.first + 1]):
        text = squeeze(without_tags(cell))
        found = list(_ANY_LABEL.finditer(text))
        if found:
            measures = tuple(_measure(match) for match in found)
            left = re.sub(r"[\W_]", "", _ANY_LABEL.sub("", text))
            return Row(line, columns, measures, index, merged=len(found) > 1 or len(left) > 1)
    return None


def _measure(match: re.Match[str]) -> Measure:
    return next(name for name in _LABELS if match[name])


def period_of(text: str) -> tuple[int, int] | None:
    """「基本計画期間(令和2~令和9年度)」 → (2020, 2027); None when not two years are named."""
    named = re.search(r"計画期間\s*\(([^()]*)\)", nfkc(text))
    years = years_in(re.sub(r"[~〜~–-]", "年度 ", named[1])) if named else []
    if named and len(years) == 1:
        # 令和2~9年度: the era stands only once.
        short = re.search(r"(令和|平成|R|H)\s*(\d+|元)\s*年?度?\s*[~〜-]\s*(\d+)", nfkc(named[1]))
        years = years_in(f"{short[1]}{short[2]}年度 {short[1]}{short[3]}年度") if short else []
    return (years[0], years[1]) if len(years) == 2 and years[0] < years[1] else None


def is_damaged(lines: Sequence[Line], rows: Sequence[Row]) -> bool:
    """The extraction lost something of this table: then an empty cell may be a lost value."""
    return any(row.merged for row in rows) or any(
        is_broken(cell) for line in lines for cell in line.cells
    )
