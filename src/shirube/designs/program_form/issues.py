"""Section 7 課題: each issue with related projects, present state and next actions.

The number stands in a cell of its own, before a label, or on a later row of the issue; a new issue
begins at its first label, wherever the number is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from shirube.basics.fiscal_year import parse_fiscal_year
from shirube.basics.japanese_text import same_dash, squeeze, tidy
from shirube.designs.program_form.hand import Hand, Piece, Row, rows_of
from shirube.designs.text_form import leading_number
from shirube.schema import Issue, NextAction
from shirube.sources.document import Line

_NO = re.compile(r"[(]?\d{1,2}[.)]?")
_BETWEEN_NAMES = re.compile(r"[、,，;；\n]|(?<=事業)[ \u3000]+(?=\S)")


class _Labelled(NamedTuple):
    number: str | None
    kind: str | None  # None: the row holds nothing but a number
    label: str
    rest: Row


@dataclass
class _Draft:
    at: str
    no: str | None = None
    text: str = ""
    projects: tuple[str, ...] = ()
    status: str | None = None
    actions: list[NextAction] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def issue(self) -> Issue:
        """As a plain value; an issue whose number was not found has none."""
        return Issue(
            no=self.no or "",
            text=self.text,
            projects=self.projects,
            status=self.status,
            next_actions=tuple(self.actions),
            at=self.at,
        )


def read_issues(lines: Sequence[Line], names: Sequence[str], hand: Hand) -> tuple[Issue, ...]:
    """The issues. ``names`` are the sheet's projects: a name with a comma in it stays whole."""
    drafts: list[_Draft] = []
    waiting: str | None = None
    for own, row in rows_of(lines, lambda row: _labelled(row, hand) is not None, hand):
        found = _labelled(row, hand) if own else None
        if found is None:
            continue
        hand.furniture(*(piece for piece in row if piece not in found.rest))
        if found.kind is None:
            waiting = _number_alone(found, drafts)
            continue
        if found.kind == "text" or not drafts or found.kind in drafts[-1].seen:
            drafts.append(_Draft(row[0].at, no=waiting))
            waiting = None
        _fill(drafts[-1], found, names, hand)
    return tuple(draft.issue() for draft in drafts)


def _number_alone(found: _Labelled, drafts: list[_Draft]) -> str | None:
    """A number on a line of its own belongs to an issue that is open and has none, or waits."""
    if drafts and drafts[-1].no is None and "next" not in drafts[-1].seen:
        drafts[-1].no = found.number
        return None
    return found.number


def _labelled(row: Row, hand: Hand) -> _Labelled | None:
    """The row's number and label, when it begins with them."""
    number, rest = leading_number(row[0].text)
    if number is None and len(row) > 1 and _NO.fullmatch(row[0].words):
        number, rest = row[0].words.strip("(.)"), ""
    pieces: Row = [row[0]._replace(text=rest), *row[1:]] if rest else row[1:]
    if not pieces:
        return _Labelled(number, None, "", []) if number else None
    words = squeeze(pieces[0].text)
    for kind, pattern in hand.words.issue.kinds():
        if re.fullmatch(pattern, words):
            return _Labelled(number, kind, words, pieces[1:])
    return None


def _fill(draft: _Draft, found: _Labelled, names: Sequence[str], hand: Hand) -> None:
    draft.no = draft.no or found.number
    draft.seen.add(found.kind or "")
    text = hand.text(found.rest)
    if found.kind == "text":
        draft.text = text
    elif found.kind == "projects":
        draft.projects = _names(text, names)
    elif found.kind == "status":
        draft.status = text or None
    elif text:
        place: Piece = found.rest[0]
        year = parse_fiscal_year(found.label)
        draft.actions.append(NextAction(text=text, from_fiscal_year=year, at=place.at))


def _names(text: str, known: Sequence[str]) -> tuple[str, ...]:
    if squeeze(text) in {squeeze(name) for name in known}:
        return (text,)
    parts = (tidy(part) for part in _BETWEEN_NAMES.split(text))
    return tuple(part for part in parts if squeeze(same_dash(part)).strip("-"))
