"""Did the evaluation change the budget? Filters, and what the rows of some years add up to."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shirube.basics.yen import in_print
from shirube.budget.reckoning.matching import Matched
from shirube.budget.reckoning.totals import totals
from shirube.budget.reflecting.rows import Given, Row, given

Test = Callable[[Row], bool]


def _more(row: Row) -> bool:
    return (row.given.change or 0) > 0


def _less(row: Row) -> bool:
    return (row.given.change or 0) < 0


# key → what it is called, which rows it lets through
FILTERS: dict[str, tuple[str, Test]] = {
    "": ("すべて", lambda row: True),
    "fell_more": ("評価が下がり、予算が増えた", lambda row: row.moved == "down" and _more(row)),
    "rose_less": ("評価が上がり、予算が減った", lambda row: row.moved == "up" and _less(row)),
    "low_more": (
        "いちばん低い評価で、予算が増えた",
        lambda row: row.said is not None and row.said.place == "bottom" and _more(row),
    ),
    "high_less": (
        "いちばん高い評価で、予算が減った",
        lambda row: row.said is not None and row.said.place == "top" and _less(row),
    ),
    "reflected": ("反映額がある", lambda row: bool(row.given.reflected)),
    "cut": (
        "要求より査定が少ない",
        lambda row: (
            row.given.request is not None
            and row.given.assessed is not None
            and row.given.assessed < row.given.request
        ),
    ),
}
MOVED = {"up": "上がった", "same": "変わらない", "down": "下がった", None: "比べられない"}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows with one rating, or one movement of it; each project's money once.

    ``given.before`` and ``given.now`` are of the rows that state both, so that their difference is
    a change; ``unknown`` rows are in neither. Where no row states both, one may stand alone.
    """

    called: str
    rows: int
    more: int
    less: int
    same: int
    unknown: int
    given: Given

    @property
    def percent(self) -> str:
        """The change in percent, "" where it cannot be told."""
        change, before = self.given.change, self.given.before
        if change is None or not before:
            return ""
        return f"{Decimal(change * 100) / before:+.1f}%"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one evaluated year did to the budget after it."""

    evaluated: int
    budget_year: int
    by_rating: tuple[Group, ...]
    by_moved: tuple[Group, ...]
    together: Group
    elsewhere: int  # reflected yen of accounts that are no evaluated project's: new ones, say


def filtered(rows: Sequence[Row], key: str) -> tuple[Row, ...]:
    """The rows that a filter lets through; an unknown key lets all through."""
    _, test = FILTERS.get(key, FILTERS[""])
    return tuple(row for row in rows if test(row))


def changed_most(rows: Sequence[Row], number: int = 5) -> tuple[Row, ...]:
    """The rows whose money changed most, up or down."""
    known = [row for row in rows if row.given.change]
    return tuple(sorted(known, key=lambda row: -abs(row.given.change or 0))[:number])


def answer(rows: Sequence[Row], now: Matched, before: Matched) -> Answer:
    """Of rows of one evaluated year. Raises ValueError without any."""
    if not rows:
        raise ValueError("no rows")
    ratings = sorted(
        {(-(row.said.order or 0), row.said.value) for row in rows if row.said is not None}
    )
    by_rating = [
        _group(
            value, [r for r in rows if r.said is not None and r.said.value == value], now, before
        )
        for _, value in ratings
    ]
    unrated = [row for row in rows if row.said is None]
    if unrated:
        by_rating.append(_group("評価なし", unrated, now, before))
    by_moved = [
        _group(called, own, now, before)
        for moved, called in MOVED.items()
        if (own := [row for row in rows if row.moved == moved])
    ]
    return Answer(
        rows[0].evaluated,
        rows[0].budget_year,
        tuple(by_rating),
        tuple(by_moved),
        (together := _group("合計", rows, now, before)),
        totals(now.lines.values(), "reflected").every.yen - (together.given.reflected or 0),
    )


def _group(called: str, rows: Sequence[Row], now: Matched, before: Matched) -> Group:
    ways = Counter(_way(row) for row in rows)
    every = given(_projects(rows), now, before)
    both = [row for row in rows if row.given.change is not None]
    if both and len(both) < len(rows):
        told = given(_projects(both), now, before)
        every = replace(every, before=told.before, now=told.now, now_stage=told.now_stage)
    return Group(
        called, len(rows), ways["more"], ways["less"], ways["same"], ways["unknown"], every
    )


def _projects(rows: Sequence[Row]) -> Collection[str]:
    return frozenset(key for row in rows for key in row.projects)


def _way(row: Row) -> str:
    change = row.given.change
    if change is None:
        return "unknown"
    return "more" if change > 0 else "less" if change < 0 else "same"


def sentence(answers: Sequence[Answer], rows: Sequence[Row]) -> str:
    """The answer in words, over all years given."""
    known = [row for row in rows if row.moved in {"up", "down"} and row.given.change]
    along = sum((row.moved == "up") == _more(row) for row in known)
    reflected = [a.together.given.reflected for a in answers if a.together.given.reflected]
    years = len({row.evaluated for row in rows})
    words = [
        f"{years}年間の延べ{len(rows)}枚のうち、評価が上下し予算も動いたのは{len(known)}枚です。"
    ]
    if known:
        words.append(
            f"向きがそろったもの(上がって増えた・下がって減った)が{along}枚、"
            f"逆のものが{len(known) - along}枚でした。"
        )
    if reflected:
        total = in_print(Decimal(sum(reflected)))
        words.append(f"「評価を反映した」と財政が記録した額は、差し引き{total}です。")
    elif answers:
        words.append("「評価を反映した」と財政が記録した額はありません。")
    elsewhere = sum(one.elsewhere for one in answers)
    if elsewhere:
        told = in_print(Decimal(elsewhere))
        words.append(f"ほかに、新しい事業など、評価したシートにない事業の反映額が{told}あります。")
    words.append(
        "評価と予算がともに動いても、評価が理由とは限りません。理由は各行で確かめてください。"
    )
    return "".join(words)
