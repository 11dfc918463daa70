"""Which money is whose: accounts and projects, n to m, and what is left over on either side."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from shirube.budget.reckoning.shares import Part, hand_out
from shirube.budget.reckoning.totals import stage_yen
from shirube.budget.tables.accounts import digits
from shirube.budget.tables.lines import Line

Shares = Mapping[str, tuple[Part, ...]]  # account → parts; an empty tuple: nobody's, on purpose


class What(NamedTuple):
    """A stage and an item of a project's money."""

    stage: str
    item: str = "total"


class Source(NamedTuple):
    """Where a part of an amount comes from."""

    account: str
    share: Decimal
    yen: int


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a project. ``complete`` is False while an account's amount is still open."""

    sources: tuple[Source, ...] = ()
    complete: bool = True

    @property
    def yen(self) -> int:
        """All sources together."""
        return sum(source.yen for source in self.sources)


@dataclass(frozen=True, slots=True)
class Leftover:
    """An account of which some yen are nobody's."""

    line: Line
    yen: int
    why: str  # no_project, rest, on_purpose


@dataclass(frozen=True)
class Matched:
    """Money by project, accounts left over, projects without money (keys)."""

    money: dict[str, dict[What, Money]]
    leftover: tuple[Leftover, ...]
    without: tuple[str, ...]
    lines: dict[str, Line]  # by account


def match(
    lines: Iterable[Line], shares: Shares, projects: Collection[str], whats: Collection[What]
) -> Matched:
    """Hand out the amounts of ``whats``. ``projects`` are keys of the year's projects.

    Left over is counted by the first of ``whats`` that a line speaks of.
    """
    codes = {key.removeprefix("project/"): key for key in projects}
    money: dict[str, dict[What, Money]] = defaultdict(dict)
    leftover: list[Leftover] = []
    every = {line.account: line for line in lines}
    for line in every.values():
        parts = parts_of(line.account, shares, codes)
        for what in whats:
            _hand(money, line, what, parts)
        left = _left(line, shares, parts, whats)
        if left is not None:
            leftover.append(left)
    without = tuple(sorted(key for key in projects if key not in money))
    return Matched(dict(money), tuple(leftover), without, every)


def parts_of(account: str, shares: Shares, codes: Mapping[str, str]) -> tuple[Part, ...]:
    """What people set, else the project whose number the account's digits are."""
    if account in shares:
        return shares[account]
    key = codes.get(digits(account))
    return () if key is None else (Part(key, Decimal(1)),)


def _hand(
    money: dict[str, dict[What, Money]], line: Line, what: What, parts: tuple[Part, ...]
) -> None:
    yen, complete = stage_yen(line, what.stage, what.item)
    if yen is None and complete:
        return
    handed = hand_out(yen or 0, parts).yen
    for part in parts:
        own = money[part.project].get(what, Money())
        source = Source(line.account, part.share, handed[part.project])
        money[part.project][what] = Money((*own.sources, source), own.complete and complete)


def _left(
    line: Line, shares: Shares, parts: tuple[Part, ...], whats: Collection[What]
) -> Leftover | None:
    stated = (stage_yen(line, what.stage, what.item)[0] for what in whats)
    yen = next((one for one in stated if one is not None), None)
    if yen is None:
        return None
    if not parts:
        return Leftover(line, yen, "on_purpose" if line.account in shares else "no_project")
    rest = hand_out(yen, parts).rest
    return Leftover(line, rest, "rest") if rest else None
