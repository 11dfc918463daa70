"""Several tables of a year as one: the newest that speaks of a stage of a 会計 counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from shirube.budget.tables.accounts import fund
from shirube.budget.tables.lines import Amount, Line, Slot

Ledger = dict[str, Line]  # account → line with every amount that counts


class Change(NamedTuple):
    """An amount that a table would make, change or take away. ``before``/``after`` in yen."""

    account: str
    name: str
    slot: Slot
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What a table would do to the ledger."""

    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    gone: tuple[Change, ...] = ()
    same: int = 0


def merged(tables: Iterable[Sequence[Line]]) -> Ledger:
    """Tables of one year, the oldest first."""
    ledger: Ledger = {}
    for lines in tables:
        ledger = added(ledger, lines)
    return ledger


def added(ledger: Mapping[str, Line], lines: Sequence[Line]) -> Ledger:
    """The ledger after a table: for each 会計, a stage (and number) that the table speaks of is
    the table's alone, so a line that it drops is gone.
    """
    spoken = {(fund(line.account), _stage(one)) for line in lines for one in line.amounts}
    found: Ledger = {}
    for account, line in ledger.items():
        kept = tuple(one for one in line.amounts if (fund(account), _stage(one)) not in spoken)
        if kept:
            found[account] = replace(line, amounts=kept)
    for line in lines:
        before = found.get(line.account)
        if before is None:
            found[line.account] = line
        else:
            found[line.account] = _together(before, line)
    return found


def _together(before: Line, line: Line) -> Line:
    if before.transfer != line.transfer:  # each table's amounts stay as it marked them
        before, line = before.by_amount(), line.by_amount()
    return replace(
        line,
        amounts=(*before.amounts, *line.amounts),
        name=line.name or before.name,
        division=line.division or before.division,
        reason=line.reason or before.reason,
    )


def _stage(one: Amount) -> tuple[str, int | None]:
    return one.slot.stage, one.slot.number


def difference(before: Mapping[str, Line], after: Mapping[str, Line]) -> Difference:
    """What changed between two ledgers, amount by amount."""
    old, new = dict(_cells(before)), dict(_cells(after))
    names = {account: line.name for account, line in (*before.items(), *after.items())}

    def change(key: tuple[str, Slot]) -> Change:
        return Change(key[0], names[key[0]], key[1], old.get(key), new.get(key))

    both = [key for key in new if key in old]
    return Difference(
        tuple(change(key) for key in new if key not in old and new[key] is not None),
        tuple(change(key) for key in both if old[key] != new[key]),
        tuple(change(key) for key in old if key not in new and old[key] is not None),
        sum(old[key] == new[key] for key in both),
    )


def _cells(ledger: Mapping[str, Line]) -> Iterable[tuple[tuple[str, Slot], int | None]]:
    for account, line in ledger.items():
        for one in line.amounts:
            yield (account, one.slot), one.yen


def likely_thousandfold(before: Mapping[str, Line], lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines about a thousand times, or a thousandth of, what is known of the account (the same
    amount, else its largest): a slip between 円 and 千円. Where most lines are far off, a wider
    span counts, since amounts change from stage to stage.
    """
    ratios = [(line, _ratio(before.get(line.account), line)) for line in lines]
    known = [(line, ratio) for line, ratio in ratios if ratio is not None]
    wide = [line for line, ratio in known if _near(ratio, 300, 3000)]
    if len(known) >= 3 and len(wide) * 2 > len(known):
        return tuple(wide)
    return tuple(line for line, ratio in known if _near(ratio, 700, 1400))


def _near(ratio: float, low: int, high: int) -> bool:
    return low < ratio < high or low < 1 / ratio < high


def _ratio(before: Line | None, line: Line) -> float | None:
    old, new = _pair(before, line)
    return abs(new / old) if old and new else None


def _pair(before: Line | None, line: Line) -> tuple[int | None, int | None]:
    if before is None:
        return None, None
    for one in line.amounts:
        old = before.yen(one.slot)
        if one.yen and old:
            return old, one.yen
    return _largest(before), _largest(line)


def _largest(line: Line) -> int | None:
    return max((abs(one.yen) for one in line.amounts if one.yen is not None), default=None)
