"""Chapters 4 to 7: marks with their sentence, texts by division, and what is promised."""

import re
from collections.abc import Callable, Iterator, Sequence

from shirube.basics.numbers_in_print import narrow
from shirube.designs.kunitachi_shisaku.outline import Part, Piece
from shirube.designs.kunitachi_shisaku.words import passages, without_bullet
from shirube.designs.text_form import without_tags
from shirube.schema import Issue, Narrative, NextAction, Rating
from shirube.sources.taking import Takings

Years = Callable[[str | None], int | None]  # 「6」 → 2024, as the sheet's own columns say

# Part → key of the text. What stands in 6(1) before 改善余地 are the achievements, also when the
# words of that heading were lost.
TEXTS = {
    "target": "target",
    "aim": "aim",
    "reason": "reason",
    "situation": "situation",
    "opinions": "opinions",
    "other_municipalities": "other_municipalities",
    "work_done": "work_done",
    "work_planned": "work_planned",
    "summary": "achievements",
    "achievements": "achievements",
    "room_for_improvement": "room_for_improvement",
}
RATINGS = ("target_achievement", "time_comparison", "overall")
_LEGEND = re.compile(r"A\s*\([^()]*\)\s*[~〜～-]\s*E\s*\([^()]*\)")
_GRADE = re.compile(r"(?P<circle>[○〇◯●◎]\s*)?(?P<grade>[A-E])\s*(?:[::]\s*(?P<words>.*))?")
_BETWEEN_MARKS = re.compile(r"(?<=\S)\s+(?=(?:[○〇◯●◎]\s*)?[A-EＡ-Ｅ]\s*[:：])")
_STATED = re.compile(r"(?:総合)?評価(?:結果)?\s*[::]?\s*(?P<grade>[A-E])")
_GUIDANCE = re.compile(r"成果実績数値の評価.*|総合基本計画に照らして評価する.*|※必要に応じて.*")


def narratives_of(part: Part, label: str, years: Years, takings: Takings) -> Iterator[Narrative]:
    """The texts of a part, one for each division (or direction) that signs."""
    pieces = [piece for piece in part.pieces if not _furnished(piece, takings)]
    for passage in passages(pieces):
        for line in passage.lines:
            takings.place(line)
        yield Narrative(
            key=TEXTS[part.key],
            label=label,
            text=passage.text,
            direction=passage.direction,
            fiscal_year=years(part.year),
            by=passage.by,
            at=passage.lines[0].at(),
        )


def _furnished(piece: Piece, takings: Takings) -> bool:
    """Guidance of the form, and a marked line that is a heading whose words were lost."""
    if _GUIDANCE.fullmatch(narrow(piece.text)):
        takings.furniture(piece.line)
        return True
    return piece.marked and not piece.text.startswith("【") and len(piece.text) <= 20


def rating_of(part: Part, takings: Takings) -> Rating:
    """The mark printed under the heading. A legend of all marks without a circle is no mark."""
    marks: list[tuple[str, str, bool, Piece]] = []
    after: list[str] = []
    for piece in part.pieces:
        text = without_tags(_without_legend(piece.text))
        if not text or _GUIDANCE.fullmatch(narrow(text)):
            takings.furniture(piece.line)
            continue
        found = _marks(text)
        marks += [(grade, printed, circled, piece) for grade, printed, circled in found]
        if found:
            after = []
        elif len(marks) == 1 and not piece.fresh and not piece.marked:
            after.append(piece.text.strip())
            takings.place(piece.line)
    return _rated(part, marks, "".join(after), takings)


def _without_legend(text: str) -> str:
    """The text without 「A(…)~E(…)」, which the form prints beside the question."""
    match = _LEGEND.search(narrow(text))  # as long as the text itself
    return f"{text[: match.start()]}{text[match.end() :]}" if match else text


def _marks(text: str) -> list[tuple[str, str, bool]]:
    """(mark, as printed, circled): 「C:… D:…」 holds two."""
    stated = _STATED.fullmatch(narrow(text))
    if stated:
        return [(stated["grade"], text, True)]
    pieces = [piece.strip() for piece in _BETWEEN_MARKS.split(text)]
    found = [(_GRADE.fullmatch(narrow(piece)), piece) for piece in pieces]
    return [(m["grade"], piece, bool(m["circle"]) or not m["words"]) for m, piece in found if m]


def _rated(
    part: Part, marks: Sequence[tuple[str, str, bool, Piece]], after: str, takings: Takings
) -> Rating:
    circled = [mark for mark in marks if mark[2]]
    chosen = circled if len(circled) == 1 else list(marks)
    one = chosen[0] if len(chosen) == 1 else None
    for mark in marks:
        if mark is one:
            takings.place(mark[3].line)
    for mark in marks:
        takings.furniture(mark[3].line)
    at = one[3].line.at() if one else part.line.at() if part.line else None
    return Rating(
        key=part.key,
        scale=part.key,
        value=one[0] if one else None,
        printed=one[1] + after if one else None,
        missing=None if one else ("lost" if marks else "blank"),
        at=at,
    )


def issue_of(part: Part, no: str, years: Years, takings: Takings) -> Iterator[Issue]:
    """A policy of chapter 7 as an issue: its heading, and every bullet as a next action."""
    for passage in passages(part.pieces):
        for line in passage.lines:
            takings.place(line)
        signed = passage.by or (f"展開方向{passage.direction}" if passage.direction else None)
        actions = [
            NextAction(
                text=without_bullet(sentence), from_fiscal_year=years(part.year), at=line.at()
            )
            for sentence, line in zip(passage.sentences, passage.starts, strict=True)
        ]
        heading = re.sub(r"\A(?:\(\d+\)|[①-⑳⑴-⒇])\s*", "", part.heading)
        yield Issue(
            no=no,
            text=f"{heading}【{signed}】" if signed else heading,
            next_actions=tuple(actions),
            at=part.line.at() if part.line else None,
        )
