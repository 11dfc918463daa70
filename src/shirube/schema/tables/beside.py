"""The tables that stand beside the sheets: what is told about an edition, and their rows."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from shirube.schema.codes import label
from shirube.schema.ledger import Ledger
from shirube.schema.sheet import Sheet
from shirube.schema.tables.catalogue import (
    EDITIONS,
    IDENTITY_LINKS,
    MUNICIPALITIES,
    PLAN_NODES,
    PROJECT_PROGRAMS,
    Table,
)
from shirube.schema.tables.columns import Cell, Line
from shirube.schema.tables.models import EditionRow
from shirube.schema.tables.targets import TargetLedger
from shirube.schema.tables.workings import FormulaOf, Workings

Lines = Iterator[tuple[Table, Line]]


@dataclass(frozen=True, slots=True)
class Decided:
    """The decided links of a municipality, and the edition that they were published with."""

    ledger: Ledger
    edition: str | None = None


def _no_formula(sheet: Sheet, better: str | None) -> str | None:
    return None


def _nothing_decided(municipality: str) -> Decided | None:
    return None


def _no_sheets() -> Iterable[Sheet]:
    return ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What the sheets alone do not say. For files of one's own nothing needs to be given.

    ``editions`` holds at most one edition of a municipality and year: a sheet's edition is found by
    these. Where ``decided`` gives links for a municipality, its targets are followed; then its
    sheets must come together, oldest year first. ``earlier`` are sheets of earlier editions, oldest
    first: their targets are told, they themselves are not.
    """

    editions: tuple[EditionRow, ...] = ()
    decided: Callable[[str], Decided | None] = _nothing_decided
    earlier: Callable[[], Iterable[Sheet]] = _no_sheets
    formula: FormulaOf = _no_formula


NOTHING = Beside()


class Besides:
    """The rows beside the sheets, in one walk; holds the keys of what must be told once."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._editions = {
            (row.municipality_code, row.fiscal_year): row.edition for row in beside.editions
        }
        self._municipalities: set[str] = set()
        self._nodes: set[str] = set()
        self._targets: TargetLedger | None = None

    def edition_of(self, sheet: Sheet) -> str | None:
        """The edition in which the sheet is published; None for files of one's own."""
        return self._editions.get((sheet.municipality.code, sheet.fiscal_year))

    def before(self) -> Lines:
        """What comes before the sheets."""
        for row in self._beside.editions:
            yield EDITIONS, tuple(getattr(row, name) for name in EDITIONS.own)
        for sheet in self._beside.earlier():
            yield from self._municipality(sheet)
            yield from self._target_lines(sheet)

    def of(self, sheet: Sheet, first: Line, workings: Workings) -> Lines:
        """What one sheet adds; ``first`` are its number and key."""
        yield from self._municipality(sheet)
        yield from self._plan(sheet, first, workings)
        yield from _project_programs(sheet, first, workings)
        yield from self._target_lines(sheet)

    def _municipality(self, sheet: Sheet) -> Lines:
        code, name = sheet.municipality.code, sheet.municipality.name
        if code in self._municipalities:
            return
        self._municipalities.add(code)
        yield MUNICIPALITIES, (code, name, code[:2])
        decided = self._beside.decided(code)
        self._targets = TargetLedger(decided.ledger) if decided else None
        if decided:
            yield from _links(code, decided)

    def _plan(self, sheet: Sheet, first: Line, workings: Workings) -> Lines:
        """The way from the top down to the sheet, its own node included."""
        steps: list[tuple[str, str | None, str, str | None]] = [
            (step.level, step.code, step.title, None) for step in sheet.path
        ]
        steps.append((label("kind", sheet.kind), sheet.code, sheet.title, workings.node_key))
        way: list[Cell] = [sheet.municipality.code, sheet.fiscal_year]
        above = None
        for depth, (level, code, title, key) in enumerate(steps, start=1):
            way += (level, code, title)
            node = hashlib.sha256(json.dumps(way).encode()).hexdigest()[:16]
            if node not in self._nodes:
                self._nodes.add(node)
                yield PLAN_NODES, (*first, node, above, depth, level, code, title, key)
            above = node

    def _target_lines(self, sheet: Sheet) -> Lines:
        if self._targets is not None:
            yield from self._targets.lines(sheet, self.edition_of(sheet))


def _links(code: str, decided: Decided) -> Lines:
    for link in decided.ledger:
        years = (link.from_year, link.from_key, link.to_year, link.to_key)
        yield IDENTITY_LINKS, (code, link.what, *years, link.relation, decided.edition)


def _project_programs(sheet: Sheet, first: Line, workings: Workings) -> Lines:
    level = label("kind", sheet.kind)
    for key, row in zip(workings.project_keys, sheet.projects, strict=True):
        about = (key, row.code, row.name, row.unit)
        yield PROJECT_PROGRAMS, (*first, *about, level, sheet.code, sheet.title, row.share)
    if sheet.kind == "project" and not sheet.projects and sheet.path:
        above, unit = sheet.path[-1], sheet.units[0].name if sheet.units else None
        about = (f"project/{sheet.code}", sheet.code, sheet.title, unit)
        yield PROJECT_PROGRAMS, (*first, *about, above.level, above.code, above.title, None)
