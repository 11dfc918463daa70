"""Next actions that fell due, by their own words: asked about at the sheet that took them over."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from shirube.schema import FollowUp, Sheet
from shirube.schema.keys import node_key
from shirube.schema.ledger import Ledger

HOMELESS = ""  # the key of promises whose place in the plan has no successor
_OVER = frozenset({"done", "changed", "dropped"})  # nothing more to ask


class _Said(NamedTuple):
    """What names a promise: the sheet that made it, and its words."""

    year: int | None
    node: str | None
    text: str


def all_promises_due(
    sheets: Iterable[Sheet], ledger: Ledger, fiscal_year: int, nodes: Iterable[str]
) -> Mapping[str, tuple[FollowUp, ...]]:
    """Node key → what to ask there in the evaluation of ``fiscal_year``.

    ``sheets`` are all earlier ones of a municipality, ``nodes`` the keys of the sheets that are
    about to be written. A promise falls due in its own year (without one: the year after its
    sheet's) and is asked until somebody says it is done, changed or dropped. It follows the ledger,
    also through splits (asked at each part) and mergers; where nothing leads on, under HOMELESS.
    """
    ordered = sorted(
        (s for s in sheets if s.fiscal_year is not None and s.fiscal_year < fiscal_year),
        key=lambda sheet: (sheet.fiscal_year or 0, sheet.kind, sheet.code),
    )
    answered = {
        _Said(one.promised_year, one.promised_in, one.text)
        for sheet in ordered
        for one in sheet.follow_ups
        if one.status in _OVER
    }
    there, found = frozenset(nodes), defaultdict[str, list[FollowUp]](list)
    for sheet in ordered:
        for promise in _promises(sheet):
            due = promise.from_fiscal_year
            said = _Said(promise.promised_year, promise.promised_in, promise.text)
            if due is not None and due <= fiscal_year and said not in answered:
                for key in _heirs(ledger, sheet, there, fiscal_year) or (HOMELESS,):
                    found[key].append(promise)
    return {key: tuple(dict.fromkeys(promises)) for key, promises in found.items()}


def _promises(sheet: Sheet) -> Iterator[FollowUp]:
    assert sheet.fiscal_year is not None
    for issue in sheet.issues:
        for action in issue.next_actions:
            due = action.from_fiscal_year
            yield FollowUp(
                no="",
                text=action.text,
                issue=issue.text or None,
                promised_year=sheet.fiscal_year,
                promised_in=node_key(sheet),
                from_fiscal_year=sheet.fiscal_year + 1 if due is None else due,
            )


def _heirs(
    ledger: Ledger, sheet: Sheet, there: frozenset[str], fiscal_year: int
) -> tuple[str, ...]:
    """The sheets about to be written that took the sheet's place over."""
    assert sheet.fiscal_year is not None
    waiting, seen, heirs = [(sheet.fiscal_year, node_key(sheet))], set(), []
    while waiting:
        year, key = waiting.pop()
        if (year, key) in seen:
            continue
        seen.add((year, key))
        onward = [link for link in ledger.after("node", year, key) if link.to_year <= fiscal_year]
        waiting += [(link.to_year, link.to_key) for link in onward]
        # The ledger has the last word: a number may have passed to something else.
        if not onward and key in there:
            heirs.append(key)
    return tuple(dict.fromkeys(heirs))
