"""What a paper is made of: plain values that the template prints and the plain text reads aloud."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Align = Literal["text", "number"]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with what is said of each, as a table of two columns."""

    rows: tuple[tuple[str, str], ...]
    caption: str = ""
    type: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Words:
    """A text under a small heading; ``by`` says who and of which year."""

    heading: str
    text: str
    by: str = ""
    type: Literal["words"] = "words"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell and what stands small below it; ``mark`` is ``doubt``, ``miss``, ``none`` or empty."""

    text: str
    notes: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its heading, what stands small below that, its cells."""

    head: str
    cells: tuple[GridCell, ...]
    below: str = ""
    foot: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with column heads; ``corner`` is the head of the first column."""

    caption: str
    corner: str
    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]
    align: Align = "number"
    # Parts of the width by column, the first one included; empty where all columns are alike.
    widths: tuple[float, ...] = ()
    # By column beside the first, where text and numbers stand side by side; empty: all ``align``.
    aligns: tuple[Align, ...] = ()
    type: Literal["grid"] = "grid"


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG with what it says in words."""

    svg: str
    alt: str
    type: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside of a section (an indicator's name, an issue)."""

    text: str
    type: Literal["heading"] = "heading"


Block = Facts | Words | Grid | Picture | Heading


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the form. Without a title its blocks follow the head directly."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """What begins on a page of its own: in most papers one sheet.

    ``running`` stands at the top of its pages, ``standing`` (機械読取・未確認) beside it on every
    one, ``source`` at the foot.
    """

    title: str
    running: str
    sections: tuple[Section, ...]
    above: str = ""  # small, before the title
    standing: str = ""
    source: str = ""
    flows: bool = False  # follows on the same page as the chapter before
    one_page: bool = False  # letters grow smaller, within reason, so that it stays on one page


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. ``cover`` are the lines below the title of a volume's first page."""

    title: str
    author: str
    made_on: date
    chapters: tuple[Chapter, ...]
    edition: str = ""
    cover: tuple[str, ...] = ()
    contents: bool = False
    landscape: bool = False

    @property
    def standing(self) -> str:
        """What the cover says where it applies to some chapter."""
        return next((chapter.standing for chapter in self.chapters if chapter.standing), "")


@dataclass(frozen=True, slots=True)
class PaperContext:
    """What is said about a paper beside its sheets. ``edition`` is None for files of one's own."""

    made_on: date
    edition: str | None = None
