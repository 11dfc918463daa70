"""Finding and reading rows: the keys say which blocks may hold them; their lines are sent as they
lie there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain, islice, repeat
from operator import and_, or_
from typing import NamedTuple, TypeVar

from shirube.publishing.models import RowKey, RowsState
from shirube.publishing.rows import sql
from shirube.publishing.rows.keys import numbers_in, token, unpack_blocks
from shirube.publishing.rows.layout import Place, opening_of, shared, unpack, unpack_places
from shirube.publishing.rows.matching import Columns, Matches, matcher
from shirube.schema.tables import Table

MANY_EDITIONS = 64  # from here on it is asked first which of them hold the values at all
EDITIONS_AT_ONCE = (2, 8, 32, 64)
BLOCKS_AT_ONCE = (8, 32, 64)
MOST_SHEETS = 1_000_000  # of an edition; a number beyond names none
SHELVES = 512  # are remembered; a shelf of 1,500 sheets is some 150 KB

T = TypeVar("T")


class EditionRef(NamedTuple):
    """An edition by its row and by its name: ``2019-1``."""

    pk: int
    slug: str


class Spot(NamedTuple):
    """Where a row stands: which of the editions, which block of its shelf, which line."""

    edition: int
    block: int
    line: int


START = Spot(0, 0, 0)


class GoneError(Exception):
    """A block is not there any more: an edition was withdrawn while it was read."""


@dataclass(frozen=True)
class Question:
    """Rows of one table, of these editions in this order, that hold one of the values in each of
    the columns. ``state`` is that of the rows: what is remembered of them goes with it.
    """

    table: Table
    editions: Sequence[EditionRef]
    columns: Columns
    state: str


class Batch(NamedTuple):
    """Lines of one block, which line each of them is there, and where reading goes on."""

    spot: Spot
    lines: Sequence[bytes]
    numbers: Sequence[int]
    after: Spot


class Page(NamedTuple):
    """Lines, and where the next page begins; None after the last."""

    lines: list[bytes]
    after: Spot | None


def state() -> str:
    """Of all rows: another one when rows of any edition came or went."""
    return RowsState.objects.values_list("token", flat=True).first() or ""


def page(question: Question, start: Spot, limit: int, most_blocks: int) -> Page:
    """So many rows from there on; fewer where that many blocks were read. Raises GoneError."""
    lines: list[bytes] = []
    for count, batch in enumerate(batches(question, start), start=1):
        room = limit - len(lines)
        if len(batch.lines) > room:
            return Page(
                [*lines, *batch.lines[:room]], batch.spot._replace(line=batch.numbers[room])
            )
        lines += batch.lines
        if count == most_blocks:
            return Page(lines, batch.after)
    return Page(lines, None)


def batches(question: Question, start: Spot = START) -> Iterator[Batch]:
    """The rows from there on, block by block; one that was read in vain is an empty batch.

    Raises GoneError.
    """
    matches = matcher(question.table, question.columns)
    for group in _in_groups(_candidates(question, start), BLOCKS_AT_ONCE):
        packed = sql.blocks([place.block for _, place in group if place is not None])
        for spot, place in group:
            if place is None:
                yield Batch(spot, (), (), Spot(spot.edition + 1, 0, 0))
            elif place.block not in packed:
                raise GoneError
            else:
                yield _batch(question, spot, unpack(packed[place.block]), matches)


def _batch(question: Question, spot: Spot, lines: list[bytes], matches: Matches | None) -> Batch:
    numbers: Sequence[int] = range(spot.line, len(lines))
    found: Sequence[bytes] = lines[spot.line :] if spot.line else lines
    if matches is not None:
        numbers = matches(lines, numbers)
        found = [lines[number] for number in numbers]
    if shared(question.table):
        opening = opening_of(spot.block + 1, question.editions[spot.edition].slug)
        found = [opening + line for line in found]
    return Batch(spot, found, numbers, Spot(spot.edition, spot.block + 1, 0))


Candidate = tuple[Spot, Place | None]  # None: nothing in this edition


def _candidates(question: Question, start: Spot) -> Iterator[Candidate]:
    """Blocks that may hold rows, in order."""
    editions = enumerate(question.editions[start.edition :], start=start.edition)
    named = _holding(question)
    wanted = (one for one in editions if named is None or one[1].pk in named)
    for group in _in_groups(wanted, EDITIONS_AT_ONCE):
        pks = [edition.pk for _, edition in group]
        marks = _marks(question, pks)
        for number, edition in group:
            shelf = _shelf(question.state, edition.pk, question.table.name)
            first = start if number == start.edition else Spot(number, 0, 0)
            yield from _on_shelf(shelf, first, None if marks is None else marks.get(edition.pk, 0))


def _on_shelf(shelf: Sequence[Place], first: Spot, marks: int | None) -> Iterator[Candidate]:
    numbers = range(first.block, len(shelf)) if marks is None else numbers_in(marks, first.block)
    found = False
    for number in numbers:
        if number < len(shelf) and shelf[number].rows:
            found = True
            spot = first if number == first.block else Spot(first.edition, number, 0)
            yield spot, shelf[number]
    if not found:
        yield first, None


@lru_cache(SHELVES)
def _shelf(state: str, edition: int, table: str) -> Sequence[Place]:
    return unpack_places(sql.places(edition, table))


def _tokens(question: Question) -> list[list[int]]:
    """For each column that blocks are found by, the tokens of its values."""
    return [
        [token(question.table, name, value) for value in values]
        for name, values in question.columns.items()
        if name != "sheet_no"
    ]


def _holding(question: Question) -> frozenset[int] | None:
    """Of many editions the few that hold the values; None where there is nothing to ask."""
    if len(question.editions) <= MANY_EDITIONS:
        return None
    nobody: frozenset[int] = frozenset()
    each = [
        reduce(or_, (_with(question.state, one) for one in wanted), nobody)
        for wanted in _tokens(question)
    ]
    return reduce(and_, each) if each else None


@lru_cache(SHELVES)
def _with(state: str, one: int) -> frozenset[int]:
    return frozenset(RowKey.objects.filter(token=one).values_list("made_id", flat=True))


def _marks(question: Question, editions: Sequence[int]) -> dict[int, int] | None:
    """Edition → its blocks that hold a value of each column; None where all of them may."""
    if not question.columns:
        return None
    wanted = _tokens(question)
    every = [one for tokens in wanted for one in tokens]
    found = {(made, one): unpack_blocks(blocks) for made, one, blocks in sql.keys(every, editions)}
    alone = _sheets(question.columns)
    return {
        made: reduce(
            and_,
            (reduce(or_, (found.get((made, one), 0) for one in tokens), 0) for tokens in wanted),
            alone,
        )
        for made in editions
    }


def _sheets(columns: Columns) -> int:
    """The blocks of the sheets that are asked for by number; -1, which is all, where none are."""
    if "sheet_no" not in columns:
        return -1
    asked = (number for number in columns["sheet_no"] if isinstance(number, int))
    numbers = (number for number in asked if 0 < number <= MOST_SHEETS)
    return reduce(or_, (1 << (number - 1) for number in numbers), 0)


def _in_groups(items: Iterable[T], sizes: Sequence[int]) -> Iterator[list[T]]:
    """Small groups first, since few rows are wanted as a rule; the last size goes on."""
    source = iter(items)
    for size in chain(sizes, repeat(sizes[-1])):
        group = list(islice(source, size))
        if not group:
            return
        yield group
