"""Columns are looked through batch by batch: each different value once, for all rules together."""

import re
from collections import Counter
from collections.abc import Sequence

from shirube.exporters.gate.evidence import MOST_CHOICES, TEXT_NUMBER, Cell, Column, Tab
from shirube.exporters.gate.model import MOST_SHOWN
from shirube.exporters.gate.rules import RULES

NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_YEAR = re.compile(r"(?:18|19|20|21)[0-9]{2}(?![0-9.])")
_BYTES_YEAR = re.compile(rb"(?:18|19|20|21)[0-9]{2}")
LONG = 120  # letters; a longer text is prose, and only searched, not matched as a whole
MOST_KNOWN = 20_000  # values of a column remembered as clean
_LEADING = 3  # columns in which a left-out name is looked for

_WHOLE = {rule.id: re.compile(rule.whole) for rule in RULES.values() if rule.whole}
_WITHIN = {rule.id: re.compile(rule.within) for rule in RULES.values() if rule.within}
_ANY_WHOLE = re.compile("|".join(f"(?:{one.pattern})" for one in _WHOLE.values()))
_ANY_WITHIN = re.compile("|".join(f"(?:{one.pattern})" for one in _WITHIN.values()))


def odd(text: str) -> list[str]:
    """The ids of the rules whose pattern a text hits."""
    found: list[str] = []
    if len(text) <= LONG and _ANY_WHOLE.fullmatch(text):
        found += [rule for rule, pattern in _WHOLE.items() if pattern.fullmatch(text)]
    if _ANY_WITHIN.search(text):
        found += [rule for rule, pattern in _WITHIN.items() if pattern.search(text)]
    return found


class Scanner:
    """Fills the columns of one table. ``typed``: the file tells numbers from texts (a workbook)."""

    def __init__(self, tab: Tab, *, typed: bool) -> None:
        self._tab, self._typed = tab, typed
        self._known: dict[int, set[Cell]] = {}
        self._above: dict[int, Cell] = {}

    def take(self, column: Column, values: Sequence[Cell], first_row: int) -> None:
        """The next values of a column, blanks included, beginning in ``first_row``."""
        counts = Counter(values)
        blank = counts.pop("", 0)
        if column.index < _LEADING:
            self._leading(column, values, first_row)
        if not counts:
            return
        column.filled += len(values) - blank
        column.first_row = column.first_row or first_row + _first_filled(values)
        column.last_row = first_row + len(values) - 1 - _first_filled(values[::-1])
        known = self._known.setdefault(column.index, set())
        new = counts.keys() - known
        if len(known) + len(new) > MOST_KNOWN:
            known.clear()
        known |= new
        for value in new:
            if isinstance(value, bytes):
                column.numbers += 1
                column.years += _BYTES_YEAR.fullmatch(value) is not None
                _remember(column, value.decode())
            elif self._text(column, value, counts[value], (values, first_row)):
                known.discard(value)  # every place where it stands is wanted

    def _text(
        self, column: Column, text: str, count: int, where: tuple[Sequence[Cell], int]
    ) -> bool:
        """Take one text in; whether a rule wants its places."""
        hit = odd(text)
        if NUMBER.fullmatch(text):
            column.numbers += 1
            padded = text[0] == "0" and text.isdigit() and len(text) > 1
            column.padded += padded
            column.years += _YEAR.match(text) is not None
            if self._typed and not padded:
                hit.append(TEXT_NUMBER)
        else:
            column.years += _YEAR.match(text) is not None
            # Places are wanted of odd texts, so those come again: count them as often.
            column.texts += count if hit else 1
            column.longest = max(column.longest, len(text))
        _remember(column, text)
        if hit:
            values, first_row = where
            at = self._tab.at(first_row + values.index(text), column.index)
            for rule in hit:
                column.hits[rule].add(at, _excerpt(rule, text), count)
        return bool(hit)

    def _leading(self, column: Column, values: Sequence[Cell], first_row: int) -> None:
        """How often a leading column is blank below a value, or says the same again."""
        above = self._above.get(column.index, "")
        for row, value in enumerate(values, first_row):
            if value == "":
                if above != "":
                    column.omitted += 1
                    column.first_omitted = column.first_omitted or row
                continue
            column.repeated += value == above
            above = value
        self._above[column.index] = above


def _remember(column: Column, text: str) -> None:
    if column.choices is not None:
        column.choices.add(text)
        if len(column.choices) > MOST_CHOICES:
            column.choices = None


def _excerpt(rule: str, text: str) -> str:
    """The piece of a long text where a pattern was found."""
    found = _WITHIN[rule].search(text) if rule in _WITHIN else None
    if found is None or found.start() < MOST_SHOWN - 20:
        return text
    return f"…{text[found.start() - 20 :]}"


def _first_filled(values: Sequence[Cell]) -> int:
    return next(at for at, value in enumerate(values) if value != "")
