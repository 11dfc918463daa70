"""What every part of the reader holds: design, words, account of the cells, the evaluated year."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shirube.basics.japanese_text import squeeze, tidy
from shirube.designs.model import Design
from shirube.designs.program_form.settings import Settings
from shirube.designs.text_form import is_blank, is_page_number, is_rule, without_tags
from shirube.sources.document import Line
from shirube.sources.taking import Takings


class SheetError(ValueError):
    """A sheet that cannot be read as a whole; the message is shown to the user, in Japanese."""


class Piece(NamedTuple):
    """A filled cell with its place."""

    line: Line
    cell: int
    text: str

    @property
    def at(self) -> str:
        """L57C6."""
        return self.line.at(self.cell)

    @property
    def words(self) -> str:
        """The text for comparing with labels."""
        return squeeze(self.text)


Row = list[Piece]


@dataclass(frozen=True)
class Hand:
    """One sheet in the reader's hand."""

    design: Design
    words: Settings
    takings: Takings
    fiscal_year: int | None = None

    def text(self, pieces: Iterable[Piece]) -> str:
        """The words of these cells as one text; they count as placed. A new line stays one."""
        joined, last = "", None
        for piece in pieces:
            self.takings.place(piece.line, piece.cell)
            gap = "" if last is None else (" " if last == piece.line.no else "\n")
            joined += gap + piece.text
            last = piece.line.no
        return tidy(without_tags(joined))

    def furniture(self, *pieces: Piece) -> None:
        """These cells are the form's own print."""
        for piece in pieces:
            self.takings.furniture(piece.line, piece.cell)


def pieces_of(line: Line) -> Row:
    """The filled cells of a line."""
    return [Piece(line, index, text) for index, text in enumerate(line.cells) if text]


def rows_of(
    lines: Sequence[Line], starts: Callable[[Row], bool], hand: Hand
) -> Iterator[tuple[bool, Row]]:
    """Lines as rows: (True, row), a line broken off from the row above added to it.

    A line that neither starts a row nor follows one without a blank line between comes alone as
    (False, row). Page numbers, drawn rules and running titles are furniture and break nothing.
    """
    row: Row = []
    for line in lines:
        if is_blank(line):
            if row:
                yield True, row
            row = []
        elif is_debris(line, hand.words):
            hand.takings.furniture(line)
        elif is_page_number(line):
            yield False, pieces_of(line)  # 「12」 may be a page or a number broken off a table
        elif starts(pieces := pieces_of(line)):
            if row:
                yield True, row
            row = pieces
        elif row and len(pieces) == 1:
            row = [*row, *pieces]
        else:
            yield False, pieces
    if row:
        yield True, row


def is_debris(line: Line, words: Settings) -> bool:
    """What print and extraction leave between the lines of a form."""
    return (
        (is_page_number(line) and not squeeze(line.text).isdigit())
        or is_rule(line)
        or re.fullmatch(words.running, squeeze(line.text)) is not None
    )


def matching(words: str, table: Mapping[str, str]) -> str | None:
    """The entry whose pattern is the whole of the words."""
    for pattern, entry in table.items():
        if re.fullmatch(pattern, words):
            return entry
    return None
