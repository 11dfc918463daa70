"""One sheet a row: from an opened document to sheets."""

from collections import Counter
from collections.abc import Iterator

from pydantic import ValidationError

from shirube.designs.model import Design
from shirube.designs.reading import Failed, ReadOptions, ReadSheet
from shirube.designs.row_form.columns import LayoutError, find_layout
from shirube.designs.row_form.mapping import RowForm
from shirube.designs.row_form.rows import RowReader
from shirube.designs.row_form.tab import Tab
from shirube.sources.document import Document
from shirube.sources.taking import Coverage


def read(document: Document, design: Design, options: ReadOptions) -> Iterator[ReadSheet | Failed]:
    """Every row of every tab that has the form's headings.

    A row without code or readable year, and a tab whose columns are doubtful, come as Failed.
    Raises ValueError for a design whose ``[reader]`` table is wrong.
    """
    form = RowForm.model_validate(design.reader)
    if unknown := {one.scale for one in form.ratings if design.scale(one.scale) is None}:
        raise ValueError(f"{design.id}: no scale {', '.join(sorted(unknown))}")
    tabs: list[Tab] = []
    for grid in document.grids:
        try:
            year_stated = options.fiscal_year is not None
            layout = find_layout(grid, form, year_stated=year_stated)
        except LayoutError as error:
            yield Failed(grid.name or document.name, error.reason, grid.at(error.row))
            continue
        if layout is not None:
            tabs.append(Tab(grid, form, layout, options))
    codes = Counter(key for tab in tabs for key in tab.row_keys())
    seen: Counter[tuple[int, str]] = Counter()
    for tab in tabs:
        yield from _sheets(tab, RowReader(document, design, tab), codes, seen)


def _sheets(
    tab: Tab,
    reader: RowReader,
    codes: "Counter[tuple[int, str]]",
    seen: "Counter[tuple[int, str]]",
) -> Iterator[ReadSheet | Failed]:
    coverage = tab.above()
    for row in tab.rows():
        identity = tab.identity(row)
        if isinstance(identity, Failed):
            yield identity
            continue
        seen[identity.key] += 1
        twin = seen[identity.key] if codes[identity.key] > 1 else 0
        try:
            sheet = reader.sheet(row, identity, twin)
        except ValidationError as error:
            yield Failed(identity.title, str(error.errors()[0]["msg"]), row.at())
            continue
        yield ReadSheet(sheet, row.coverage() + coverage)
        coverage = Coverage(0, 0, 0)
