"""Which piece of a text is shown, and what is marked in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from shirube.publishing.search.folding import fold, fold_in_place

AROUND = 40  # letters before and after the first word
LONGEST_LOOK = 4000  # letters of one text in which words are looked for


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters, marked or not. Plain text: whoever prints it escapes it."""

    text: str
    marked: bool = False


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The whole text with all words marked."""
    return tuple(_pieces(text, _spans(text, words), 0, len(text)))


def snippet(texts: Sequence[str], words: Sequence[str]) -> tuple[Piece, ...]:
    """The neighbourhood of the first word in the text that holds most of the words."""
    best, most = "", 0
    for text in texts:
        folded = fold(text[:LONGEST_LOOK])
        held = sum(word in folded for word in words)
        if held > most:
            best, most = text[:LONGEST_LOOK], held
        if most == len(words):
            break
    spans = _spans(best, words)
    if not spans:
        return ()
    start = max(0, spans[0][0] - AROUND)
    end = min(len(best), max(spans[0][1], start + AROUND) + AROUND)
    pieces = _pieces(best, spans, start, end)
    before = [Piece("…")] if start else []
    after = [Piece("…")] if end < len(best) else []
    return (*before, *pieces, *after)


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    folded = fold_in_place(text)
    return _merged([span for word in words for span in folded.spans(word)])


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _pieces(text: str, spans: list[tuple[int, int]], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    for left, right in spans:
        if left >= end or right <= start:
            continue
        pieces += [
            Piece(text[at : max(left, at)]),
            Piece(text[max(left, at) : min(right, end)], True),
        ]
        at = min(right, end)
    pieces.append(Piece(text[at:end]))
    return [piece for piece in pieces if piece.text]
