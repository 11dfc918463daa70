"""What a finance table says, as plain values: lines, amounts, totals that it states itself."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from shirube.basics.problems import Problem


class Slot(NamedTuple):
    """What an amount is of: stage, number of the 補正, total or a source."""

    stage: str
    number: int | None = None
    item: str = "total"


@dataclass(frozen=True, slots=True)
class Amount:
    """Yen, or the reason why there are none (schema.codes.MISSING); zero is zero.

    ``transferred``: yen of it that are 繰出金 where only some 節 of the account are.
    """

    slot: Slot
    yen: int | None
    missing: str | None
    at: str
    transferred: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """An account of a year with its amounts, each slot once."""

    account: str
    fiscal_year: int
    name: str
    division: str
    amounts: tuple[Amount, ...]
    transfer: bool = False  # 繰出金 to another 会計: counted there
    reason: str = ""
    at: str = ""

    def yen(self, slot: Slot) -> int | None:
        """The amount of a slot; None when it is missing or not stated."""
        return next((one.yen for one in self.amounts if one.slot == slot), None)

    def marked(self, *, transfer: bool) -> "Line":
        """The line as a person marks it: wholly 繰出金, or not at all."""
        amounts = tuple(replace(one, transferred=0) for one in self.amounts)
        return replace(self, transfer=transfer, amounts=amounts)

    def by_amount(self) -> "Line":
        """The same with the mark on every amount instead of on the line."""
        if not self.transfer:
            return self
        amounts = tuple(replace(one, transferred=one.yen or 0) for one in self.amounts)
        return replace(self, transfer=False, amounts=amounts)


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A total that stands among the rows. ``prefix``: the accounts it is of, None: not said."""

    prefix: str | None
    label: str
    amounts: tuple[Amount, ...]
    at: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not taken in, and the yen that stand in it (the first total slot)."""

    at: str
    why: str  # code of the problem
    label: str
    yen: dict[Slot, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TableReading:
    """A table as it was read. With a fatal problem there are no lines."""

    file: str
    sha256: str
    lines: tuple[Line, ...] = ()
    totals: tuple[StatedTotal, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """Nothing of the file can be taken in."""
        return any(problem.fatal for problem in self.problems)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every slot that the table speaks of, in the order of its columns."""
        found = (amount.slot for line in self.lines for amount in line.amounts)
        return tuple(dict.fromkeys(found))
