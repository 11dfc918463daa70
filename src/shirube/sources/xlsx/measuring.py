"""How large a workbook's tabs will be in memory, found while they are unpacked piece by piece.

The reader behind makes a full rectangle from A1 to the last cell and a copy of a shared text for
every cell that refers to it: two cells far apart, or one long text used a million times, would
fill any memory. So corners and text are added up here first.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from shirube.sources.refusing import MEGABYTE, megabytes, refusal
from shirube.sources.xlsx.unpacking import Package

MOST_CELLS = 2_000_000  # of all tabs, empty ones inside the rectangle counted
MOST_TEXT = 100 * MEGABYTE  # bytes of all cells, shared texts counted as often as they are used
LONGEST_TAG = 1 * MEGABYTE
MOST_AT_ONCE = 32 * MEGABYTE  # of a tab's XML are looked at in one go

# A quoted value may hold ">"; nothing is given back once matched, so the search stays linear.
_ATTRIBUTES = rb"(?:\s(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)?+"
_TAG = re.compile(rb"<(?:[\w.-]++:)?+(row|c|v|si|t)(/?+" + _ATTRIBUTES + rb")>([^<]*+)(?=<)")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]{0,3})([0-9]{1,7})\s*[\"']")
_SHARED = re.compile(rb"\st\s*=\s*[\"']s[\"']")
# A cell as Excel writes it: its place, perhaps a format, a kind and a formula, one value.
_PLACED = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"[ />]')
_VALUED = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="[0-9]{1,7}")?(?: t="(s|n|b|e|str)")?>'
    rb"(?:<f(?: [^<>]*)?/>|<f(?: [^<>]*)?>[^<]*</f>)?(?:<v>([^<]*)</v>|<v/>)</c>"
)
_OTHER_ENCODING = re.compile(rb"encoding\s*=\s*[\"'](?!utf-?8)", re.IGNORECASE)
_TAB = re.compile(r"(?:^|/)worksheets/[^/]+\.xml$", re.IGNORECASE)
_SHARED_TEXTS = re.compile(r"(?:^|/)sharedstrings\.xml$", re.IGNORECASE)


@dataclass
class Size:
    """Of one tab: the last row and column with a value (1-based) and the text in its cells."""

    rows: int = 0
    columns: int = 0
    text: int = 0

    @property
    def cells(self) -> int:
        """Cells of the rectangle from A1 to the last value."""
        return self.rows * self.columns


@dataclass
class _Tab:
    """Where the reading of one tab stands."""

    texts: list[int]  # lengths of the shared texts
    longest: int
    size: Size = field(default_factory=Size)
    row: int = 0
    column: int = 0
    shared: bool = False
    passed: bytes = b""  # attributes of an empty cell with a place, not read yet

    def take(self, tag: bytes, attributes: bytes, text: bytes) -> None:
        if tag == b"c":
            self._cell(attributes)
        elif tag == b"v" and self.shared:
            self.size.text += self._shared_length(text)
        elif tag == b"row":
            place = _PLACE.search(attributes)
            self.row = int(place[2]) if place else self.row + 1
            self.column = 0
            self.passed = b""
        else:
            self.size.text += len(text)

    def _cell(self, attributes: bytes) -> None:
        empty = attributes.endswith(b"/")  # a cell that only carries a format is no cell
        if empty and b" r=" in attributes:
            self.passed = attributes  # most cells of a styled tab; looked into only if needed
            return
        place = _PLACE.search(attributes) or _PLACE.search(self.passed)
        self.passed = b""
        if place:
            self.row, self.column = int(place[2]), _column(place[1])
        if not place or place.string is not attributes:
            self.column += 1  # the cell itself names no place: it stands behind the one before
        if empty:
            return
        self.shared = _SHARED.search(attributes) is not None
        self.size.rows = max(self.size.rows, self.row)
        self.size.columns = max(self.size.columns, self.column)

    def _shared_length(self, index: bytes) -> int:
        number = int(index) if index.strip().isdigit() else -1
        # An index that cannot be followed counts as the longest text there is.
        return self.texts[number] if 0 <= number < len(self.texts) else self.longest


def check_sizes(package: Package) -> None:
    """Unpack every part once, within bounds. Raises UnreadableFileError: zip_bomb,
    too_many_cells, too_long_text, not_a_workbook.
    """
    shared = [part for part in package.parts if _SHARED_TEXTS.search(part)]
    texts = [length for part in shared for length in _text_lengths(package, part)]
    longest = max(texts, default=0)
    cells = text = 0
    for part in package.parts:
        if part in shared:
            continue
        if not _TAB.search(part):
            for _ in package.pieces(part):
                pass
            continue
        pieces = package.pieces(part)
        begun = _up_to(pieces, MOST_AT_ONCE)
        size = plain_size(begun, texts) if len(begun) < MOST_AT_ONCE else None
        if size is None:
            tab = _Tab(texts, longest)
            for tags in _tags(package, chain((begun,), pieces)):
                for tag, attributes, content in tags:
                    tab.take(tag, attributes, content)
                _require_room(package, part, cells + tab.size.cells, text + tab.size.text)
            size = tab.size
        _require_room(package, part, cells + size.cells, text + size.text)
        cells += size.cells
        text += size.text


def _up_to(pieces: Iterator[bytes], most: int) -> bytes:
    """The beginning of a part: all of it where the result is shorter than ``most``."""
    found: list[bytes] = []
    length = 0
    for piece in pieces:
        found.append(piece)
        length += len(piece)
        if length >= most:
            break
    return b"".join(found)


def plain_size(xml: bytes, texts: list[int]) -> Size | None:
    """The size of a tab as Excel writes it, without a look at every tag; None where anything is
    unusual: a cell without its place, a prefix, a text inside the cell.
    """
    valued = _VALUED.findall(xml)
    usual = (
        not _OTHER_ENCODING.search(xml[:200])
        and b"\x00" not in xml[:200]
        and b"<!" not in xml
        and b":c" not in xml
        and len(valued) == xml.count(b"</c>")
        and xml.count(b"<c ") + xml.count(b"<c>") == len(_PLACED.findall(xml))
    )
    if not usual:
        return None
    shared = [int(value or -1) for _, _, kind, value in valued if kind == b"s"]
    if any(not 0 <= number < len(texts) for number in shared):
        return None
    return Size(
        rows=max((int(row) for row in {row for _, row, _, _ in valued}), default=0),
        columns=max((_column(name) for name in {name for name, _, _, _ in valued}), default=0),
        text=sum(map(texts.__getitem__, shared))
        + sum(len(value) for _, _, kind, value in valued if kind != b"s"),
    )


def _require_room(package: Package, part: str, cells: int, text: int) -> None:
    tab = part.rsplit("/", 1)[-1]
    if cells > MOST_CELLS:
        raise refusal("too_many_cells", package.name, tab=tab, cells=cells, limit=MOST_CELLS)
    if text > MOST_TEXT:
        raise refusal("too_long_text", package.name, tab=tab, limit=megabytes(MOST_TEXT))


def _text_lengths(package: Package, part: str) -> list[int]:
    lengths: list[int] = []
    for tags in _tags(package, package.pieces(part)):
        for tag, _, text in tags:
            if tag == b"si":
                lengths.append(0)
            elif tag == b"t" and lengths:
                lengths[-1] += len(text)
        _require_room(package, part, len(lengths), 0)
    return lengths


def _tags(package: Package, pieces: Iterable[bytes]) -> Iterator[list[tuple[bytes, bytes, bytes]]]:
    """Piece by piece (name, attributes, text behind) of the tags that tell a size."""
    rest = b""
    for number, piece in enumerate(pieces):
        if number == 0:
            _require_utf_8(package, piece)
        rest += piece
        yield _TAG.findall(rest)
        rest = rest[max(rest.rfind(b"<"), 0) :]  # the first half of a tag and its text
        if len(rest) > LONGEST_TAG:
            raise package.damaged("XML の要素が長すぎる / an XML element is too long")


def _require_utf_8(package: Package, piece: bytes) -> None:
    head = piece[:200]
    if b"\x00" in head or b"<!DOCTYPE" in piece or _OTHER_ENCODING.search(head):
        raise package.damaged("UTF-8 でない XML / XML not in UTF-8")


@cache
def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
