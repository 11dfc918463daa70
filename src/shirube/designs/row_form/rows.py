"""From a row to a sheet."""

from collections.abc import Iterator

from shirube.basics.numbers_in_print import narrow
from shirube.designs.model import Design
from shirube.designs.row_form.figures import Figures
from shirube.designs.row_form.tab import Identity, Tab
from shirube.designs.row_form.words import Words
from shirube.designs.row_form.years import Years, basis
from shirube.schema import Attribute, Sheet, Source, Unplaced
from shirube.sources.document import Document
from shirube.sources.row_taking import RowTakings

NAMELESS = "（名称なし）"


class RowReader:
    """Makes sheets of the rows of one tab."""

    def __init__(self, document: Document, design: Design, tab: Tab) -> None:
        self._document, self._design, self._form = document, design, tab.form
        self._layout = tab.layout
        self._words = Words(tab.form, tab.layout, design)
        self._figures: dict[Years, Figures] = {}

    def sheet(self, row: RowTakings, identity: Identity, twin: int) -> Sheet:
        """The row as a sheet. ``twin`` counts the rows with the same key, 0 for a row alone:
        the second of them is told apart by ``~2`` after its code. Raises ValidationError.
        """
        years, words = identity.years, self._words
        figures = self._figures_of(years)
        return Sheet(
            design=self._design.id,
            design_version=self._design.version,
            kind=self._design.kind,
            municipality=self._design.municipality,
            fiscal_year=years.fiscal_year,
            carried_out=years.carried_out,
            code=identity.code if twin < 2 else f"{identity.code}~{twin}",
            title=identity.title or NAMELESS,
            path=words.path(row),
            units=words.units(row),
            contacts=words.contacts(row),
            attributes=(*self._about(row, identity, twin), *words.attributes(row)),
            narratives=words.narratives(row, years),
            indicators=figures.indicators(row),
            costs=figures.costs(row),
            ratings=words.ratings(row),
            # every other part has marked its cells by now
            unplaced=tuple(Unplaced(text=one.text, at=one.at) for one in row.rest()),
            source=Source(
                file=self._document.name,
                sha256=self._document.sha256,
                first_line=row.row + 1,
                last_line=row.row + 1,
            ),
        )

    def _figures_of(self, years: Years) -> Figures:
        if years not in self._figures:
            unit = self._design.money_unit
            self._figures[years] = Figures(self._form, self._layout, unit, years)
        return self._figures[years]

    def _about(self, row: RowTakings, identity: Identity, twin: int) -> Iterator[Attribute]:
        """Where the years come from, and a code that does not identify."""
        form, words = self._form, self._words
        yield Attribute(
            key="years_basis",
            label="年度の決まり",
            value=basis(identity.years, form),
            flags=identity.years.flags,
            at=words.at(row, form.year.column),
        )
        if twin or narrow(identity.code) in form.doubtful_codes:
            yield Attribute(
                key="code",
                label=words.label("code", form.code),
                value=identity.code,
                flags=("doubtful_code",),
                at=words.at(row, form.code),
            )
