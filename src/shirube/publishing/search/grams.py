"""Folded texts as pairs of letters, the unit that both databases index."""

from collections.abc import Iterator

from shirube.publishing.search.folding import END

# SQLite's plain tokenizer takes every letter beyond ASCII as it is; signs below are moved there.
_SIGNS = {
    code: code + 0xFEE0
    for code in range(0x21, 0x7F)
    if not (chr(code).isalnum() and chr(code).isascii())
}


def pairs(folded: str) -> Iterator[str]:
    """Overlapping pairs of each line; the last letter stands with the sign of the end.

    So every letter begins one pair, and no pair spans two lines.
    """
    for run in folded.translate(_SIGNS).split("\n"):
        if run:
            closed = run + END
            yield from (closed[i : i + 2] for i in range(len(run)))


def word_pairs(word: str) -> list[str]:
    """The pairs that stand in a row wherever the word stands; one letter is itself."""
    safe = word.translate(_SIGNS)
    return [safe] if len(safe) == 1 else [safe[i : i + 2] for i in range(len(safe) - 1)]
