"""Cells of this form that still carry the markup of the web page they were made from."""

import html
import re

from shirube.basics.japanese_text import nfkc, tidy

_BREAK = re.compile(r"<br\s*/?>|</?(?:p|ul|ol|li|div)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:span|b|strong|u|i|em|font|a)\b[^<>]*>", re.IGNORECASE)
# A file that ends in the middle: "<ul style=" or "</l".
_CUT = re.compile(r"</?(?:(?:ul|ol|li|p|br|div|span)\b[^<>]*|[a-z]{0,4})\Z", re.IGNORECASE)
_BEFORE_BULLET = re.compile(r"\s+(?=[○◆●◇])")
_BULLETS = ("○", "◆", "●", "◇", "・", "※")
_NOTE = re.compile(r"※\s*(\d+)\s*[:\uff1a]?\s*(.+)")


def lines_of(cell: str) -> list[str]:
    """The lines a person sees: one for every paragraph, list item and bullet."""
    text = _TAG.sub("", _CUT.sub("", _BREAK.sub("\n", cell)))
    text = html.unescape(_BEFORE_BULLET.sub("\n", text))
    return [line for line in tidy(text).splitlines() if line]


def note_of(line: str) -> tuple[str, str] | None:
    """「※1 用語：意味」 → ("※1", "用語：意味"); None when the line is no numbered footnote."""
    match = _NOTE.fullmatch(line)
    return (f"※{nfkc(match[1])}", match[2]) if match else None


def join(lines: list[str], more: list[str]) -> list[str]:
    """Lines with further ones; a sentence that the end of a printed line cut is made whole."""
    if lines and more and not lines[-1].endswith("。") and not more[0].startswith(_BULLETS):
        return [*lines[:-1], lines[-1] + more[0], *more[1:]]
    return [*lines, *more]
