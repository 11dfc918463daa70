"""Section 5 評価: the one mark of the sheet and its reason.

The mark stands alone in a cell, behind the words 「総合評価(…)」, or before the reason. No mark, or
more than one that could be it, is a lost mark: nothing is guessed from the text.
"""

import re
from collections.abc import Sequence

from shirube.designs.program_form.hand import Hand, Piece, Row, is_debris, pieces_of
from shirube.designs.text_form import is_page_number
from shirube.schema import Rating
from shirube.sources.document import Line


def read_evaluation(lines: Sequence[Line], hand: Hand) -> tuple[Rating, ...]:
    """The rating, with value None and missing ``lost`` when the mark is not certain."""
    row = _cells(lines, hand)
    if not row:
        return ()
    found = [(index, *mark) for index, piece in enumerate(row) if (mark := _mark(piece, hand))]
    certain = len({grade for _, grade, _ in found}) == 1
    place = found[0][0] if certain else -1
    reason = _reason(row, place, found[0][2] if certain else "", hand)
    return (
        Rating(
            key=hand.words.rating,
            scale=hand.words.scale,
            value=found[0][1] if certain else None,
            printed=found[0][1] if certain else None,
            missing=None if certain else "lost",
            reason=reason or None,
            at=row[place].at if certain else row[0].at,
        ),
    )


def _cells(lines: Sequence[Line], hand: Hand) -> Row:
    """Every filled cell below the header row."""
    row: Row = []
    for line in lines:
        pieces = pieces_of(line)
        if is_debris(line, hand.words):
            hand.takings.furniture(line)
        elif is_page_number(line):
            continue
        elif any(piece.words.startswith(hand.words.rating_header) for piece in pieces):
            hand.furniture(*pieces)
        else:
            row += pieces
    return row


def _mark(piece: Piece, hand: Hand) -> tuple[str, str] | None:
    """(grade, what follows it in the cell), None for a cell without a mark."""
    scale = hand.design.scale(hand.words.scale)
    if scale is None:
        return None
    grades = "|".join(re.escape(grade.value) for grade in scale.grades)
    if alone := re.fullmatch(rf"[(]?({grades})[)]?(?:[(]?[※*]\d*[)]?)?", piece.words):
        return alone[1], ""
    # 「総合評価 順調 維持 停滞」 prints the choices, not the choice.
    if sum(re.fullmatch(grades, token) is not None for token in piece.text.split()) > 1:
        return None
    if behind := re.fullmatch(rf"総合評価.*?[)::]?({grades})", piece.words):
        return (behind[1], "") if len(re.findall(grades, piece.words)) == 1 else None
    # 「順調 に進んだ」 begins a reason, 「維持 新しい庁舎…」 is a mark and its reason.
    if before := re.match(rf"({grades})[ \u3000]+(?=[^\sぁ-ん])", piece.text):
        return before[1], piece.text[before.end() :]
    return None


def _reason(row: Row, place: int, rest: str, hand: Hand) -> str:
    """The text after the mark. Before it only the form's labels are expected."""
    labels = hand.words.rating_labels
    if place < 0:
        count = 0
        while count < len(row) and re.fullmatch(labels, row[count].words) and count < 2:
            count += 1
        hand.furniture(*row[:count])
        return hand.text(row[count:])
    hand.furniture(*(piece for piece in row[:place] if re.fullmatch(labels, piece.words)))
    hand.text(row[place : place + 1])
    after = row[place + 1 :]
    if rest:
        return hand.text([row[place]._replace(text=rest), *after])
    return hand.text(after)
