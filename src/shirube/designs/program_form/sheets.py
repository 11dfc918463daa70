"""A document of 清瀬市's form, sheet by sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from shirube.basics.fiscal_year import parse_fiscal_year
from shirube.basics.japanese_text import squeeze, tidy
from shirube.designs.model import Design
from shirube.designs.program_form.basics import read_aim, read_basics
from shirube.designs.program_form.environment import read_environment
from shirube.designs.program_form.evaluation import read_evaluation
from shirube.designs.program_form.hand import Hand, SheetError, is_debris, pieces_of
from shirube.designs.program_form.indicators import read_indicators
from shirube.designs.program_form.issues import read_issues
from shirube.designs.program_form.notes import Footnotes, collect_notes
from shirube.designs.program_form.plain import read_plain
from shirube.designs.program_form.projects import read_projects
from shirube.designs.program_form.settings import Settings
from shirube.designs.reading import Failed, ReadOptions, ReadSheet, Warned
from shirube.designs.text_form import Section, heading_key, is_continued
from shirube.schema import Sheet, Source, Unplaced
from shirube.sources.document import Document, Line
from shirube.sources.taking import Takings

_OPTIONAL = "plain"  # a section that a sheet may leave out
_ERRORS = (ValueError, ArithmeticError, LookupError)


def read(
    document: Document, design: Design, options: ReadOptions
) -> Iterator[ReadSheet | Failed | Warned]:
    """Every sheet of the document; a sheet cut short comes with a warning after it."""
    words = Settings.model_validate(design.reader)
    for lines, keys in _sheets(document.lines, words):
        hand = Hand(design, words, Takings(lines))
        sections = _sections(lines, keys)
        try:
            yield _sheet(document, sections, hand, options)
        except _ERRORS as error:
            yield Failed(_title(lines, words), _reason(error), _first(lines).at())
            continue
        yield from _missing(lines, sections, hand)


def _reason(error: Exception) -> str:
    if isinstance(error, SheetError):
        return str(error)
    return f"様式と違う形の所があります: {type(error).__name__}"


def _sheets(
    lines: Sequence[Line], words: Settings
) -> Iterator[tuple[Sequence[Line], Sequence[str | None]]]:
    """Lines and heading keys of each sheet. A heading that is already there begins the next one,
    so that a sheet without its first heading does not run into the one before.
    """
    keys = list(_keys(lines, words))
    cuts: list[int] = []
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if key is None:
            continue
        if (key in seen and not is_continued(lines[index])) or not cuts:
            cuts.append(index if cuts else 0)  # what stands before the first sheet is shown there
            seen = set()
        seen.add(key)
    for start, end in pairwise([*cuts, len(lines)]):
        yield lines[start:end], keys[start:end]


def _keys(lines: Sequence[Line], words: Settings) -> Iterator[str | None]:
    current: str | None = None
    for line in lines:
        key = heading_key(line, words.headings)
        first = squeeze(next((cell for cell in line.cells if cell), ""))
        if key is None and current != "basic" and first.startswith((words.year, words.code)):
            key = "basic"  # its heading was lost
        current = key or current
        yield key


def _sections(lines: Sequence[Line], keys: Sequence[str | None]) -> dict[str, Section]:
    """Sections by key; one that goes on under a second heading is one section."""
    found: dict[str, Section] = {}
    starts = [index for index, key in enumerate(keys) if key is not None]
    for start, end in pairwise([*starts, len(lines)]):
        key = keys[start]
        assert key is not None
        body = tuple(lines[start + 1 : end])
        if key in found:
            body = (*found[key].lines, *body)
            found[key] = replace(found[key], lines=body)
        else:
            found[key] = Section(key, lines[start], body)
    return found


def _sheet(
    document: Document, sections: dict[str, Section], hand: Hand, options: ReadOptions
) -> ReadSheet:
    for line in hand.takings.lines:
        if heading_key(line, hand.words.headings) or is_debris(line, hand.words):
            hand.takings.furniture(line)
    notes = collect_notes(list(sections.values()), hand)
    basic = _without(notes, sections.get("basic"))
    basics = read_basics([basic.heading, *basic.lines], hand)
    year = basics.fiscal_year or _evaluated_year(sections) or options.fiscal_year
    sheet = Sheet(
        design=hand.design.id,
        design_version=hand.design.version,
        kind=hand.design.kind,
        municipality=hand.design.municipality,
        **{**basics._asdict(), "fiscal_year": year},
        **_parts(sections, notes, replace(hand, fiscal_year=year)),
        notes=notes.notes,
        unplaced=tuple(Unplaced(text=r.text, at=r.at) for r in hand.takings.rest()),
        source=_source(document, hand.takings.lines),
    )
    return ReadSheet(sheet, hand.takings.coverage())


def _parts(sections: dict[str, Section], notes: Footnotes, hand: Hand) -> dict[str, Any]:
    """What sections 2 to 7 and the summary hold; a section that is not there holds nothing."""
    aim, money, measured, rated, around, issues, plain = (
        _without(notes, sections.get(key))
        for key in (
            "aim", "projects", "indicators", "evaluation", "environment", "issues", _OPTIONAL
        )
    )  # fmt: skip
    aims, directions = read_aim(aim.lines, hand)
    projects, costs = read_projects(money.lines, money.heading, hand)
    environment = read_environment(around, hand)
    return {
        "directions": directions,
        "narratives": (*aims, *environment.narratives, *read_plain(plain, hand)),
        "indicators": read_indicators(measured.lines, hand, notes),
        "projects": projects,
        "costs": costs,
        "ratings": read_evaluation(rated.lines, hand),
        "environment": environment.factors,
        "issues": read_issues(issues.lines, [project.name for project in projects], hand),
    }


def _without(notes: Footnotes, section: Section | None) -> Section:
    """The section without the lines of its notes; an empty one when there is none."""
    if section is None:
        return Section("", Line(0, ""), ())
    lines = tuple(line for line in section.lines if line.no not in notes.lines)
    return replace(section, lines=lines)


def _evaluated_year(sections: dict[str, Section]) -> int | None:
    """5. 評価(令和元年度実績に対する) names the year as well."""
    section = sections.get("evaluation")
    return parse_fiscal_year(squeeze(section.heading.text)) if section else None


def _source(document: Document, lines: Sequence[Line]) -> Source:
    filled = [line for line in lines if line.text.strip()] or list(lines)
    return Source(
        file=document.name,
        sha256=document.sha256,
        first_line=filled[0].no,
        last_line=filled[-1].no,
        page=filled[0].page,
    )


def _missing(lines: Sequence[Line], sections: dict[str, Section], hand: Hand) -> Iterator[Warned]:
    """Sections of the design that are not there: cut off at the end, or lost in between."""
    titles = {s.key: s.title.ja for s in hand.design.sections if s.key in hand.words.headings}
    titles.pop(_OPTIONAL, None)
    order = list(titles)
    last = max((order.index(key) for key in sections if key in titles), default=-1)
    cut = order[last + 1 :]
    lost = [key for key in order[: last + 1] if key not in sections]
    title = _title(lines, hand.words)
    if cut:
        reason = f"「{'」「'.join(titles[key] for key in cut)}」がありません"
        yield Warned(title, reason, _last(lines).at())
    if lost:
        reason = f"「{'」「'.join(titles[key] for key in lost)}」"
        yield Warned(title, reason, _first(lines).at(), code="section_missing")


def _title(lines: Sequence[Line], words: Settings) -> str:
    """Code and name as far as they are to be found, for a message."""
    found: list[str] = []
    for line in lines:
        row = pieces_of(line)
        for label, value in pairwise(row):
            if label.words in (words.code, words.title):
                found.append(tidy(value.text))
    return " ".join(found[:2]) or tidy(_first(lines).text)


def _first(lines: Sequence[Line]) -> Line:
    return next((line for line in lines if line.text.strip()), lines[0])


def _last(lines: Sequence[Line]) -> Line:
    return next((line for line in reversed(lines) if line.text.strip()), lines[-1])
