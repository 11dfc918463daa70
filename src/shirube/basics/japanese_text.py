"""Japanese text as found in municipal documents: width, spacing, two-letter search, odd letters."""

import re
import unicodedata
from collections.abc import Iterator

# NFKC turns ～ into ~ and ㎡ into m2; the first is wanted, the rest only for comparing.
_DASHES = re.compile(r"[‐‑‒–—―−－ｰ─━]")
_SPACES = re.compile(r"\s+")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f々〆ヶ]")
# Scripts that no Japanese word is written in; Greek stays out because μ, Ω, α are units and marks.
_FOREIGN = re.compile(
    r"[\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0fff"
    r"\u1000-\u109f\u10a0-\u10ff\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]+"
)


_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def nfkc(text: str) -> str:
    """Compatibility form: full-width letters and digits become narrow, half-width kana wide."""
    return unicodedata.normalize("NFKC", text)


def squeeze(text: str) -> str:
    """NFKC without any white space: two cells that differ only in looks become equal."""
    return _SPACES.sub("", nfkc(text))


def tidy(text: str) -> str:
    """White space at both ends and runs of spaces removed, lines kept; the letters stay as printed.

    Full-width spaces that open a paragraph are a habit of print and go too.
    """
    lines = [re.sub(r"[ \t\u3000\u00a0]+", " ", line).strip() for line in text.splitlines()]
    return "\n".join(lines).strip()


def same_dash(text: str) -> str:
    """Every dash, minus and long-vowel look-alike as ``-``."""
    return _DASHES.sub("-", text)


def bigrams(text: str) -> list[str]:
    """Overlapping pairs of letters of the NFKC text, the unit of search: 防災課 → 防災, 災課.

    A text of one letter gives that letter, an empty text nothing. White space separates.
    """
    found: list[str] = []
    for run in nfkc(text).casefold().split():
        found += [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def foreign_letters(text: str) -> Iterator[tuple[int, str]]:
    """Places where letters of another script stand directly beside Japanese ones.

    Yields (index, letters): デバйд → (2, "йд"). A foreign name standing by itself is no finding.
    """
    for match in _FOREIGN.finditer(text):
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        if _JAPANESE.match(before) or _JAPANESE.match(after):
            yield match.start(), match.group()


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1: Dice coefficient of their bigrams after squeezing."""
    first, second = squeeze(one), squeeze(other)
    if first == second:
        return 1.0
    left, right = bigrams(first), bigrams(second)
    if not left or not right:
        return 0.0
    rest = list(right)
    shared = 0
    for pair in left:
        if pair in rest:
            rest.remove(pair)
            shared += 1
    return 2 * shared / (len(left) + len(right))


def printable(text: str) -> str:
    """Without the characters that XML and HTML do not allow (XML 1.0, 2.2)."""
    return _NOT_IN_XML.sub("", text)
