"""Texts and queries in one shape, so that what looks alike is found alike.

１，２３４ and 1234, ＡＢＣ and abc, ｶﾞ and ガ, 人々 and 人人, コ－ヒ－ and コーヒー become equal;
white space goes, because print breaks lines anywhere. A number is fenced in, so that 120 finds
120 and 1,234 finds 1234, but 20 does not find 120.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# Not characters by definition of Unicode: no text holds them for a meaning.
FENCE = "\ufdd0"  # on both sides of a number
END = "\ufdd1"  # after the last letter of a run
_DASHES = "‐‑‒–—―−─━ー⁃﹣－ｰ"
_SAME = str.maketrans(dict.fromkeys(_DASHES, "-") | {"〜": "~", "～": "~", "ヶ": "ケ", "ヵ": "カ"})
_UNSEEN = (
    r"\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    r"\ufe00-\ufe0f\ufdd0\ufdd1\ud800-\udfff\U000e0000-\U000e01ef"
)
_CONTEXT = re.compile(
    rf"(?P<number>[0-9]+(?:,[0-9]{{3}}(?![0-9]))*(?:\.[0-9]+)?)"
    rf"|(?P<letter>[^\W\d_])(?P<marks>[々〻ゝヽゞヾ]+)"
    rf"|(?P<unseen>[{_UNSEEN}]+)"
)
_VOICED = "ゞヾ"
_COMBINES = frozenset("\uff9e\uff9f")  # half-width ﾞ and ﾟ join the letter before them


def fold(text: str) -> str:
    """The text as it is compared. Never raises."""
    return _CONTEXT.sub(lambda match: "".join(letter for letter, _ in _seen(match)), _even(text))


def _even(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return folded.translate(_SAME)


# A page of hits shows the same few hundred letters again and again.
_even_cluster = lru_cache(maxsize=1 << 13)(_even)


def _seen(match: re.Match[str]) -> list[tuple[str, int]]:
    """What is left of a match: letters, each with its place in the text before."""
    start = match.start()
    if match["number"]:
        digits = [(x, start + i) for i, x in enumerate(match["number"]) if x != ","]
        return [(FENCE, start), *digits, (FENCE, match.end() - 1)]
    if match["marks"]:
        found = [(match["letter"], start)]
        for place, mark in enumerate(match["marks"], start + 1):
            again = unicodedata.normalize("NFKC", match["letter"] + "\u3099")
            found.append((again[0] if mark in _VOICED else match["letter"], place))
        return found
    return []


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that still knows where each of its letters stood."""

    text: str
    places: tuple[tuple[int, int], ...]  # start and end in the text as printed

    def spans(self, word: str) -> list[tuple[int, int]]:
        """Where a folded word stands in the printed text; places do not overlap."""
        found: list[tuple[int, int]] = []
        at = self.text.find(word) if word else -1
        while at >= 0:
            last = at + len(word) - 1
            found.append((self.places[at][0], self.places[last][1]))
            at = self.text.find(word, last + 1)
        return found


def fold_in_place(text: str) -> Folded:
    """The same as ``fold``, letter by letter: for the few texts that are shown."""
    even: list[str] = []
    where: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        for letter in _even_cluster(text[start:end]):
            even.append(letter)
            where.append((start, end))
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    joined, done = "".join(even), 0
    for match in _CONTEXT.finditer(joined):
        kept = [(joined[i], i) for i in range(done, match.start())] + _seen(match)
        letters += [letter for letter, _ in kept]
        places += [where[i] for _, i in kept]
        done = match.end()
    letters += joined[done:]
    places += where[done:]
    return Folded("".join(letters), tuple(places))


def _clusters(text: str) -> list[tuple[int, int]]:
    """A letter with the marks that join it, as start and end."""
    starts = [
        place
        for place, letter in enumerate(text)
        if place == 0 or not (letter in _COMBINES or unicodedata.combining(letter))
    ]
    return list(pairwise([*starts, len(text)]))
