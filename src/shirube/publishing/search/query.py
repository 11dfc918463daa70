"""What somebody typed, as words to find and words to leave out. Pure; takes anything."""

import re
from dataclasses import dataclass

from shirube.publishing.search.folding import FENCE, fold

LONGEST = 200  # letters; a title has rarely more than 60
MOST_WORDS = 12
_MINUS = "-－−‐"
_WORD = re.compile(
    rf"(?P<minus>[{_MINUS}])?"
    r"(?:[\"＂“](?P<quoted>[^\"＂”]*)(?:[\"＂”]|$)|「(?P<bracket>[^」]*)(?:」|$)"
    r"|『(?P<double>[^』]*)(?:』|$)|(?P<bare>[^\s\"＂“]+))"
)


@dataclass(frozen=True, slots=True)
class Query:
    """Folded words: all of ``words`` must be there, none of ``without``."""

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    cut: bool = False  # it was longer than what is looked at

    @property
    def asks(self) -> bool:
        """There is something to look for."""
        return bool(self.words)


def parse(text: str) -> Query:
    """「市民 "まつり 事業" -補助」 → words, a phrase, a word to leave out. Never raises.

    Operators of databases (``OR``, ``NEAR``, ``*``, ``name:``) are letters like all others.
    """
    cut = len(text) > LONGEST
    words: dict[str, None] = {}
    without: dict[str, None] = {}
    for match in _WORD.finditer(text[:LONGEST]):
        written = next(
            part for part in match.group("quoted", "bracket", "double", "bare") if part is not None
        )
        # 「まつり - 事業」: a sign that stands alone is a pause, not a word.
        if written not in _MINUS and (folded := fold(written)):
            (without if match["minus"] else words)[folded] = None
    kept, left = list(words), list(without)
    cut = cut or len(kept) > MOST_WORDS or len(left) > MOST_WORDS
    return Query(tuple(kept[:MOST_WORDS]), tuple(left[:MOST_WORDS]), cut)


def is_number(word: str) -> bool:
    """The word is one whole number."""
    return word.startswith(FENCE) and word.endswith(FENCE) and word.count(FENCE) == 2
