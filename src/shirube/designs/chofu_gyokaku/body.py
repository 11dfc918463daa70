"""The numbered blocks of a sheet: what is planned, how each half went, the year's rating."""

import re
from dataclasses import dataclass, field

from shirube.basics.fiscal_year import parse_fiscal_year, years_in
from shirube.basics.japanese_text import nfkc, squeeze
from shirube.basics.numbers_in_print import missing_code
from shirube.designs import Design
from shirube.designs.chofu_gyokaku.cycles import Row, cycles, is_mark_or_legend, stated
from shirube.designs.chofu_gyokaku.markup import join, lines_of, note_of
from shirube.designs.text_form import is_page_number, is_rule
from shirube.schema import Attribute, Narrative, Note, Progress, Rating, Unplaced
from shirube.sources import Line, Takings

PERIODS = ("前期", "後期")
YEAR_PLAN, ANNUAL = "年度別計画", "年次評価"

_BLOCK = re.compile(r"(?:\d+\s*[.\uff0e、]?\s*)?(プランの内容|取組状況|年次評価及び総括)")
_OTHER_BLOCK = re.compile(r"\d+[\s.\uff0e、]+[^\s。、◆○]{2,20}")
_LABEL = re.compile(r"【([^】]*)】\s*(?:[(\uff08][A-Z・･\s]+[)\uff09])?")
_KINDS = (
    ("総括", "annual"),
    ("進捗", "rating"),
    ("取組計画", "plan"),
    ("取組実績", "result"),
    ("方向性", "action"),
)
_ONE_YEAR = re.compile(r"\D{0,3}(?:元|\d+)年度?(?:\(\d{4}(?:年度?)?\))?")
# Without tabs the margin stands in one cell with its row: 「前 期 【取組計画】」.
_MARGIN = re.compile(r"(前\s*期|後\s*期|年次評価|年度別計画|[A-Z](?=\s+○))\s+(\S.*)")
_YEAR_CELL = re.compile(r"(\S*年度?\S{0,8})\s+(\S.*)")


def block_of(line: Line) -> str | None:
    """The block that the line opens, by its words: プランの内容, 取組状況, 年次評価及び総括."""
    filled = [cell for cell in line.cells if cell]
    block = _BLOCK.fullmatch(nfkc(filled[0])) if len(filled) == 1 else None
    return block and block[1]


@dataclass
class Text:
    """A free text as it grows, and what names it: the year of a 年度別計画, say."""

    at: str
    name: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass
class Body:
    """The blocks of one sheet, filled line by line."""

    design: Design
    takings: Takings
    begun: bool = False
    content: list[Text] = field(default_factory=list)
    years: list[Text] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    annual: Text | None = None
    grade: tuple[str, str] | None = None  # printed, at
    notes: list[Note] = field(default_factory=list)
    _open: Text | Row | None = None
    _period: str | None = None

    def take(self, line: Line) -> None:
        """Read one line; cells that fit nothing stay unplaced."""
        cells = _pieces(line)
        if not cells or is_rule(line) or is_page_number(line):
            self.takings.furniture(line)
            return
        self.begun = True
        if self._heading(line, cells):
            return
        cells = self._margin(line, cells)
        if cells and squeeze(cells[0][1]).startswith(YEAR_PLAN):
            self._year(line, cells)
        elif cells and not self._labelled(line, cells):
            if isinstance(self._open, Row) and self._open.kind == "rating":
                cells = [(index, cell) for index, cell in cells if is_mark_or_legend(cell)]
            self._continue(line, cells)

    def _heading(self, line: Line, cells: list[tuple[int, str]]) -> bool:
        if len(cells) > 1:
            return False
        text = nfkc(cells[0][1])
        block = block_of(line)
        if block:
            self.takings.furniture(line)
            self._open = self._open_block(block, line)
            return True
        if _OTHER_BLOCK.fullmatch(text):
            self._open = None  # a block this form did not have: what follows is not ours to place
            return True
        return False

    def _open_block(self, block: str, line: Line) -> Text | None:
        if block == "プランの内容":
            self.content.append(Text(line.at()))
            return self.content[-1]
        if block != "取組状況":
            return self._annual(line)
        return None

    def _annual(self, line: Line) -> Text:
        self.annual = self.annual or Text(line.at())
        return self.annual

    def _margin(self, line: Line, cells: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """The row without the half-year or 年次評価 in its margin."""
        index, first = cells[0]
        if squeeze(first) in PERIODS:
            self._period = squeeze(first)
        elif squeeze(first) == ANNUAL:
            self._open = self._annual(line)
        else:
            return cells
        self.takings.furniture(line, index)
        return cells[1:]

    def _year(self, line: Line, cells: list[tuple[int, str]]) -> None:
        self.takings.furniture(line, cells[0][0])
        rest = cells[1:]
        year = rest[0][1] if rest and _names_year(rest[0][1]) else ""
        self.years.append(Text(line.at(), year))
        self._open = self.years[-1]
        if year:
            self.takings.place(line, rest[0][0])
        self._continue(line, rest[1:] if year else rest)

    def _labelled(self, line: Line, cells: list[tuple[int, str]]) -> bool:
        index, cell = cells[0]
        label = _LABEL.match(cell)
        kind = label and next((kind for word, kind in _KINDS if word in label[1]), None)
        if label is None or kind is None:
            return False
        if kind == "annual":
            self._open = self._annual(line)
        else:
            self.rows.append(Row(kind, self._period, line.at()))
            self._open, self._period = self.rows[-1], None
        rest = cell[label.end() :].strip()
        if rest and isinstance(self._open, Row) and kind == "rating":
            self._open.lines += lines_of(rest)  # the legend, and perhaps the mark behind it
            rest = ""
        if rest:
            self._continue(line, [(index, rest), *cells[1:]])
        else:
            self.takings.furniture(line, index)
            self._continue(line, cells[1:])
        return True

    def _continue(self, line: Line, cells: list[tuple[int, str]]) -> None:
        """Further text of what was opened last."""
        if cells and self._next_year(line, cells):
            return
        if cells and self._open is self.annual and self._graded(line, cells):
            cells = cells[1:]
        for index, cell in cells:
            lines = lines_of(cell)
            notes = [note for note in map(note_of, lines) if note]
            self.notes += [Note(mark=mark, text=t, at=line.at(index)) for mark, t in notes]
            lines = [text for text in lines if not note_of(text)]
            if lines and self._open is None:
                continue
            if lines and self._open is not None:
                self._open.lines = join(self._open.lines, lines)
            self.takings.place(line, index)

    def _next_year(self, line: Line, cells: list[tuple[int, str]]) -> bool:
        """A second year under 年度別計画: its row repeats no label."""
        if self._open not in self.years or len(cells) < 2 or not _names_year(cells[0][1]):
            return False
        self.takings.place(line, cells[0][0])
        self.years.append(Text(line.at(), cells[0][1]))
        self._open = self.years[-1]
        self._continue(line, cells[1:])
        return True

    def _graded(self, line: Line, cells: list[tuple[int, str]]) -> bool:
        """The grade stands before its reason: in the first cell, or alone on its line."""
        index, cell = cells[0]
        known = self.design.scale("annual")
        short = len(squeeze(cell)) <= 3 and (index == 0 or len(cells) > 1)
        on_scale = known is not None and known.grade(squeeze(cell)) is not None
        if self.grade is not None or not (short or on_scale):
            return False
        self.grade = (cell, line.at(index))
        self.takings.place(line, index)
        return True

    @property
    def found(self) -> set[str]:
        """Keys of the design's sections that the sheet has."""
        there = {"content": self.content, "progress": self.rows, "annual": self.annual}
        return {key for key, part in there.items() if part}

    def evaluated_year(self) -> tuple[int | None, tuple[Attribute, ...]]:
        """The year of 年度別計画, or None with a flagged attribute when it is not one year."""
        named = [text for text in self.years if text.name]
        years = {_one_year(text.name) for text in named}
        if len(years) == 1 and None not in years:
            return years.pop(), ()
        if not named:
            return None, ()
        doubt = Attribute(
            key="year_plan_years",
            label="年度別計画の年度",
            value="、".join(text.name for text in named),
            flags=("doubtful_place",),
            at=named[0].at,
        )
        return None, (doubt,)

    def narratives(self) -> tuple[Narrative, ...]:
        """プランの内容 and 年度別計画, in the form's order."""
        parts = [("content", text) for text in self.content]
        parts += [("year_plan", text) for text in self.years]
        return tuple(
            Narrative(
                key=key,
                label=self.design.label(f"narratives.{key}") or key,
                text="\n".join(text.lines),
                fiscal_year=_one_year(text.name),
                at=text.at,
            )
            for key, text in parts
            if text.lines
        )

    def progress(self) -> tuple[Progress, ...]:
        """The halves of the year."""
        return cycles(self.rows, PERIODS)

    def ratings(self) -> tuple[Rating, ...]:
        """The year's rating with its reason; empty when the block is not there."""
        if self.annual is None:
            return ()
        printed, at = self.grade or ("", self.annual.at)
        scale = self.design.scale("annual")
        value = squeeze(printed)
        known = scale is not None and scale.grade(value) is not None
        missing = None if known else missing_code(printed) or "unreadable"
        return (
            Rating(
                key="annual",
                scale="annual",
                value=value if known else None,
                printed=printed or None,
                missing=missing,
                reason="\n".join(self.annual.lines) or None,
                flags=("unreadable",) if missing == "unreadable" else (),
                at=at,
            ),
        )

    def unplaced(self) -> tuple[Unplaced, ...]:
        """What stood beside a mark of progress and is none."""
        found = ((row, stated(row)[1]) for row in self.rows if row.kind == "rating")
        return tuple(Unplaced(text=text, at=row.at) for row, text in found if text)


def _pieces(line: Line) -> list[tuple[int, str]]:
    cells = [(index, cell) for index, cell in enumerate(line.cells) if cell]
    if len(cells) != 1:
        return cells
    index, cell = cells[0]
    margin = _MARGIN.fullmatch(cell)
    if margin is None:
        return cells
    rest = _YEAR_CELL.fullmatch(margin[2]) if margin[1] == YEAR_PLAN else None
    texts = (margin[1], rest[1], rest[2]) if rest else margin.groups()
    return [(index, text) for text in texts]


def _names_year(cell: str) -> bool:
    return bool(years_in(cell)) and len(cell) <= 30 and "◆" not in cell


def _one_year(cell: str) -> int | None:
    """The year when the cell names one year and nothing else: 令和4～8年度 is not one."""
    return parse_fiscal_year(cell) if _ONE_YEAR.fullmatch(squeeze(cell)) else None
