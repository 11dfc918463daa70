"""The printed definition of an indicator and its source, when the extraction left them whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shirube.basics.japanese_text import squeeze
from shirube.designs.kunitachi_shisaku.table import cell_text, is_broken
from shirube.sources.document import Line
from shirube.sources.taking import Takings

_LABEL = "基本計画における指標の説明又は出典元"
_SOURCE = re.compile(r"[(（【]?(?:出典|資料)元?[:：]\s*")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_FIRST = 4  # the cells before hold category, direction, mark and unit


@dataclass(frozen=True, slots=True)
class Definition:
    """``broken``: something was printed, and what is left of it is no sentence. ``pieces``: it was
    put together from several cells of a row.
    """

    text: str | None = None
    source: str | None = None
    broken: bool = False
    pieces: bool = False


def definition_of(lines: Sequence[Line], takings: Takings) -> Definition:
    """The text beside 「基本計画における指標の説明又は出典元」, its cells joined.

    A gap between the cells, a tag, a letter of another script or a cell without Japanese: then
    nothing of it is taken, because half a definition says something else.
    """
    found: list[tuple[Line, int, str]] = []
    for line in lines:
        for index, cell in enumerate(line.cells):
            text = _beside_label(cell, index)
            if text is None:
                takings.furniture(line, index)
            elif text:
                found.append((line, index, text))
    if not found:
        return Definition()
    if not _whole(found):
        return Definition(broken=True)
    for line, index, _ in found:
        takings.place(line, index)
    text, source = _divided("".join(text for _, _, text in found))
    return Definition(text, source, pieces=len(found) > len({line.no for line, _, _ in found}))


def _beside_label(cell: str, index: int) -> str | None:
    """The text of a cell; None when it is a piece of the printed label; "" when it is neither."""
    bare = squeeze(cell)
    if len(bare) >= 2 and (bare in _LABEL or re.fullmatch(r".?の説明又は(?:出典元)?", bare)):
        return None
    text = cell_text(cell)
    if bare.startswith(_LABEL):
        return re.sub(r"\A" + r"\s*".join(_LABEL) + r"\s*", "", text)
    return text if index >= _FIRST and (is_broken(cell) or len(bare) > 1) else ""


def _whole(found: Sequence[tuple[Line, int, str]]) -> bool:
    places = [(line.no, index) for line, index, _ in found]
    neighbours = all(two[1] == one[1] + 1 for one, two in pairwise(places) if one[0] == two[0])
    return neighbours and all(
        _JAPANESE.search(text) and not is_broken(line.cells[index]) and "基本計画にお" not in text
        for line, index, text in found
    )


def _divided(text: str) -> tuple[str | None, str | None]:
    match = _SOURCE.search(text)
    if match is None:
        return text, None
    source = text[match.end() :]
    if match.group()[0] in "(（【":
        source = re.sub(r"[)）】]\Z", "", source)
    return text[: match.start()].strip() or None, source.strip() or None
