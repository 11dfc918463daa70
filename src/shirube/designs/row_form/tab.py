"""One tab with the form's headings: its rows, and what identifies each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from shirube.basics.japanese_text import squeeze
from shirube.basics.numbers_in_print import missing_code, narrow
from shirube.designs.reading import Failed, ReadOptions
from shirube.designs.row_form.columns import Layout
from shirube.designs.row_form.mapping import RowForm
from shirube.designs.row_form.years import Years, years_of
from shirube.sources.document import Grid, shown
from shirube.sources.row_taking import RowTakings
from shirube.sources.taking import Coverage


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a row a sheet of its own."""

    code: str
    title: str
    years: Years

    @property
    def key(self) -> tuple[int, str]:
        """Two rows of a file with the same key claim to be the same sheet."""
        return self.years.carried_out, self.code


@dataclass(frozen=True)
class Tab:
    """A grid and where everything stands in it."""

    grid: Grid
    form: RowForm
    layout: Layout
    options: ReadOptions

    def rows(self) -> Iterator[RowTakings]:
        """The rows that say something, in order."""
        for no in self._numbers():
            row = RowTakings(self.grid, no)
            if not self._is_filler(row):
                row.furniture(self._furniture)
                yield row

    def _numbers(self) -> range:
        return range(self.layout.header_row + 1, len(self.grid.rows))

    def _is_filler(self, row: RowTakings) -> bool:
        """An empty row, one of formulas' zeros, or the headings repeated on a new page."""
        if all(narrow(text) in self.form.ghosts for text in row.texts if text):
            return True
        return squeeze(self._cell(row.row, self.form.code)) == squeeze(self.form.code)

    @cached_property
    def _furniture(self) -> list[int]:
        headings = self.form.furniture
        return [column.index for name in headings for column in self.layout.all(name)]

    def above(self) -> Coverage:
        """The headings and whatever stands over them are the form's own print."""
        rows = self.grid.rows[: self.layout.header_row + 1]
        return Coverage(0, sum(len(squeeze(shown(cell))) for row in rows for cell in row), 0)

    def row_keys(self) -> Iterator[tuple[int, str]]:
        """The keys of all rows, to see twins before the first is read."""
        for no in self._numbers():
            code, years = self._cell(no, self.form.code), self._years(no)
            if code and years:
                yield years.carried_out, code

    def identity(self, row: RowTakings) -> Identity | Failed:
        """Code, title and years of a row, or why it is no sheet."""
        layout, form = self.layout, self.form
        code, title = row.take(layout.one(form.code)), row.take(layout.one(form.title))
        named = title or code or next(text for text in row.texts if text)
        if missing_code(code) is not None:
            return Failed(named, f"「{form.code}」が空です", row.at())
        years = self._years(row.row)
        if years is None:
            return Failed(named, f"「{form.year.column}」を年度として読めません", row.at())
        if years.origin == "row":
            row.take(layout.one(form.year.column))
        return Identity(code, title, years)

    def _years(self, no: int) -> Years | None:
        return self._read_years(self._cell(no, self.form.year.column)) or self._usual_years

    def _read_years(self, text: str) -> Years | None:
        known = self._years_by_text
        if text not in known:
            known[text] = years_of(text, self.form)
        return known[text]

    @cached_property
    def _years_by_text(self) -> dict[str, Years | None]:
        return {}

    @cached_property
    def _usual_years(self) -> Years | None:
        """For a row that prints none: what the person said, or what all other rows agree on."""
        if (stated := self.options.fiscal_year) is not None:
            return Years(stated + self.form.year.gap, stated, "", origin="person")
        texts = {self._cell(no, self.form.year.column) for no in self._numbers()}
        found = {one.carried_out: one for text in texts if (one := self._read_years(text))}
        return replace(found.popitem()[1], origin="neighbours") if len(found) == 1 else None

    def _cell(self, no: int, heading: str) -> str:
        column, row = self.layout.one(heading), self.grid.rows[no]
        return shown(row[column]) if column is not None and column < len(row) else ""
