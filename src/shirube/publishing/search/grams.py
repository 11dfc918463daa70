"""Folded texts as pairs of letters, the unit that both databases index."""

import re
from collections.abc import Iterator
from itertools import pairwise

from shirube.publishing.search.folding import END, FENCE

# SQLite's plain tokenizer takes every letter beyond ASCII as it is; signs below are moved there.
_SIGNS = {
    code: code + 0xFEE0
    for code in range(0x21, 0x7F)
    if not (chr(code).isalnum() and chr(code).isascii())
}


# A word of an index has an end: PostgreSQL takes 2,046 bytes.
_UNIT = re.compile(f"{FENCE}[^{FENCE}]{{1,100}}{FENCE}|.", re.DOTALL)


def units(run: str) -> list[str]:
    """Letters of a line; a number is one letter: it is only ever found whole."""
    return _UNIT.findall(run.translate(_SIGNS))


def pairs(folded: str) -> Iterator[tuple[str, str]]:
    """Overlapping pairs of each line; the last letter stands with the sign of the end.

    So every letter begins one pair, and no pair spans two lines.
    """
    for run in folded.split("\n"):
        letters = units(run)
        yield from zip(letters, [*letters[1:], END], strict=True) if letters else ()


def word_pairs(word: str) -> list[str]:
    """The pairs that stand in a row wherever the word stands; one letter is itself."""
    letters = units(word)
    return letters if len(letters) == 1 else [one + next_ for one, next_ in pairwise(letters)]
