"""Which item of a year is likely which of the next: a proposal by likeness, never a decision."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from shirube.basics.japanese_text import bigrams, likeness, squeeze
from shirube.schema.ledger import Relation

LEAST_LIKENESS = (
    0.5  # below, two names of programs or indicators have little more than 件数 in common
)
_NUMBER_WEIGHT, _UNIT_WEIGHT = 0.2, 0.1


class Item(NamedTuple):
    """What is compared. ``group`` must be equal for two items to be compared at all."""

    key: str
    group: str
    no: str
    name: str
    unit: str


class Proposal(NamedTuple):
    """Two items that may be one. ``likeness`` is that of their names, 0 to 1."""

    old: Item
    new: Item
    relation: Relation
    likeness: float


def proposals(
    old: Sequence[Item], new: Sequence[Item], refused: Collection[tuple[str, str]] = ()
) -> list[Proposal]:
    """The best pairs, each item in at most one of them, best first.

    ``same`` where name, number and unit agree (an empty number agrees with any), ``renamed``
    otherwise. An item that is like none has no pair, and one that is as like to two others has
    none either: likeness cannot tell. ``refused`` pairs of keys are left out.
    """
    ranked = [pair for pair in _pairs(old, new) if (pair.old.key, pair.new.key) not in refused]
    ranked.sort(key=lambda pair: (-pair.score, pair.old.key, pair.new.key))
    rivals = Counter((end, pair.score) for pair in ranked for end in _ends(pair))
    found: list[Proposal] = []
    taken: set[tuple[str, str]] = set()
    for pair in ranked:
        ends = _ends(pair)
        if taken.intersection(ends):
            continue
        taken.update(ends)
        if all(rivals[end, pair.score] == 1 for end in ends):
            found.append(Proposal(pair.old, pair.new, _relation(pair), pair.likeness))
    return found


class _Pair(NamedTuple):
    score: float
    old: Item
    new: Item
    likeness: float


def _ends(pair: _Pair) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("old", pair.old.key), ("new", pair.new.key)


def _pairs(old: Iterable[Item], new: Iterable[Item]) -> Iterator[_Pair]:
    index: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in new:
        for pair in set(bigrams(squeeze(item.name))):
            index[item.group, pair].append(item)
    for item in old:
        pairs = set(bigrams(squeeze(item.name)))
        shared = Counter(other for pair in pairs for other in index[item.group, pair])
        for other, count in shared.items():
            # Most pairs of thousands share one common word only: compare the promising ones.
            if 2 * count < LEAST_LIKENESS * len(pairs):
                continue
            alike = likeness(item.name, other.name)
            if alike >= LEAST_LIKENESS:
                yield _Pair(_score(item, other, alike), item, other, alike)


def _score(one: Item, other: Item, alike: float) -> float:
    number = bool(one.no) and squeeze(one.no) == squeeze(other.no)
    unit = squeeze(one.unit) == squeeze(other.unit)
    return alike + _NUMBER_WEIGHT * number + _UNIT_WEIGHT * unit


def _relation(pair: _Pair) -> Relation:
    one, other = pair.old, pair.new
    agree = (
        squeeze(one.name) == squeeze(other.name)
        and (not (one.no and other.no) or squeeze(one.no) == squeeze(other.no))
        and (not (one.unit and other.unit) or squeeze(one.unit) == squeeze(other.unit))
    )
    return "same" if agree else "renamed"
