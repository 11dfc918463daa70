"""Which encoding a text is in: by its marks, then by strict decoding in a fixed order.

No statistics: an order mark decides; a NUL byte means UTF-16; an escape means ISO-2022-JP; what is
valid UTF-8 is UTF-8; EUC-JP comes before Shift_JIS because Shift_JIS text with any hiragana is not
valid EUC-JP, whereas EUC-JP text is often valid Shift_JIS (as half-width katakana).
"""

import codecs
import re
from collections.abc import Callable

from shirube.sources.text.jis import VENDOR, decode_euc, decode_iso_2022

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16 LE, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STRICT: tuple[tuple[str, Callable[[bytes], str]], ...] = (
    ("euc-jp", decode_euc),
    ("cp932", lambda data: data.decode(VENDOR)),
)
# Control letters, and what cp932 makes of the bytes 80, A0, FD–FF: no text holds them.
_NEVER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\xa0\uf8f0-\uf8f3\ufffe\uffff]")
_DOS_END = "\x1a"


def decode(data: bytes) -> tuple[str, str] | None:
    """(text, name of the encoding), or None when the bytes are no text in any that is known."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], lambda rest: rest.decode(encoding))  # noqa: B023
            return None if text is None or "\x00" in text else (text, encoding)
    if b"\x00" in data:
        return _utf_16(data)
    if b"\x1b" in data:
        text = _strictly(data, decode_iso_2022)
        if text is not None and not _NEVER.search(text):
            return text, "iso-2022-jp"
        if b"\x1b$" in data:  # letters of two bytes, broken or of an unknown set: no ASCII
            return None
    text = _strictly(data, lambda whole: whole.decode("utf-8"))
    if text is not None:
        # Text taken out of a PDF may hold stray control letters; valid UTF-8 is proof enough.
        return text.rstrip(_DOS_END), "utf-8"
    for encoding, decoder in _STRICT:
        text = _strictly(data.rstrip(_DOS_END.encode()), decoder)
        if text is not None and not _NEVER.search(text):
            return text, encoding
    return None


def _strictly(data: bytes, decoder: Callable[[bytes], str]) -> str | None:
    try:
        return decoder(data)
    except UnicodeDecodeError:
        return None


def _utf_16(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: of the two byte orders the one that gives letters used in Japan."""
    readings: list[tuple[int, str, str]] = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strictly(data, lambda whole: whole.decode(encoding))  # noqa: B023
        if text is not None and not _NEVER.search(text):
            readings.append((len(text.encode(VENDOR, "ignore").decode(VENDOR)), text, encoding))
    if not readings:
        return None
    known, text, encoding = max(readings, key=lambda reading: reading[0])
    # Nine letters in ten: a name may hold a rare kanji, noise holds hardly any known letter.
    return (text, encoding) if known * 10 >= len(text) * 9 else None
