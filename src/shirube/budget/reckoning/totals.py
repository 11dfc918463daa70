"""Adding up the ledger: by 会計 and 款, transfers between accounts counted once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shirube.budget.tables.accounts import chapter, fund
from shirube.budget.tables.lines import Line

# Their missing is no hole in a sum: nothing was to be paid.
_NOTHING = frozenset({"blank", "dash", "none"})


@dataclass(frozen=True, slots=True)
class Sum:
    """What lines add up to. ``transfers``: the part that is 繰出金 to another 会計; ``open``: how
    many lines have no amount yet (集計中 …).
    """

    yen: int = 0
    transfers: int = 0
    lines: int = 0
    open: int = 0

    @property
    def net(self) -> int:
        """Without what another 会計 counts."""
        return self.yen - self.transfers

    def and_(self, other: "Sum") -> "Sum":
        """Both together."""
        return Sum(
            self.yen + other.yen,
            self.transfers + other.transfers,
            self.lines + other.lines,
            self.open + other.open,
        )


@dataclass(frozen=True, slots=True)
class Totals:
    """By 会計-款 and by 会計; ``every`` is all together: its ``net`` counts transfers once."""

    chapters: dict[str, Sum]
    funds: dict[str, Sum]
    every: Sum


class Printed(NamedTuple):
    """A total of the printed 決算書: the accounts it is of (``01-03``, ``01``, "" for all)."""

    prefix: str
    yen: int


class Reconciled(NamedTuple):
    """The ledger held against print; a side that says nothing is None."""

    prefix: str
    ledger: int | None
    printed: int | None

    @property
    def difference(self) -> int | None:
        """Ledger less print, in yen; None where one side is missing."""
        if self.ledger is None or self.printed is None:
            return None
        return self.ledger - self.printed


def stage_yen(line: Line, stage: str, item: str = "total") -> tuple[int | None, bool]:
    """A stage of a line, all 補正 together, and whether nothing of it is still open.

    (None, True): the line says nothing of the stage.
    """
    own = [one for one in line.amounts if one.slot.stage == stage and one.slot.item == item]
    stated = [one.yen for one in own if one.yen is not None]
    complete = all(one.yen is not None or one.missing in _NOTHING for one in own)
    return (sum(stated) if stated else None), complete


def _transferred(line: Line, stage: str, item: str, paid: int) -> int:
    if line.transfer:
        return paid
    own = (one for one in line.amounts if one.slot.stage == stage and one.slot.item == item)
    return sum(one.transferred for one in own)


def totals(lines: Iterable[Line], stage: str, item: str = "total") -> Totals:
    """What the lines that speak of a stage add up to."""
    chapters: dict[str, Sum] = defaultdict(Sum)
    funds: dict[str, Sum] = defaultdict(Sum)
    every = Sum()
    for line in lines:
        yen, complete = stage_yen(line, stage, item)
        if yen is None and complete:
            continue
        paid = yen or 0
        own = Sum(paid, _transferred(line, stage, item, paid), 1, 0 if complete else 1)
        chapters[chapter(line.account)] = chapters[chapter(line.account)].and_(own)
        funds[fund(line.account)] = funds[fund(line.account)].and_(own)
        every = every.and_(own)
    return Totals(dict(sorted(chapters.items())), dict(sorted(funds.items())), every)


def reconcile(found: Totals, printed: Sequence[Printed]) -> tuple[Reconciled, ...]:
    """Every 款 of either side, then what was printed of a 会計 or of all; to the yen.

    A 会計's total is gross (as its 決算書 prints it), that of all counts transfers once.
    """
    said = {one.prefix: one.yen for one in printed}
    keys = sorted({*found.chapters, *(prefix for prefix in said if "-" in prefix)})
    rows = [
        Reconciled(key, found.chapters[key].yen if key in found.chapters else None, said.get(key))
        for key in keys
    ]
    for prefix in sorted(one for one in said if one and "-" not in one):
        own = found.funds.get(prefix)
        rows.append(Reconciled(prefix, own.yen if own else None, said[prefix]))
    if "" in said:
        rows.append(Reconciled("", found.every.net, said[""]))
    return tuple(rows)
