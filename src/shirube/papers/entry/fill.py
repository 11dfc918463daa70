"""A template filled from sheets: heads, rows and cells, before anybody prints them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from shirube.basics.fiscal_year import in_era
from shirube.designs import Design
from shirube.papers.entry.facts import keyed
from shirube.papers.entry.model import Entry, Filled, Head, Line, Made, Said
from shirube.papers.entry.said import NO_MONEY
from shirube.papers.entry.take import Asked, Take, base_year
from shirube.papers.entry.template import ColumnSpec, SectionSpec, Template
from shirube.papers.entry.vocabulary import FACTS, NUMBERS, SPREADS, TABLES

_MONEY = {"cost", "all_costs", "difference", "rest"}


def fill(
    template: Template, entries: Sequence[Entry], designs: Mapping[str, Design], *, alike: bool
) -> list[Made]:
    """Each entry by itself; ``alike`` gives all of them the same columns (for one long table)."""
    return [
        _Filler(template, entry, designs.get(entry.sheet.design), entries if alike else (entry,))
        .made()
        for entry in entries
    ]  # fmt: skip


class _Filler:
    """Fills from one entry; columns are those of all ``among``."""

    def __init__(
        self, template: Template, entry: Entry, design: Design | None, among: Sequence[Entry]
    ) -> None:
        self._template, self._entry, self._design = template, entry, design
        self._among = among

    def made(self) -> Made:
        return Made(self._entry, tuple(map(self._section, self._template.sections)))

    def _section(self, spec: SectionSpec) -> Filled:
        return self._facts(spec) if spec.facts else self._table(spec)

    def _facts(self, spec: SectionSpec) -> Filled:
        heads, cells = [], []
        for place, fact in enumerate(spec.facts):
            take = FACTS[fact.take][1] if fact.take in FACTS else keyed
            for own, said in take(self._asked(fact)):
                heads.append(Head(own or fact.label, f"{place}/{own}"))
                cells.append(said)
        return Filled(spec.title, tuple(heads), (Line(tuple(cells)),), True, self._caption(spec))

    def _table(self, spec: SectionSpec) -> Filled:
        table = TABLES[spec.table]
        columns = [one for column in spec.columns for one in self._spread(column)]
        heads = tuple(self._head(place, column) for place, column in enumerate(columns))
        lines = tuple(
            Line(
                tuple(
                    _checked(head, table.columns[column.take][1](self._asked(column, row)))
                    for head, column in zip(heads, columns, strict=True)
                ),
                getattr(row, "foot", False),
            )
            for row in table.rows(self._entry)
        )
        nothing = "" if lines else self._nothing(spec)
        return Filled(spec.title, heads, lines, False, self._caption(spec), nothing)

    def _nothing(self, spec: SectionSpec) -> str:
        """Why there are no rows: the form has no such part, or nobody wrote in it."""
        if spec.no_rows:
            return spec.no_rows
        wording, part = self._template.wording, TABLES[spec.table].part
        fields = [f for s in (self._design.sections if self._design else ()) for f in s.fields]
        known = any(field.path.partition(".")[0] == part for field in fields)
        return wording.empty if known else wording.absent

    def _caption(self, spec: SectionSpec) -> str:
        return spec.caption.replace("{unit}", self._template.money_unit)

    def _asked(self, take: Take, row: object = None) -> Asked:
        return Asked(self._entry, self._design, take, self._template.money_unit, row)

    def _spread(self, column: ColumnSpec) -> list[ColumnSpec]:
        if column.take not in SPREADS:
            return [column]
        return [
            column.model_copy(update={"head": text, **asked})
            for text, asked in SPREADS[column.take](self._among)
        ]

    def _head(self, place: int, column: ColumnSpec) -> Head:
        unit = self._unit(column)
        text = column.head.replace("{year}", self._year(column))
        text = text.replace("{unit}", self._template.money_unit)
        if unit and f"({unit})" not in text:
            text = f"{text}({unit})"
        return Head(text, str(place), column.take in NUMBERS, column.width, unit)

    def _unit(self, column: ColumnSpec) -> str:
        if column.take in _MONEY:
            return NO_MONEY.get(column.item, self._template.money_unit)
        return "%" if column.take == "execution" else ""

    def _year(self, column: ColumnSpec) -> str:
        """令和6年度; where sheets of several years share a table, how it is counted."""
        starts = {base_year(one.sheet, column.since) for one in self._among}
        start = starts.pop()
        if starts or start is None:
            word = "評価対象年度" if column.since == "evaluated" else "予算の年度"
            return word if not column.year else f"{word}{column.year:+d}年"
        return f"{in_era(start + column.year)}年度"


def _checked(head: Head, said: Said) -> Said:
    """A number in another unit than its head's says so."""
    if said.number is None or not head.unit or said.unit == head.unit:
        return said
    return replace(said, notes=(f"単位: {said.unit or '記載なし'}", *said.notes))
