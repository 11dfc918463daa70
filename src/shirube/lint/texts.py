"""The words of a sheet with their places, and whether a sentence speaks of an indicator."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from shirube.basics.japanese_text import squeeze
from shirube.schema import Indicator, Sheet

_SENTENCES = re.compile(r"(?<=[。!?！？])|\n")
_CLAUSES = re.compile(r"[、,，。!?！？:：・\n]")
_WORDS = re.compile(r"[ァ-ヴー]+|[一-龥々]+|[A-Za-z0-9]+")
# 「…の割合」「…率」「延べ…件数(年間)」: the word that counts is not what is counted.
_COUNTING = re.compile(
    r"[(（][^()（）]*[)）]|(?:の)?(?:割合|比率|総数|延べ数|件数|人数|回数|戸数|台数|箇所数|団体数|数量?|量|額|率|度)(?=$|[(（])"
)
_MENTIONED = 0.5  # share of the name's letter pairs that a clause must hold


class Passage(NamedTuple):
    """A text of the sheet: the part it stands in, and its place in the file."""

    path: str
    text: str
    at: str | None


def passages(sheet: Sheet) -> Iterator[Passage]:
    """Every text of the sheet in which somebody wrote something; contacts are not among them."""
    yield Passage("title", sheet.title, None)
    yield from _of_plan(sheet)
    yield from _of_rows(sheet)
    yield from statements(sheet)
    yield from _of_environment(sheet)
    yield from _of_issues(sheet)
    yield from _of_reviews(sheet)
    for index, note in enumerate(sheet.notes):
        yield Passage(f"notes[{index}]", note.text, note.at)


def _of_reviews(sheet: Sheet) -> Iterator[Passage]:
    for index, review in enumerate(sheet.reviews):
        for name in ("text", "answer", "reflected"):
            text = getattr(review, name)
            if text:
                yield Passage(f"reviews[{index}].{name}", text, review.at)


def statements(sheet: Sheet) -> Iterator[Passage]:
    """Texts in which the office says how things went: narratives, reasons, status, results."""
    for index, narrative in enumerate(sheet.narratives):
        yield Passage(f"narratives[{index}]", narrative.text, narrative.at)
    for index, rating in enumerate(sheet.ratings):
        if rating.reason:
            yield Passage(f"ratings[{index}].reason", rating.reason, rating.at)
    for index, issue in enumerate(sheet.issues):
        if issue.status:
            yield Passage(f"issues[{index}].status", issue.status, issue.at)
    for index, step in enumerate(sheet.progress):
        for name in ("plan", "result", "action"):
            text = getattr(step, name)
            if text:
                yield Passage(f"progress[{index}].{name}", text, step.at)
    yield from _of_promises(sheet)


def _of_promises(sheet: Sheet) -> Iterator[Passage]:
    for index, promise in enumerate(sheet.follow_ups):
        if promise.answer:
            yield Passage(f"follow_ups[{index}].answer", promise.answer, promise.at)


def _of_plan(sheet: Sheet) -> Iterator[Passage]:
    for index, attribute in enumerate(sheet.attributes):
        if attribute.value:
            yield Passage(f"attributes[{index}]", attribute.value, attribute.at)
    for index, direction in enumerate(sheet.directions):
        for name in ("title", "purpose", "means"):
            text = getattr(direction, name)
            if text:
                yield Passage(f"directions[{index}].{name}", text, direction.at)


def _of_rows(sheet: Sheet) -> Iterator[Passage]:
    for index, indicator in enumerate(sheet.indicators):
        for name in ("name", "definition", "source", "unit"):
            text = getattr(indicator, name)
            if text:
                yield Passage(f"indicators[{index}].{name}", text, indicator.at)
    for index, project in enumerate(sheet.projects):
        yield Passage(f"projects[{index}].name", project.name, project.at)


def _of_environment(sheet: Sheet) -> Iterator[Passage]:
    for index, factor in enumerate(sheet.environment):
        for name in ("situation", "reason"):
            text = getattr(factor, name)
            if text:
                yield Passage(f"environment[{index}].{name}", text, factor.at)


def _of_issues(sheet: Sheet) -> Iterator[Passage]:
    for index, issue in enumerate(sheet.issues):
        yield Passage(f"issues[{index}].text", issue.text, issue.at)
        for step, action in enumerate(issue.next_actions):
            yield Passage(f"issues[{index}].next_actions[{step}]", action.text, action.at)


def sentences(text: str) -> list[str]:
    """「…した。…する。」 → its sentences; a line break ends one too."""
    return [part.strip() for part in _SENTENCES.split(text) if part.strip()]


def clauses(text: str) -> list[str]:
    """Parts between commas and full stops."""
    return [part for part in (piece.strip() for piece in _CLAUSES.split(text)) if part]


def mentions(text: str, name: str) -> bool:
    """Whether a text speaks of what is named, though in other words.

    ホームページのアクセス数 speaks of 市のホームページへの年間アクセス件数: letter pairs inside
    words are compared, particles are not. What is counted (アクセス) must be there, and at least
    two pairs must fit: 利用 alone says nothing.
    """
    wanted, head = _wanted(name)
    if not wanted:
        return False
    there = _pairs(tuple(_WORDS.findall(squeeze(text))))
    return (
        len(wanted & there) > max(1, len(wanted) * _MENTIONED)
        and len(head & there) / len(head) > _MENTIONED
    )


def share_a_word(one: str, other: str) -> bool:
    """Whether two short phrases have a pair of letters inside words in common."""
    return bool(_wanted(one)[0] & _wanted(other)[0])


@lru_cache(maxsize=4096)
def _wanted(name: str) -> tuple[set[str], set[str]]:
    """Letter pairs of a name, and of the word that says what is counted."""
    words = tuple(_WORDS.findall(_COUNTING.sub("", squeeze(name))))
    heads = [word for word in words if len(word) > 1]
    return _pairs(words), _pairs(tuple(heads[-1:]))


def _pairs(words: tuple[str, ...]) -> set[str]:
    return {word[start : start + 2] for word in words for start in range(len(word) - 1)}


def named(indicator: Indicator) -> str:
    """Number and name as people say it: ② 年間アクセス件数."""
    return f"{indicator.no or ''} {indicator.name}".strip()
