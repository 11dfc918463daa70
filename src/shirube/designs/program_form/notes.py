"""Footnotes: found once for the whole sheet, then looked up by their mark.

「32.2(※)」 with 「※平成29年度実績値を記載」 means that the value measures FY2017.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shirube.basics.fiscal_year import parse_fiscal_year, years_in
from shirube.basics.japanese_text import squeeze
from shirube.basics.numbers_in_print import narrow
from shirube.designs.program_form.hand import Hand, Row, rows_of
from shirube.designs.text_form import Section
from shirube.schema import Note, Value

_MARK = re.compile(r"[(（]?([※＊*][0-9０-９]*)[)）]?[:：.．]?[ \t\u3000]*(?=\S)")
_NEXT = re.compile(r"[ \t\u3000]+(?=[※＊*][0-9０-９]+)")
_ERA_YEAR = r"(?:(?:令和|平成|昭和|[RHS])(?:元|\d{1,2})|20\d\d)年度"
# 「平成29年度実績値を記載」「令和2年度の調査の結果を使用」, not 「令和2年度に調査方法を変更」
_OBSERVED = re.compile(
    rf"({_ERA_YEAR})(?!から|以降|より|まで|に|は|が|と|・|、)[^。、]{{0,20}}?(?:実績|値|結果)"
    r"[^。、]{0,8}?(?:記載|掲載|使用|計上|引用|参照|である|です|(?:実績|値|結果)?[)。]?$)"
)


@dataclass(frozen=True)
class Footnote:
    """A note and the section under which it stands."""

    section: str
    note: Note

    @property
    def observed_year(self) -> int | None:
        """The one year whose value is said to stand here; None when several are named."""
        words = squeeze(self.note.text)
        found = _OBSERVED.search(words)
        if found is None or len(set(years_in(words))) != 1:
            return None
        return parse_fiscal_year(found[1])


class Footnotes:
    """All notes of a sheet."""

    def __init__(self, found: Iterable[Footnote], lines: frozenset[int]) -> None:
        self.all = tuple(found)
        self.lines = lines  # numbers of the lines that notes and legend stand on

    @property
    def notes(self) -> tuple[Note, ...]:
        """In printed order."""
        return tuple(footnote.note for footnote in self.all)

    def explain(self, value: Value, marks: Sequence[str], section: str) -> Value:
        """The value with the text of its notes and, for an actual, the year they state."""
        found = [f for mark in marks for f in self._under(mark, section)]
        if not found:
            return value
        years = {f.observed_year for f in found if f.observed_year is not None}
        year = years.pop() if len(years) == 1 and value.measure == "actual" else None
        return value.model_copy(
            update={
                "note": "\n".join(dict.fromkeys(f.note.text for f in found)),
                "observed_year": None if year == value.fiscal_year else year,
            }
        )

    def _under(self, mark: str, section: str) -> list[Footnote]:
        fitting = [footnote for footnote in self.all if footnote.note.mark == mark]
        return [f for f in fitting if f.section == section] or fitting


def marks_of(text: str) -> tuple[str, ...]:
    """The marks in a cell, one by one: ``59.4(※1、2)`` → ("※1", "※2")."""
    found: list[str] = []
    for group in re.findall(r"[※*]\d*(?:[,、]\s*[※*]?\d+)*", narrow(text)):
        for token in re.split(r"[,、]\s*", group):
            found.append(token if token[0] in "※*" else f"{group[0]}{token}")
    return tuple(found)


def collect_notes(sections: Sequence[Section], hand: Hand) -> Footnotes:
    """The notes of every section. The legend of the scale looks like notes and is furniture."""
    found: list[Footnote] = []
    lines: set[int] = set()
    for section in sections:
        for own, row in rows_of(section.lines, lambda row: _starts(row, hand), hand):
            if not own:
                continue
            lines |= {piece.line.no for piece in row}
            if is_legend(row, hand):
                hand.furniture(*row)
            else:
                found += [Footnote(section.key, note) for note in _notes(row, hand)]
    return Footnotes(found, frozenset(lines))


def is_legend(row: Row, hand: Hand) -> bool:
    """A line that explains a grade: ※順調「…」."""
    scale = hand.design.scale(hand.words.scale)
    grades = "|".join(re.escape(grade.value) for grade in scale.grades) if scale else "(?!)"
    return re.match(rf"※?[(]?(?:{grades})[)]?[「『(::=…]", row[0].words) is not None


def _starts(row: Row, hand: Hand) -> bool:
    is_note = len(row) <= 2 and _MARK.match(row[0].text) is not None
    return is_note or is_legend(row, hand)


def _notes(row: Row, hand: Hand) -> Iterable[Note]:
    for part in _NEXT.split(hand.text(row)):
        if mark := _MARK.match(part):
            yield Note(mark=narrow(mark[1]), text=part[mark.end() :], at=row[0].at)
