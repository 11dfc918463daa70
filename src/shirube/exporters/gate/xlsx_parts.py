"""The small parts of a workbook: which tabs there are, how cells look, what lies over them."""

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from zipfile import ZipFile

MOST_SMALL = 16 * 1024 * 1024  # bytes of a part that is held as a whole
_PIECE = 256 * 1024

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:.]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_FROM = re.compile(
    rb"<(?:\w+:)?from>\s*<(?:\w+:)?col>\s*(\d{1,6})\s*<.{0,200}?<(?:\w+:)?row>\s*(\d{1,8})\s*<",
    re.DOTALL,
)
_COMMENT = re.compile(rb"<(?:\w+:)?(?:comment|threadedComment)\s([^>]*)>")
_DATE_IDS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_DATE_CODE = re.compile(r"[ymdgeh]", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.")
_OBJECTS = ("drawing", "vmlDrawing", "oleObject", "control", "image", "package", "ctrlProp")
_COMMENTS = ("comments", "threadedComment")


class Parts(Protocol):
    """A package's parts by name, unpacked piece by piece."""

    @property
    def parts(self) -> Mapping[str, object]: ...

    def pieces(self, part: str) -> Iterator[bytes]: ...


class OwnPackage:
    """A workbook that this program has just written: of any size, and no bomb."""

    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path)
        self.parts: dict[str, object] = {info.filename: info for info in self._zip.infolist()}

    def close(self) -> None:
        """Let go of the file: where it is open, Windows moves it nowhere."""
        self._zip.close()

    def pieces(self, part: str) -> Iterator[bytes]:
        """The contents of one part."""
        with self._zip.open(part) as file:
            while piece := file.read(_PIECE):
                yield piece


def small(package: Parts, part: str) -> bytes:
    """A part as a whole, cut at a size that no honest one has; nothing where there is none."""
    found = bytearray()
    if part in package.parts:
        for piece in package.pieces(part):
            found += piece
            if len(found) > MOST_SMALL:
                break
    return bytes(found)


def attributes(text: bytes) -> dict[str, str]:
    """``r:id="rId1"`` → ``{"id": "rId1"}``, without prefixes."""
    return {
        name.rpartition(b":")[2].decode("ascii", "replace"): html.unescape(
            (one or two).decode("utf-8", "replace")
        )
        for name, one, two in _ATTRIBUTE.findall(text)
    }


@dataclass
class Sheet:
    """One tab as the workbook lists it."""

    name: str
    part: str
    hidden: bool
    over: list[tuple[str, str]] = field(default_factory=list)  # (kind, part) of what lies over it


def sheets(package: Parts) -> list[Sheet]:
    """The worksheets in the order of their tabs."""
    book = "xl/workbook.xml"
    relations = {ident: target for ident, _, target in _relations(package, book)}
    found = []
    for text in _SHEET.findall(small(package, book)):
        told = attributes(text)
        part = relations.get(told.get("id", ""), "")
        if part in package.parts and "chartsheet" not in part:
            over = [
                (kind, target) for _, kind, target in _relations(package, part)
                if kind in _OBJECTS or kind in _COMMENTS
            ]  # fmt: skip
            hidden = told.get("state", "visible") != "visible"
            found.append(Sheet(told.get("name", ""), part, hidden, over))
    return found


def _relations(package: Parts, part: str) -> Iterator[tuple[str, str, str]]:
    """(id, kind, part) of what a part refers to."""
    folder, _, file = part.rpartition("/")
    for text in _RELATION.findall(small(package, f"{folder}/_rels/{file}.rels")):
        told = attributes(text)
        target = told.get("Target", "")
        path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        yield told.get("Id", ""), told.get("Type", "").rpartition("/")[2], posixpath.normpath(path)


def objects(package: Parts, sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """(row from 1, column from 0, what) of everything that lies over the cells."""
    commented = any(kind in _COMMENTS for kind, _ in sheet.over)
    for kind, part in sheet.over:
        if kind in _COMMENTS:
            for text in _COMMENT.findall(small(package, part)):
                place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", attributes(text).get("ref", ""))
                if place:
                    yield int(place[2]), column_number(place[1].encode()), "コメント / comment"
        elif kind == "drawing":
            text = small(package, part)
            for column, row in _FROM.findall(text):
                yield int(row) + 1, int(column), "図・画像・グラフ / picture, shape or chart"
            if b"absoluteAnchor" in text:
                yield 1, 0, "図・画像・グラフ / picture, shape or chart"
        elif kind != "vmlDrawing" or not commented:  # notes keep their boxes in VML
            yield 1, 0, f"{kind}"


@dataclass
class Styles:
    """Of each cell format: its look (0 is the plain one), and whether it shows a date."""

    looks: list[int]
    dates: list[bool]

    def look(self, style: int) -> int:
        """The number of a look; formats that look alike share it."""
        return self.looks[style] if style < len(self.looks) else 0

    def is_date(self, style: int) -> bool:
        """Whether its numbers are days."""
        return style < len(self.dates) and self.dates[style]


def styles(package: Parts) -> Styles:
    """Fonts and fills of the cell formats; borders and alignment say nothing about a datum."""
    text = small(package, "xl/styles.xml")
    fonts = [_font(one) for one in _items(text, b"fonts", b"font")]
    fills = [_fill(one) for one in _items(text, b"fills", b"fill")]
    codes = {
        told.get("numFmtId", ""): told.get("formatCode", "")
        for told in map(attributes, re.findall(rb"<(?:\w+:)?numFmt\s([^>]*)>", text))
    }
    looks: dict[tuple[object, object], int] = {}
    found = Styles([], [])
    for one in _items(text, b"cellXfs", b"xf"):
        told = attributes(one.partition(b">")[0])
        font, fill = _number(told.get("fontId")), _number(told.get("fillId"))
        key = (
            fonts[font] if font < len(fonts) else None,
            fills[fill] if fill < len(fills) else None,
        )
        found.looks.append(looks.setdefault(key, len(looks)))
        ident = told.get("numFmtId", "0")
        code = _QUOTED.sub("", codes.get(ident, ""))
        found.dates.append(_number(ident) in _DATE_IDS or bool(_DATE_CODE.search(code)))
    return found


def _items(text: bytes, outer: bytes, inner: bytes) -> list[bytes]:
    """The pieces of a list that begin with ``inner``: ``<fonts><font>…<font>…</fonts>``."""
    _, _, rest = re.sub(rb"<(/?)\w+:", rb"<\1", text).partition(b"<" + outer)
    body = rest.partition(b"</" + outer + b">")[0].partition(b">")[2]
    return re.split(rb"<" + inner + rb"(?=[\s/>])", body)[1:]


def _font(text: bytes) -> tuple[object, ...]:
    color = re.search(rb"<color\s([^>]*)>", text)
    told = attributes(color[1]) if color else {}
    black = told.get("theme") == "1" or (
        told.get("rgb") in ("FF000000", None) and "theme" not in told
    )
    look = "" if black and "indexed" not in told else str(sorted(told.items()))
    size = re.search(rb"<sz\s+val=\"([\d.]+)\"", text)
    marks = tuple(
        bool(re.search(rb"<" + mark + rb"(?:\s*/?>|\s+val=\"(?!0|none|false))", text))
        for mark in (b"b", b"i", b"strike", b"u")
    )
    return (*marks, look, size[1] if size else b"")


def _fill(text: bytes) -> object:
    pattern = re.search(rb"patternType=\"(\w+)\"", text)
    if pattern is None or pattern[1] == b"none":
        return b"gradient" if b"gradientFill" in text else None
    color = re.search(rb"<fgColor\s([^>]*)>", text)
    return pattern[1], color[1] if color else b""


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def column_number(letters: bytes) -> int:
    """``A`` → 0, ``AA`` → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
