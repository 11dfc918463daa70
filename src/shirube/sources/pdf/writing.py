"""Letters with places to lines of text, for Japanese print: a gap is a space only where it is wide.

Letter-spaced headings (施 策 名) and justified lines would else fall into single letters.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_LATIN = re.compile(r"[!-~]")
# Gaps in widths of a letter that are a space, by how many of the two letters are Latin: a quarter
# is set around Latin words by typesetters, half is the 「1. 基本情報」 of a numbered heading.
_SPACE = (0.8, 0.4, 0.2)
_CELL = 2.0
_SAME_LINE = 0.5  # of the letter's height


@dataclass(frozen=True, slots=True)
class Letter:
    """One printed letter; places in points from the page's upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Written:
    """One line of text and where it stands."""

    text: str
    top: float
    x0: float


def letters_of(characters: Iterable[dict[str, Any]]) -> list[Letter]:
    """Letters from pdfplumber's characters; letters without a Unicode value become 〓."""
    return [
        Letter(
            "〓" if char["text"].startswith("(cid:") else char["text"],
            float(char["x0"]),
            float(char["x1"]),
            float(char["top"]),
            float(char["bottom"]),
            max(float(char["size"]), 1.0),
        )
        for char in characters
    ]


def written(letters: Iterable[Letter], *, cells: bool = True) -> list[Written]:
    """The lines from top to bottom. With ``cells`` a very wide gap is a tab: two columns."""
    lines = [sorted(row, key=lambda letter: letter.x0) for row in _rows(letters)]
    found = [Written(_joined(row, cells), row[0].top, row[0].x0) for row in lines]
    return [line for line in found if line.text]


def _rows(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Letters whose middles are at one height; a raised ※ belongs to the line it stands in."""
    rows: list[list[Letter]] = []
    height = 0.0
    for letter in sorted(letters, key=lambda letter: letter.middle[1]):
        if rows and letter.middle[1] - height <= _SAME_LINE * rows[-1][0].size:
            rows[-1].append(letter)
        else:
            rows.append([letter])
            height = letter.middle[1]
    return rows


def _joined(row: list[Letter], cells: bool) -> str:
    text = ""
    last: Letter | None = None
    spaced = False
    for letter in row:
        if not letter.text.strip():
            spaced = True
        elif last is None:
            text, last = letter.text, letter
        elif not _printed_twice(last, letter):
            gap = _gap(last, letter, cells)
            text += (" " if spaced and not gap else gap) + letter.text
            last, spaced = letter, False
    return text


def _printed_twice(left: Letter, right: Letter) -> bool:
    """Bold print made by printing the letter again a hair aside."""
    return left.text == right.text and right.x0 - left.x0 < 0.2 * left.size


def _gap(left: Letter, right: Letter, cells: bool) -> str:
    gap = (right.x0 - left.x1) / max(left.size, right.size)
    if cells and gap > _CELL:
        return "\t"
    latin = sum(_LATIN.match(letter.text) is not None for letter in (left, right))
    return " " if gap > _SPACE[latin] else ""
