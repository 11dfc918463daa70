"""A template filled from sheets: heads, rows and cells, before anybody prints them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from shirube.basics.fiscal_year import in_era
from shirube.designs import Design
from shirube.papers.entry.facts import keyed
from shirube.papers.entry.model import Entry, Filled, Head, Line, Made, Said
from shirube.papers.entry.said import NO_MONEY
from shirube.papers.entry.take import Asked, Since, Take, base_year
from shirube.papers.entry.template import ColumnSpec, SectionSpec, Template
from shirube.papers.entry.vocabulary import FACTS, NUMBERS, SPREADS, TABLES

_MONEY = {"cost", "all_costs", "difference", "rest"}


def fill(
    template: Template, entries: Sequence[Entry], designs: Mapping[str, Design], *, alike: bool
) -> list[Made]:
    """Each entry by itself; ``alike`` gives all of them the same columns (for one long table)."""
    every = _Among(entries)
    return [
        _Filler(
            template, entry, designs.get(entry.sheet.design), every if alike else _Among((entry,))
        ).made()
        for entry in entries
    ]


class _Among:
    """The sheets that share columns; what is asked of all of them is asked once."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._columns: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        self._starts: dict[Since, int | None] = {}

    def columns(self, word: str) -> list[tuple[str, dict[str, Any]]]:
        """What one column becomes: a head, and what is asked in it."""
        if word not in self._columns:
            self._columns[word] = SPREADS[word](self._entries)
        return self._columns[word]

    def start(self, since: Since) -> int | None:
        """The year that all count from; None where they differ."""
        if since not in self._starts:
            found = {base_year(one.sheet, since) for one in self._entries}
            self._starts[since] = found.pop() if len(found) == 1 else None
        return self._starts[since]


class _Filler:
    """Fills from one entry; columns are those of all ``among``."""

    def __init__(
        self, template: Template, entry: Entry, design: Design | None, among: _Among
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
            for text, asked in self._among.columns(column.take)
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
        start = self._among.start(column.since)
        if start is None:
            word = "評価対象年度" if column.since == "evaluated" else "予算の年度"
            return word if not column.year else f"{word}{column.year:+d}年"
        return f"{in_era(start + column.year)}年度"


def _checked(head: Head, said: Said) -> Said:
    """A number in another unit than its head's says so."""
    if said.number is None or not head.unit or said.unit == head.unit:
        return said
    return replace(said, notes=(f"単位: {said.unit or '記載なし'}", *said.notes))
