"""Columns are looked through batch by batch: each different value once, for all rules together."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property

from shirube.exporters.gate.evidence import MOST_CHOICES, PRIVATE, TEXT_NUMBER, Cell, Column, Tab
from shirube.exporters.gate.model import MOST_PLACES, MOST_SHOWN
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
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")  # what no other machine can show
_LETTERS = re.compile(f"[{''.join(rule.letters for rule in RULES.values())}]")


def odd(text: str, *, is_free: bool = False) -> list[str]:
    """The ids of the rules whose pattern a text hits, and PRIVATE; of free texts only what is
    within them.
    """
    found: list[str] = []
    if not is_free and len(text) <= LONG and _ANY_WHOLE.fullmatch(text):
        found += [rule for rule, pattern in _WHOLE.items() if pattern.fullmatch(text)]
    if _LETTERS.search(text):
        found += [rule for rule, pattern in _WITHIN.items() if pattern.search(text)]
        if _PRIVATE.search(text):
            found.append(PRIVATE)
    return found


class _Batch:
    """The next values of a column, and where and how often each stands, found when first asked:
    one look at all of them, however many are odd.
    """

    def __init__(self, values: Sequence[Cell], first_row: int) -> None:
        self._values, self._first_row = values, first_row

    @cached_property
    def _counts(self) -> Counter[Cell]:
        return Counter(self._values)

    @cached_property
    def _rows(self) -> dict[Cell, int]:
        last = self._first_row + len(self._values) - 1
        return {value: last - at for at, value in enumerate(reversed(self._values))}

    def count(self, value: Cell) -> int:
        """How often it stands there."""
        return self._counts[value]

    def rows(self, value: Cell, most: int) -> list[int]:
        """Where it stands, the first ones."""
        found: list[int] = []
        while len(found) < min(most, self._counts[value]):
            at = self._values.index(value, found[-1] - self._first_row + 1) if found else None
            found.append(self._rows[value] if at is None else self._first_row + at)
        return found


class Scanner:
    """Fills the columns of one table. ``typed``: the file tells numbers from texts (a workbook).

    ``free`` are columns of which a codebook says that they hold texts as printed: those are
    neither numbers nor choices, and only their letters are looked at.
    """

    def __init__(self, tab: Tab, *, typed: bool, free: Collection[str] = ()) -> None:
        self._tab, self._typed, self._free = tab, typed, free
        self._known: dict[int, set[Cell]] = {}
        self._above: dict[int, Cell] = {}

    def take(self, column: Column, values: Sequence[Cell], first_row: int) -> None:
        """The next values of a column, blanks included, beginning in ``first_row``."""
        distinct = set(values)
        blank = values.count("") if "" in distinct else 0
        distinct.discard("")
        if column.index < _LEADING:
            self._leading(column, values, first_row, len(distinct) if not blank else None)
        if not distinct:
            return
        column.filled += len(values) - blank
        first, last = (0, 0) if not blank else (_first_filled(values), _first_filled(values[::-1]))
        column.first_row = column.first_row or first_row + first
        column.last_row = first_row + len(values) - 1 - last
        known = self._known.setdefault(column.index, set())
        distinct -= known
        if len(known) + len(distinct) > MOST_KNOWN:
            known.clear()
        known |= distinct
        batch = _Batch(values, first_row)
        if column.name in self._free:
            known -= self._free_texts(column, distinct, batch)
            return
        for value in distinct:
            if isinstance(value, bytes):
                column.numbers += 1
                column.years += _BYTES_YEAR.fullmatch(value) is not None
                _remember(column, value.decode())
            elif self._text(column, value, batch):
                known.discard(value)  # every place where it stands is wanted

    def _free_texts(self, column: Column, texts: set[Cell], batch: _Batch) -> set[Cell]:
        """Texts as printed: most batches hold no letter that any rule looks for."""
        column.texts += len(texts)
        words = [text for text in texts if isinstance(text, str)]
        if not _LETTERS.search("\x1f".join(words)):
            return set()
        hit: set[Cell] = set()
        for text in words:
            if rules := odd(text, is_free=True):
                hit.add(text)
                self._places(column, text, rules, batch)
        return hit

    def _text(self, column: Column, text: str, batch: _Batch) -> bool:
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
            column.texts += batch.count(text) if hit else 1
            column.longest = max(column.longest, len(text))
        _remember(column, text)
        if hit:
            self._places(column, text, hit, batch)
        return bool(hit)

    def _places(self, column: Column, text: str, rules: list[str], batch: _Batch) -> None:
        for rule in rules:
            spots, shown = column.hits[rule], _excerpt(rule, text)
            rows = batch.rows(text, MOST_PLACES - len(spots.first))
            for row in rows:
                spots.add(self._tab.at(row, column.index), shown)
            spots.total += batch.count(text) - len(rows)

    def _leading(
        self, column: Column, values: Sequence[Cell], first_row: int, distinct: int | None
    ) -> None:
        """How often a leading column is blank below a value, or says the same again; ``distinct``
        values where none is blank.
        """
        above = self._above.get(column.index, "")
        self._above[column.index] = values[-1] if distinct is not None else above
        if distinct is not None:
            column.repeated += len(values) - distinct
            return
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
