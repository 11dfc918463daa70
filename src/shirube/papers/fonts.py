"""Fonts for Japanese paper: which are on this machine, and which letters they can print."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# In order of preference. The first comes with Windows; some systems list it by its Japanese name.
FAMILIES = (
    "BIZ UDGothic",
    "BIZ UDゴシック",
    "Noto Sans CJK JP",
    "Noto Sans JP",
)
_REGULAR = 400


class NoFontError(Exception):
    """No font for Japanese paper is on this machine; says how to install one."""

    ja = (
        "日本語のフォントがないため、PDFを作れません。BIZ UDゴシックを入れてください。"
        "Windows では「設定 → アプリ → オプション機能」の「日本語補助フォント」、"
        "Debian・Ubuntu では「apt install fonts-morisawa-bizud-gothic」"
        "(または fonts-noto-cjk)です。管理者の権限がないときは、フォントのファイルを "
        "--home のフォルダの fonts/ に置いてください。"
    )
    en = (
        "There is no Japanese font, so no PDF can be made. Install BIZ UDGothic: on Windows the "
        "optional feature 'Japanese Supplemental Fonts', on Debian and Ubuntu "
        "'apt install fonts-morisawa-bizud-gothic' (or fonts-noto-cjk); or put the font files "
        "into the folder fonts/ below --home."
    )

    def __init__(self) -> None:
        super().__init__(self.ja)

    def text(self, language: str = "ja") -> str:
        """The message in one language."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Typeface:
    """The families to print with, and every letter that one of them has."""

    families: tuple[str, ...]
    letters: frozenset[int]


@cache
def typeface(folder: Path | None = None) -> Typeface:
    """The fonts of this machine and of a folder that print Japanese. Raises NoFontError."""
    import typst

    paths = [folder] if folder is not None and folder.is_dir() else []
    found = {
        font.family: (Path(font.path), font.index)
        for font in typst.Fonts(include_embedded_fonts=False, font_paths=paths).fonts()
        if font.family in FAMILIES and font.path and font.weight == _REGULAR
    }
    families = tuple(family for family in FAMILIES if family in found)
    if not families:
        raise NoFontError
    # Of several, the first is printed with; the next ones have the rare letters that it lacks.
    letters = frozenset().union(*(_letters(*found[family]) for family in families))
    return Typeface(families, letters)


def _letters(path: Path, index: int) -> frozenset[int]:
    """The code points in a font's ``cmap``. A file that is no font has none."""
    data = path.read_bytes()
    try:
        table = _cmap(data, index)
        return frozenset(code for at in _subtables(data, table) for code in _codes(data, at))
    except (struct.error, IndexError):
        return frozenset()


def _cmap(data: bytes, index: int) -> int:
    """Where the table ``cmap`` of a font (of a collection) begins."""
    start = 0
    if data[:4] == b"ttcf":
        start = struct.unpack_from(">I", data, 12 + 4 * index)[0]
    count = struct.unpack_from(">H", data, start + 4)[0]
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        if tag == b"cmap":
            return int(offset)
    raise IndexError("cmap")


def _subtables(data: bytes, table: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, table + 2)[0]
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, table + 4 + 8 * number)
        if platform == 0 or (platform == 3 and encoding in {1, 10}):  # Unicode
            yield table + offset


def _codes(data: bytes, at: int) -> Iterator[int]:
    form = struct.unpack_from(">H", data, at)[0]
    if form == 4:
        yield from _format_4(data, at)
    elif form == 12:
        count = struct.unpack_from(">I", data, at + 12)[0]
        for number in range(count):
            first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * number)
            yield from range(first, last + 1)


def _format_4(data: bytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                place = offsets_at + 2 * number + offsets[number] + 2 * (code - first)
                glyph = struct.unpack_from(">H", data, place)[0]
                if not glyph:
                    continue
            if (glyph + deltas[number]) & 0xFFFF:
                yield code
