"""Finding the headings of a row form and the year of every column."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from shirube.basics.fiscal_year import parse_fiscal_year
from shirube.basics.japanese_text import squeeze
from shirube.designs.row_form.mapping import RowForm, has_year
from shirube.sources.document import CellValue, Grid, shown


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file. Its year is stated, or an offset to the year of evaluation."""

    index: int
    year: int | None = None
    offset: int | None = None
    flags: tuple[str, ...] = ()

    def fiscal_year(self, carried_out: int) -> int | None:
        """The fiscal year of the figures in it."""
        return self.year if self.offset is None else carried_out + self.offset


@dataclass(frozen=True)
class Layout:
    """Where everything stands in one tab."""

    header_row: int
    headings: tuple[str, ...]  # as printed, line breaks as spaces
    found: Mapping[str, tuple[Column, ...]]

    def one(self, heading: str | None) -> int | None:
        """The index of the column under a heading that stands once; None when it is not there."""
        columns = self.found.get(heading, ()) if heading else ()
        return columns[0].index if columns else None

    def all(self, heading: str) -> tuple[Column, ...]:
        """The columns under a heading, in the order of their years."""
        return self.found.get(heading, ())

    @cached_property
    def known(self) -> frozenset[int]:
        """Indices of columns that the mapping knows."""
        return frozenset(column.index for columns in self.found.values() for column in columns)


class LayoutError(Exception):
    """A tab that looks like the form but cannot be read without guessing; says why (Japanese)."""

    def __init__(self, reason: str, row: int) -> None:
        super().__init__(reason)
        self.reason, self.row = reason, row


def find_layout(grid: Grid, form: RowForm, *, year_stated: bool = False) -> Layout | None:
    """The layout of a tab, None when it is not of this form. Raises LayoutError.

    ``year_stated``: the person who reads the file names the year, so its column may be absent.
    """
    best = (0, 0, {}) if not grid.rows else max(
        (_matches(row, form, no) for no, row in enumerate(grid.rows[: form.header_within])),
        key=lambda found: found[0],
    )  # fmt: skip
    count, header_row, matches = best
    needed = len(_headings(form)) // 2
    lacking = [
        name for name in form.required_headings(year_stated) if len(matches.get(name, ())) != 1
    ]
    if lacking and count < max(needed, 2):
        return None
    if lacking:
        raise LayoutError(f"見出し「{'」「'.join(lacking)}」が1つだけ必要です", header_row)
    row = grid.rows[header_row]
    printed = tuple(re.sub(r"\s+", " ", shown(cell)) for cell in row)
    found = _single(matches, form) | _repeated(matches, form, header_row)
    named = {name: _named_years(columns, printed, name) for name, columns in found.items()}
    return Layout(header_row, printed, named)


def _headings(form: RowForm) -> list[str]:
    return [*form.single_headings(), *form.repeated_headings(), *_yearly(form)]


def _yearly(form: RowForm) -> list[str]:
    return [cost.column for cost in form.blocks.costs if has_year(cost.column)]


def _matches(
    row: Iterable[CellValue], form: RowForm, no: int
) -> tuple[int, int, dict[str, tuple[int, ...]]]:
    """How many headings of the form stand in a row, the row, and where they stand."""
    squeezed = [squeeze(shown(cell)) for cell in row]
    matches: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    # A heading written out wins over a pattern that would fit it too.
    for heading in sorted(_headings(form), key=lambda name: ("*" in name, has_year(name))):
        pattern = heading_pattern(heading)
        hits = tuple(
            index
            for index, text in enumerate(squeezed)
            if text and index not in taken and pattern.fullmatch(text)
        )
        taken.update(hits)
        if hits:
            matches[heading] = hits
    return len(matches), no, matches


def heading_pattern(heading: str) -> re.Pattern[str]:
    """``*課長等意見*`` and ``決算額（{year}）`` as a pattern over squeezed text."""
    escaped = re.escape(squeeze(heading))
    return re.compile(escaped.replace(r"\*", ".*").replace(r"\{year\}", "(?P<year>.+?)"))


def _single(matches: dict[str, tuple[int, ...]], form: RowForm) -> dict[str, tuple[Column, ...]]:
    """Columns whose heading stands once; one that stands twice is left alone: which is it?"""
    offsets = {cost.column: cost.offset for cost in form.costs} | {
        value.column: value.offset for one in form.indicators for value in one.values
    }
    return {
        heading: tuple(Column(index, offset=offsets.get(heading)) for index in matches[heading])
        for heading in (*form.single_headings(), *_yearly(form))
        if heading in matches and (len(matches[heading]) == 1 or has_year(heading))
    }


def _repeated(
    matches: dict[str, tuple[int, ...]], form: RowForm, row: int
) -> dict[str, tuple[Column, ...]]:
    headings = [heading for heading in form.repeated_headings() if heading in matches]
    wanted = form.blocks.count
    if wanted and not headings:
        raise LayoutError("年度別の列がありません", row)
    if all(len(matches[heading]) == wanted for heading in headings):
        return {
            heading: tuple(
                Column(index, offset=form.blocks.first + no)
                for no, index in enumerate(matches[heading])
            )
            for heading in headings
        }
    return _by_neighbours({heading: matches[heading] for heading in headings}, form, row)


def _by_neighbours(
    matches: dict[str, tuple[int, ...]], form: RowForm, row: int
) -> dict[str, tuple[Column, ...]]:
    """Blocks from which columns are missing: a block ends where one of its headings returns.

    Headings that do not stand in every block are flagged.
    """
    blocks: list[dict[str, int]] = [{}]
    for index, heading in sorted((at, name) for name, where in matches.items() for at in where):
        if heading in blocks[-1]:
            blocks.append({})
        blocks[-1][heading] = index
    if len(blocks) != form.blocks.count:
        raise LayoutError(
            f"年度別の列は{form.blocks.count}組のはずですが、{len(blocks)}組に見えます", row
        )
    return {
        heading: tuple(
            Column(
                block[heading],
                offset=form.blocks.first + no,
                flags=() if len(where) == form.blocks.count else ("shifted",),
            )
            for no, block in enumerate(blocks)
            if heading in block
        )
        for heading, where in matches.items()
    }


def _named_years(
    columns: tuple[Column, ...], printed: tuple[str, ...], heading: str
) -> tuple[Column, ...]:
    """Columns whose heading names the year; a heading without a readable year is left alone."""
    if not has_year(heading):
        return columns
    pattern = heading_pattern(heading)
    years: dict[int, int] = {}
    for column in columns:
        match = pattern.fullmatch(squeeze(printed[column.index]))
        year = parse_fiscal_year(match["year"]) if match else None
        if year is not None:
            years[column.index] = year
    found = sorted((year, index) for index, year in years.items())
    once = [(year, index) for year, index in found if list(years.values()).count(year) == 1]
    return tuple(Column(index, year=year) for year, index in once)
