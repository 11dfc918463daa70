"""From broken lines to the sentences of a passage, and who signs it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shirube.basics.numbers_in_print import narrow
from shirube.designs.kunitachi_shisaku.outline import Piece
from shirube.designs.text_form import without_tags
from shirube.sources.document import Line

_JAPANESE = r"[\u3001-\u301f\u3040-\u30ff\u3400-\u9fff々()「」、。・%]"
_WRAP = re.compile(rf"(?<={_JAPANESE})[ \t\u3000]+(?={_JAPANESE})")
_BULLET = r"[・○〇◯●◆◇■□▲△★☆※▶►•·]"
_STARTS = re.compile(rf"{_BULLET}|[①-⑳⑴-⒇]|\(\d{{1,2}}\)|\d{{1,2}}[.．)]")
_BEFORE_BULLET = re.compile(rf"(?<=[。))])\s*(?={_BULLET})|\s+(?=[◆◇●])")
_ENDS = re.compile(r"[。．.!！?？)）」』]$")
_SIGNED = re.compile(r"【([^【】]{1,60})】\s*(.*)", re.DOTALL)
_DIVISION = re.compile(r"(?:課|室|部|局|係|所|館|担当|委員会|センター|本部|チーム)\Z")
_DIRECTION = re.compile(r"(?:施策の)?展開方向\s*(\d)")


@dataclass(slots=True)
class Passage:
    """Sentences under one signature: ``by`` a division, ``direction`` a number, or neither.

    ``starts`` are the lines on which the sentences begin.
    """

    lines: list[Line]
    sentences: list[str]
    starts: list[Line]
    by: str | None = None
    direction: str | None = None

    @property
    def text(self) -> str:
        """One sentence or bullet a line."""
        return "\n".join(self.sentences)


def sentences_of(text: str) -> list[str]:
    """The bullets that stand behind each other in one cell, spaces of broken lines taken out."""
    parts = _BEFORE_BULLET.split(without_tags(text))
    return [_WRAP.sub("", part.strip()) for part in parts if part.strip()]


def without_bullet(sentence: str) -> str:
    """「○国立新書を配る」 → 「国立新書を配る」."""
    return re.sub(rf"\A{_BULLET}+\s*", "", sentence)


def passages(pieces: Iterable[Piece]) -> Iterator[Passage]:
    """The passages of a part; a line with 【文書法制課】 opens the passage of that division."""
    current = Passage([], [], [])
    for piece in pieces:
        signature, rest = _signature(piece.text)
        if signature is not None:
            if current.sentences:
                yield current
            by, direction = signature
            current = Passage([piece.line], [], [], by or current.by, direction)
        if rest:
            current.lines.append(piece.line)
            _append(current.sentences, sentences_of(rest), fresh=piece.fresh)
            new = len(current.sentences) - len(current.starts)
            current.starts += [piece.line] * new
    if current.sentences:
        yield current


def _signature(text: str) -> tuple[tuple[str | None, str | None] | None, str]:
    match = _SIGNED.fullmatch(text.strip())
    if match is None:
        return None, text
    name, rest = match[1].strip(), match[2].strip()
    direction = _DIRECTION.search(narrow(name))
    if direction:
        return (None, direction[1]), rest
    if not rest or _DIVISION.search(name):
        return (name, None), rest
    return None, text


def _append(sentences: list[str], more: list[str], *, fresh: bool) -> None:
    if not more:
        return
    first = more[0]
    continues = (
        bool(sentences)
        and not _STARTS.match(narrow(first))
        and not (fresh and _ENDS.search(sentences[-1]))
    )
    if continues:
        sentences[-1] = _joined(sentences[-1], first)
        more = more[1:]
    sentences.extend(more)


def _joined(one: str, other: str) -> str:
    latin = re.search(r"[A-Za-z]\Z", one) and re.match(r"[A-Za-z]", other)
    return f"{one} {other}" if latin else one + other
