"""A footnote mark has no note, or a note has no mark.

Why: 32.2(※) means something else than 32.2; without the note nobody knows what.
Instead: write the note, or put the mark where the note belongs, or remove it.

注記の印と注記が対応していない。
なぜ: 「32.2(※)」は32.2とは別の意味です。注記がなければ、何が違うのか分かりません。
どうする: 注記を書くか、印を付けるか、不要なら消してください。
"""

import re
from collections.abc import Iterator

from shirube.basics.numbers_in_print import narrow
from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.texts import Passage, passages
from shirube.lint.wording import Message
from shirube.schema import Sheet

rule = Rule(
    __name__,
    __doc__,
    id="S05",
    severity="warning",
    context=SheetContext,
    messages={
        "no_note": Message(
            "「{where}」に印{mark}がありますが、その注記がありません。",
            "“{where}” carries the mark {mark}, but there is no such note.",
        ),
        "no_mark": Message(
            "注記{mark}がありますが、その印がシートのどこにもありません。",
            "There is a note {mark}, but nothing in the sheet carries its mark.",
        ),
    },
)

_NUMBER = r"(?:\d{1,2}|[①-⑳])"
_NUMBERS = rf"{_NUMBER}(?:[,、・]\s*[※*]?{_NUMBER})*"
_MARK = re.compile(rf"[※*](?P<numbers>{_NUMBERS})?")
_SIGN = re.compile(r"[※*＊]")
# In running text a lone ※ opens a remark of its own; only a numbered one points to a note.
_REMARK = re.compile(rf"(?:^|[。\n\s])[※*](?:{_NUMBERS})?(?=[^\d)）])")


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """Marks on values and numbered marks in texts, against the notes of the sheet."""
    sheet = context.sheet
    noted = {mark for note in sheet.notes if note.mark for mark in marks_in(note.mark)}
    cells, texts = tuple(_cells(sheet)), tuple(_texts(sheet))
    explained = _with_notes(sheet)
    for cell in cells:
        if cell.path not in explained:
            yield from _without_note(cell, set(marks_in(cell.text)) - noted)
    for text in texts:
        pointing = {mark for mark in marks_in(text.text) if mark != "※"}
        yield from _without_note(text, pointing - noted - _defined(text.text))
    used = {mark for place in (*cells, *texts) for mark in marks_in(place.text)}
    for index, note in enumerate(sheet.notes):
        for mark in marks_in(note.mark or ""):
            if mark not in used:
                yield Found(f"notes[{index}]", note.at, "no_mark", {"mark": mark})


def marks_in(text: str) -> list[str]:
    """「12(※1,2)」 → ["※1", "※2"]; a lone ※ is "※"."""
    found: list[str] = []
    for match in _MARK.finditer(narrow(text)):
        numbers = re.findall(_NUMBER, match["numbers"] or "")
        found += [f"※{number}" for number in numbers] or ["※"]
    return found


def _cells(sheet: Sheet) -> Iterator[Passage]:
    for place, indicator in enumerate(sheet.indicators):
        for index, value in enumerate(indicator.values):
            if value.printed and _SIGN.search(value.printed):
                yield Passage(f"indicators[{place}].values[{index}]", value.printed, value.at)
    for place, project in enumerate(sheet.projects):
        for index, cost in enumerate(project.costs):
            if cost.printed and _SIGN.search(cost.printed):
                yield Passage(f"projects[{place}].costs[{index}]", cost.printed, cost.at)
    for index, cost in enumerate(sheet.costs):
        if cost.printed and _SIGN.search(cost.printed):
            yield Passage(f"costs[{index}]", cost.printed, cost.at)


def _with_notes(sheet: Sheet) -> set[str]:
    """Cells that carry their note in themselves; they need none below."""
    return {
        f"indicators[{place}].values[{index}]"
        for place, indicator in enumerate(sheet.indicators)
        for index, value in enumerate(indicator.values)
        if value.note
    }


def _texts(sheet: Sheet) -> Iterator[Passage]:
    for passage in passages(sheet):
        if _SIGN.search(passage.text) and not passage.path.startswith("notes["):
            yield passage
    for index, narrative in enumerate(sheet.narratives):
        yield Passage(f"narratives[{index}].label", narrative.label, narrative.at)
    for index, rating in enumerate(sheet.ratings):
        yield Passage(f"ratings[{index}]", rating.printed or "", rating.at)


def _defined(text: str) -> set[str]:
    """Marks that a remark inside the same text explains."""
    plain = narrow(text)
    return {mark for match in _REMARK.finditer(plain) for mark in marks_in(match.group())}


def _without_note(place: Passage, marks: set[str]) -> Iterator[Found]:
    for mark in sorted(marks):
        where = place.text if len(place.text) <= 20 else _around(place.text, mark)
        yield Found(place.path, place.at, "no_note", {"mark": mark, "where": where})


def _around(text: str, mark: str) -> str:
    plain = narrow(text)
    start = max(plain.find(mark), 0)
    return f"…{plain[max(0, start - 10) : start + len(mark)]}"
