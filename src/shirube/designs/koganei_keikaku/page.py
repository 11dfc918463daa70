"""The blocks of a page, each opened by a heading with ■."""

import re
from dataclasses import dataclass, field

from shirube.basics.japanese_text import nfkc, squeeze
from shirube.designs import Design
from shirube.designs.koganei_keikaku.table import Table, is_head, is_pair_of_years
from shirube.designs.text_form import is_blank, is_page_number, is_rule
from shirube.schema import Direction, Indicator, Issue, Narrative, Note
from shirube.sources import Line, Takings

BLOCKS = {
    "目指す姿": "aim",
    "現状": "present",
    "課題": "issues",
    "施策の方向性": "directions",
    "指標": "indicators",
}

OTHER = "other"

_BLOCK = re.compile(r"#*■(.+)|#+([^■].*)")
_DIRECTION = re.compile(r"#*\s*(?P<circle>[\u2460-\u2473\u3251-\u325f])\s*(?P<title>\S.*)")
_BULLET = re.compile(r"(?:[・●○◆*]\s*|[-\u2013\u2022]\s*(?!\d))(?P<text>\S.*)")
_NOTE = re.compile(r"(?P<mark>※\s*\d*)\s*(?P<text>\S.*)")


def block_of(line: Line) -> str | None:
    """The block that the line opens (a key of the design's sections), ``other`` for a heading
    that this form does not have, None for any other line.
    """
    text = squeeze(line.text)
    match = _BLOCK.fullmatch(text)
    if match is None and text not in BLOCKS:
        return None
    words = (match[1] or match[2]) if match else text
    return BLOCKS.get(re.sub(r"\(.*\)\Z", "", words), OTHER)


@dataclass
class Text:
    """A text as it grows: the heading it stands under and its paragraphs or bullets."""

    at: str
    no: str = ""
    title: str = ""
    lines: list[str] = field(default_factory=list)
    ats: list[str] = field(default_factory=list)

    def add(self, text: str, at: str, *, apart: bool = False) -> None:
        """A bullet, or a line that stands ``apart``, opens a line of the text; a sentence that
        the end of a printed line cut goes on.
        """
        bullet = _BULLET.fullmatch(text)
        cut = bool(self.lines) and not apart and not self.lines[-1].endswith("。")
        if bullet is None and cut:
            self.lines[-1] += text
            return
        self.lines.append(bullet["text"] if bullet else text)
        self.ats.append(at)


@dataclass
class Page:
    """The blocks of one page, filled line by line."""

    design: Design
    takings: Takings
    texts: dict[str, Text] = field(default_factory=dict)
    numbered: list[Text] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    footnotes: list[Note] = field(default_factory=list)
    found: set[str] = field(default_factory=set)  # keys of the design's sections
    _block: str | None = None
    _head: Line | None = None
    _apart: bool = False

    def take(self, line: Line) -> None:
        """Read one line; what fits no block stays unplaced."""
        if is_blank(line):
            self._apart = True
            return
        self._take(line)
        self._apart = False

    def _take(self, line: Line) -> None:
        if is_rule(line):
            self.takings.furniture(line)
        elif self._direction(line) or self._heading(line) or self._note(line):
            return
        elif self._block == "indicators":
            self._row(line)
        elif is_page_number(line):
            self.takings.furniture(line)
        else:
            self._text(line)

    def _heading(self, line: Line) -> bool:
        block = block_of(line)
        if block is None:
            return False
        self._block = block
        if block == OTHER:
            return True  # what follows is not ours to place
        self.takings.furniture(line)
        self.found.add(block)
        if block not in ("directions", "indicators"):
            self.texts.setdefault(block, Text(line.at()))
        return True

    def _direction(self, line: Line) -> bool:
        match = _DIRECTION.fullmatch(line.text.strip())
        if match is None or self._block != "directions":
            return False
        self.takings.place(line)
        self.numbered.append(Text(line.at(), nfkc(match["circle"]), match["title"]))
        return True

    def _note(self, line: Line) -> bool:
        match = _NOTE.fullmatch(line.text.strip())
        if match is None:
            return False
        self.takings.place(line)
        self.footnotes.append(Note(mark=squeeze(match["mark"]), text=match["text"], at=line.at()))
        return True

    def _row(self, line: Line) -> None:
        if is_head(line):
            self._head = line
            self.tables.append(Table(line, self.takings))
        elif self._head is not None and is_pair_of_years(line):
            whole = "\t".join(map("".join, zip(self._head.cells, line.cells, strict=False)))
            self.takings.furniture(line)
            self.tables[-1] = Table(Line(self._head.no, whole, self._head.page), self.takings)
        elif self.tables:
            self._head = None
            self.tables[-1].take(line)

    def _text(self, line: Line) -> None:
        target = self.texts.get(self._block or "")
        if self._block == "directions" and self.numbered:
            target = self.numbered[-1]
        if target is not None:
            target.add(line.text.strip(), line.at(), apart=self._apart)
            self.takings.place(line)

    def narratives(self) -> tuple[Narrative, ...]:
        """目指す姿 and 現状, in the page's order."""
        return tuple(
            Narrative(
                key=key,
                label=self.design.label(f"narratives.{key}") or key,
                text="\n".join(text.lines),
                at=text.at,
            )
            for key, text in self.texts.items()
            if key != "issues" and text.lines
        )

    def issues(self) -> tuple[Issue, ...]:
        """Every bullet of 課題, numbered as it stands."""
        text = self.texts.get("issues", Text(""))
        pairs = zip(text.lines, text.ats, strict=True)
        return tuple(Issue(no=str(no), text=t, at=at) for no, (t, at) in enumerate(pairs, start=1))

    def directions(self) -> tuple[Direction, ...]:
        """The numbered directions, each with the text under it."""
        return tuple(
            Direction(no=d.no, title=d.title, means="\n".join(d.lines) or None, at=d.at)
            for d in self.numbered
        )

    def indicators(self) -> tuple[Indicator, ...]:
        """The rows of the table."""
        return tuple(indicator for table in self.tables for indicator in table.indicators)

    def notes(self) -> tuple[Note, ...]:
        """Footnotes of the page."""
        return tuple(self.footnotes)
