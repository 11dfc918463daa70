"""Reading 施策マネジメントシート (国立市), also when the PDF was badly extracted."""

import re
from collections.abc import Iterator, Sequence

from shirube.basics.japanese_text import squeeze
from shirube.designs.kunitachi_shisaku import evaluation, header
from shirube.designs.kunitachi_shisaku.chapter3 import chapter_of, take_furniture
from shirube.designs.kunitachi_shisaku.costs import Money, costs_of
from shirube.designs.kunitachi_shisaku.indicators import groups_of, indicators_of
from shirube.designs.kunitachi_shisaku.outline import Part, is_title, parts_of
from shirube.designs.kunitachi_shisaku.table import period_of
from shirube.designs.kunitachi_shisaku.values import Setting, Verdicts, last_common_actual
from shirube.designs.kunitachi_shisaku.years import Years, carried_out, evaluated_year
from shirube.designs.model import Design
from shirube.designs.reading import Failed, ReadOptions, ReadSheet, Warned
from shirube.designs.text_form import is_page_number, is_rule, split_sheets, warn_of_missing
from shirube.schema import (
    Attribute,
    Cost,
    Indicator,
    Issue,
    Narrative,
    Rating,
    Sheet,
    Source,
    Unplaced,
)
from shirube.sources.document import Document, Line
from shirube.sources.taking import Takings

# Parts whose chapter has no heading of its own in every print.
_CHAPTER = {"target": "aim", "purpose_and_indicators": "aim"}
_POLICIES = {"next_policy": "7(1)", "mid_term_policy": "7(2)"}


def read(
    document: Document, design: Design, options: ReadOptions
) -> Iterator[ReadSheet | Failed | Warned]:
    """The sheets of a file, one from each title of the form to the next."""
    for lines in _sheets(document.lines):
        reading = _Reading(lines, design, options)
        sheet = reading.sheet(document)
        if not sheet.code and not sheet.title:
            yield Failed("施策マネジメントシート", "基本施策名がありません", lines[0].at())
            continue
        yield ReadSheet(sheet, reading.takings.coverage())
        yield from reading.warnings(sheet.title)


def _sheets(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Parts from title to title; one that names no program is a further page of the one before."""
    before, parts = split_sheets(lines, is_title)
    sheets: list[tuple[Line, ...]] = []
    for part in parts or [before]:
        if sheets and not any("基本施策名" in squeeze(line.text) for line in part):
            sheets[-1] += part
        else:
            sheets.append(part)
    if parts and any(line.text.strip() for line in before):
        sheets[0] = before + sheets[0]
    return [part for part in sheets if any(line.text.strip() for line in part)]


class _Reading:
    """One sheet being read."""

    def __init__(self, lines: tuple[Line, ...], design: Design, options: ReadOptions) -> None:
        self.lines = lines
        self.design = design
        self.takings = Takings(lines)
        self.parts = parts_of(lines)
        period = next((p for part in self.parts if (p := period_of(part.heading))), None)
        self.table = chapter_of([part for part in self.parts if part.key == "table"], period)
        self.years = Years(self.table.columns.years if self.table.columns else (), period)
        self.evaluated = evaluated_year(self.parts, self.years) or options.fiscal_year

    def sheet(self, document: Document) -> Sheet:
        """Everything that was found; the rest as unplaced."""
        self._furniture()
        head = header.head_of(self.parts[0], self.takings)
        parts, names = self._named()
        body = {
            "directions": tuple(
                direction
                for part in parts
                if part.key == "plan"
                for direction in header.directions_of(part, self.takings)
            ),
            "narratives": tuple(self._narratives(parts)),
            "indicators": self._indicators(names),
            "costs": self._costs(),
            "ratings": tuple(self._ratings(parts)),
            "issues": tuple(self._issues(parts)),
        }
        return Sheet.model_validate(
            {
                "design": self.design.id,
                "design_version": self.design.version,
                "kind": self.design.kind,
                "municipality": self.design.municipality,
                "fiscal_year": self.evaluated,
                "carried_out": carried_out(self.parts, self.years, self.evaluated),
                "code": head.code,
                "title": head.title,
                "path": head.path,
                "units": head.units,
                "contacts": head.contacts,
                "attributes": (*head.attributes, *self._period_attribute()),
                **body,
                "unplaced": tuple(Unplaced(text=r.text, at=r.at) for r in self.takings.rest()),
                "source": self._source(document),
            }
        )

    def warnings(self, title: str) -> Iterator[Warned]:
        """A chapter that is not there: the end of the sheet, or a lost heading in the middle."""
        keys = {_CHAPTER.get(part.key, part.key) for part in self.parts}
        return warn_of_missing(self.design, keys, title, self.lines[0], self.lines[-1])

    def _named(self) -> tuple[list[Part], dict[str, str]]:
        """The parts, that of the target group without the population indicators' names."""
        names: dict[str, str] = {}
        parts = []
        for part in self.parts:
            if part.key == "target":
                pieces, found = header.population_names(part, self.takings)
                names |= found
                part = Part(part.key, part.line, part.heading, part.year, pieces)  # noqa: PLW2901
            parts.append(part)
        return parts, names

    def _narratives(self, parts: Sequence[Part]) -> Iterator[Narrative]:
        for part in parts:
            if part.key in evaluation.TEXTS:
                label = (
                    self.design.label(f"narratives.{evaluation.TEXTS[part.key]}") or part.heading
                )
                yield from evaluation.narratives_of(part, label, self.years.year, self.takings)

    def _ratings(self, parts: Sequence[Part]) -> Iterator[Rating]:
        for part in parts:
            if part.key in evaluation.RATINGS:
                yield evaluation.rating_of(part, self.takings)

    def _issues(self, parts: Sequence[Part]) -> Iterator[Issue]:
        for part in parts:
            if part.key in _POLICIES:
                no = _POLICIES[part.key]
                yield from evaluation.issue_of(part, no, self.years.year, self.takings)

    def _indicators(self, names: dict[str, str]) -> tuple[Indicator, ...]:
        words = self.design.reader
        verdicts = Verdicts(_texts(words.get("status")), _texts(words.get("comparison")))
        rows, damaged = self.table.rows, self.table.damaged
        over = self.evaluated or last_common_actual(rows)
        setting = Setting(self.takings, self.evaluated, over, damaged, verdicts, names)
        return tuple(indicators_of(groups_of(rows), setting))

    def _costs(self) -> tuple[Cost, ...]:
        money = Money(self.takings, self.evaluated, self.design.money_unit)
        return costs_of(self.table.costs, money)

    def _period_attribute(self) -> tuple[Attribute, ...]:
        for part in self.parts:
            named = re.search(r"計画期間\s*\(([^()]*)\)", part.heading)
            if part.key == "plan" and named and part.line:
                label = "基本計画期間"
                return (Attribute(key="period", label=label, value=named[1], at=part.line.at()),)
        return ()

    def _furniture(self) -> None:
        """Titles, page numbers and headings are the form's own print."""
        taken = {piece.line.no for part in self.parts for piece in part.pieces}
        for line in self.lines:
            if is_title(line) or is_page_number(line) or is_rule(line):
                self.takings.furniture(line)
        for part in self.parts:
            if part.line is not None and part.line.no not in taken:
                self.takings.furniture(part.line)
        take_furniture(self.table, self.takings)

    def _source(self, document: Document) -> Source:
        printed = [line for line in self.lines if line.text.strip()]
        return Source(
            file=document.name,
            sha256=document.sha256,
            first_line=printed[0].no,
            last_line=printed[-1].no,
            page=printed[0].page,
        )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
