"""What sheets say in words, row by row: ratings, issues, promises, opinions, notes, doubts."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from shirube.basics.fiscal_year import in_era
from shirube.papers.entry.doubts import doubts
from shirube.papers.entry.model import ABSENT, Entry, Said
from shirube.papers.entry.said import BLANK, words
from shirube.papers.entry.take import Asked
from shirube.papers.parts import rating_words
from shirube.schema.codes import label

Takes = dict[str, tuple[str, Callable[[Asked], Said]]]
_UNANSWERED = Said("まだ書かれていません", mark="miss")


def part(name: str) -> Callable[[Entry], list[Any]]:
    """The entries of a part of the sheet, a row each."""
    return lambda entry: list(getattr(entry.sheet, name))


def text(field: str) -> Callable[[Asked], Said]:
    """A text of the row; several are put together."""

    def take(asked: Asked) -> Said:
        said = getattr(asked.row, field)
        if isinstance(said, tuple):
            said = "、".join(said)
        return words(str(said), getattr(asked.row, "flags", ())) if said else ABSENT

    return take


def year(field: str) -> Callable[[Asked], Said]:
    """A year of the row: 令和6年度."""

    def take(asked: Asked) -> Said:
        said = getattr(asked.row, field)
        return Said(f"{in_era(said)}年度") if said else ABSENT

    return take


def rating_label(asked: Asked) -> Said:
    """What was asked, in the form's words."""
    named = asked.design.label(f"ratings.{asked.row.key}") if asked.design else None
    return Said(named or "評価")


def rating(asked: Asked) -> Said:
    """The mark with its meaning."""
    said = rating_words(asked.design, asked.row)
    return Said(
        said, mark="miss" if asked.row.value is None else "doubt" if asked.row.flags else ""
    )


def next_actions(asked: Asked) -> Said:
    """What will be done, from when."""
    lines = [
        f"{in_era(one.from_fiscal_year)}年度から: {one.text}" if one.from_fiscal_year else one.text
        for one in asked.row.next_actions
    ]
    return words("\n".join(lines)) if lines else ABSENT


class Action(NamedTuple):
    """A next action with its issue."""

    text: str
    issue: str
    from_fiscal_year: int | None


def actions(entry: Entry) -> list[Action]:
    """Every next action, one a row."""
    return [
        Action(one.text, issue.text, one.from_fiscal_year)
        for issue in entry.sheet.issues
        for one in issue.next_actions
    ]


class Promise(NamedTuple):
    """What was promised before, and what is said of it now."""

    text: str
    issue: str | None
    promised_year: int | None
    from_fiscal_year: int | None
    status: str | None
    answer: str | None
    asked: bool  # whether the sheet asks what became of it


def promises(entry: Entry) -> list[Promise]:
    """Those that the sheet answers, then those of last year's sheet that it does not speak of."""
    return [*_answered(entry), *_unspoken(entry)]


def _answered(entry: Entry) -> Iterator[Promise]:
    for one in entry.sheet.follow_ups:
        yield Promise(
            one.text, one.issue, one.promised_year, one.from_fiscal_year,
            one.status, one.answer, True,
        )  # fmt: skip


def _unspoken(entry: Entry) -> Iterator[Promise]:
    if entry.before is None:
        return
    known = {_even(one.text) for one in entry.sheet.follow_ups}
    made = entry.before.fiscal_year
    for issue in entry.before.issues:
        for one in issue.next_actions:
            if _even(one.text) not in known:
                yield Promise(one.text, issue.text, made, one.from_fiscal_year, None, None, False)


def _even(said: str) -> str:
    return "".join(said.split())


def status(asked: Asked) -> Said:
    """What became of a promise; a sheet that does not ask is not taken for a bad answer."""
    row: Promise = asked.row
    if row.status:
        return Said(label("follow_up_status", row.status))
    return _UNANSWERED if row.asked else Said("このシートでは触れていません", mark="miss")


def answer(asked: Asked) -> Said:
    """What became of a promise, in words."""
    return words(asked.row.answer) if asked.row.answer else ABSENT


def review_answer(asked: Asked) -> Said:
    """The city's answer and who gave it."""
    one = asked.row
    if not one.answer:
        return Said("まだ回答がありません", mark="miss")
    return Said(f"{one.answer}({one.answered_by})" if one.answered_by else one.answer)


def review_by(asked: Asked) -> Said:
    """The body, the round and the year."""
    one = asked.row
    told = (one.by, one.round, one.fiscal_year and f"{in_era(one.fiscal_year)}年度")
    return words("、".join(dict.fromkeys(filter(None, told))))


def reviews_before(entry: Entry) -> list[Any]:
    """Opinions on last year's sheet."""
    return list(entry.before.reviews) if entry.before else []


def narrative_by(asked: Asked) -> Said:
    """Of which year, direction and division a text is."""
    one = asked.row
    told = (
        one.fiscal_year and f"{in_era(one.fiscal_year)}年度",
        one.direction and f"方向{one.direction}",
        one.by,
    )
    said = "、".join(filter(None, told))
    return Said(said) if said else ABSENT


def blank_or(field: str) -> Callable[[Asked], Said]:
    """A text that the form asks for: where nobody wrote, 空欄."""
    return lambda asked: words(getattr(asked.row, field)) if getattr(asked.row, field) else BLANK


def doubt_rows(entry: Entry) -> list[Any]:
    """Everything doubtful."""
    return list(doubts(entry.sheet))
