"""Read the pages of 小金井市's basic plan: the plan itself, no evaluated year is printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from shirube.basics.japanese_text import nfkc, same_dash, squeeze
from shirube.designs import Design, Failed, ReadOptions, ReadSheet, Warned
from shirube.designs.koganei_keikaku.page import OTHER, Page, block_of
from shirube.designs.text_form import is_blank, warn_of_missing
from shirube.schema import PlanLevel, Sheet, Source, Unplaced
from shirube.sources import Document, Line, Takings

# The page prints number and name only; 政策 is what stands above 施策 (DOMAIN.md §2).
PARENT = "政策"
PICTURES = ("写真等", "写真", "写真・図等")

_SHEET = re.compile(
    r"(?P<hash>#*)\s*施策\s*(?P<code>\d+(?:-\d+)*)(?P<gap>[\s.:]*)(?P<title>[^。]*)"
)
_CHAPTER = re.compile(r"#*\s*(?P<code>\d+)[\s.、]+(?P<title>[^\d\s。][^。]*)")
_BLOCK = re.compile(r"\s*#*\s*■")
_SOON = 8  # lines below its title in which a page without # opens its first block


@dataclass(frozen=True, slots=True)
class _Cut:
    """The lines of one page, with the index of its title and of its chapter's line."""

    lines: Sequence[Line]
    title: int | None
    chapter: int | None

    @property
    def level(self) -> PlanLevel | None:
        """The chapter, where the page prints it."""
        match = None if self.chapter is None else _chapter(self.lines[self.chapter])
        return match and PlanLevel(level=PARENT, code=match["code"], title=match["title"].strip())


def read(
    document: Document, design: Design, options: ReadOptions
) -> Iterator[ReadSheet | Failed | Warned]:
    """One sheet a 施策. A page without the line of its chapter belongs to the chapter of the page
    before it in the same file. A page whose 施策 is not named is Failed, the others go on.
    """
    chapter: PlanLevel | None = None
    for cut in _cuts(document.lines):
        chapter = cut.level or chapter
        first = next(line for line in cut.lines if not is_blank(line))
        heading = first if cut.title is None else cut.lines[cut.title]
        name = _sheet(heading)
        title = name["title"].strip() if name else ""
        if name is None or not title:
            reason = "施策の番号と名前が読めません。見出しを確かめてください"
            yield Failed(heading.text.strip(), reason, heading.at())
            continue
        try:
            place = {"code": name["code"], "title": title, "path": (chapter,) if chapter else ()}
            place |= {"fiscal_year": options.fiscal_year}
            yield from _read(cut, document, design, place)
        except ValidationError as error:
            yield Failed(title, f"様式どおりに読めません: {error}", heading.at())


def _cuts(lines: Sequence[Line]) -> Iterator[_Cut]:
    """Each 施策, its chapter's line with it; what stands before the first goes with the first.
    A block that is already there begins a page whose own heading was lost.
    """
    starts: list[tuple[int, int | None, int | None]] = []  # start, title, chapter
    blocks: set[str] = set()
    for index, line in enumerate(lines):
        block = block_of(line)
        if _is_title(lines, index):
            chapter = _above(lines, index)
            starts.append((index if chapter is None else chapter, index, chapter))
            blocks = set()
        elif starts and block in blocks and block != OTHER:
            starts.append((index, None, None))
            blocks = set()
        blocks |= {block} if block else set()
    bounds = [0, *(start for start, _, _ in starts[1:]), len(lines)]
    for (start, end), (_, title, chapter) in zip(pairwise(bounds), starts, strict=False):
        moved = (None if i is None else i - start for i in (title, chapter))
        yield _Cut(lines[start:end], *moved)


def _is_title(lines: Sequence[Line], index: int) -> bool:
    """A heading 施策27 …; without # a sentence may begin so, thus its first block must follow."""
    match = _sheet(lines[index])
    if match is None or match["hash"]:
        return match is not None
    soon = lines[index + 1 : index + 1 + _SOON]
    return bool(match["gap"]) and any(_BLOCK.match(line.text) for line in soon)


def _above(lines: Sequence[Line], title: int) -> int | None:
    """The chapter's line, where it stands directly above the 施策."""
    filled = (index for index in range(title - 1, -1, -1) if not is_blank(lines[index]))
    above = next(filled, None)
    return above if above is not None and _chapter(lines[above]) else None


def _sheet(line: Line) -> re.Match[str] | None:
    return _SHEET.fullmatch(same_dash(nfkc(line.text)).strip())


def _chapter(line: Line) -> re.Match[str] | None:
    return _CHAPTER.fullmatch(nfkc(line.text).strip())


def _read(
    cut: _Cut, document: Document, design: Design, place: dict[str, Any]
) -> Iterator[ReadSheet | Warned]:
    takings = Takings(cut.lines)
    page = Page(design, takings)
    for index, line in enumerate(cut.lines):
        if squeeze(line.text) in PICTURES:
            takings.furniture(line)
        elif index in (cut.title, cut.chapter):
            takings.place(line)
        elif cut.title is not None and index > cut.title:
            page.take(line)
    filled = [line for line in cut.lines if not is_blank(line)]
    sheet = Sheet(
        design=design.id,
        design_version=design.version,
        kind=design.kind,
        municipality=design.municipality,
        **place,
        narratives=page.narratives(),
        issues=page.issues(),
        directions=page.directions(),
        indicators=page.indicators(),
        notes=page.notes(),
        unplaced=tuple(Unplaced(text=rest.text, at=rest.at) for rest in takings.rest()),
        source=Source(
            file=document.name,
            sha256=document.sha256,
            first_line=filled[0].no,
            last_line=filled[-1].no,
            page=filled[0].page,
        ),
    )
    yield ReadSheet(sheet, takings.coverage())
    name = f"施策{sheet.code} {sheet.title}"
    yield from warn_of_missing(design, page.found, name, filled[0], filled[-1])
