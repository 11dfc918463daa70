"""予算事業 to 事務事業 by shares: exact decimals, at most 1 together, and yen that add up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

DECIMALS = 6
# As it is told on screens and papers.
RULE = (
    "額に割合を掛けて円未満を切り捨て、残った円は、切り捨てた端数の大きい事業から順に1円ずつ足します"
    "(端数が同じときは事業の番号順)。割合の合計が1に満たないときは、残りを「割り当てなし」とします。"
)


class Part(NamedTuple):
    """A project (its key, see schema.keys) and its share of an account, 0 < share ≤ 1."""

    project: str
    share: Decimal


class SharesError(ValueError):
    """Shares that cannot be; the message says in Japanese what to mend."""


@dataclass(frozen=True, slots=True)
class Handed:
    """Yen by project, and what is left for none."""

    yen: dict[str, int]
    rest: int


def checked(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The same parts by project, or SharesError."""
    found = tuple(sorted(parts))
    if len({part.project for part in found}) < len(found):
        raise SharesError("同じ事業が2度あります。1つにまとめてください。")
    for part in found:
        if not part.share.is_finite() or not 0 < part.share <= 1:
            raise SharesError(f"割合は0より大きく1以下の数で書いてください({_code(part)})。")
        if part.share != round(part.share, DECIMALS):
            raise SharesError(f"割合は小数点以下{DECIMALS}桁までで書いてください({_code(part)})。")
    together = sum((part.share for part in found), Decimal(0))
    if together > 1:
        raise SharesError(f"割合の合計が{together:f}で、1を超えています。1以下にしてください。")
    return found


def _code(part: Part) -> str:
    """``project/0103020101`` → ``0103020101``, as people know it."""
    return part.project.removeprefix("project/")


def hand_out(yen: int, parts: Sequence[Part]) -> Handed:
    """Divide an amount by ``RULE``; projects and rest add up to it. Raises SharesError."""
    parts = checked(parts)
    sign, whole = (-1, -yen) if yen < 0 else (1, yen)
    exact = {part.project: whole * part.share for part in parts}
    together = sum(exact.values(), Decimal(0)).to_integral_value(ROUND_HALF_UP)
    given = {project: int(amount) for project, amount in exact.items()}
    left = int(together) - sum(given.values())
    by_remainder = sorted(exact, key=lambda project: (given[project] - exact[project], project))
    for project in by_remainder[:left]:
        given[project] += 1
    return Handed({p: sign * n for p, n in given.items()}, sign * (whole - int(together)))
