"""The ledger of identity as plain values: which item of one year is which of a later one.

People decide it (room ``plans`` keeps who, when and why); rules and editions use the decided links.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

What = Literal["node", "indicator", "project"]
Relation = Literal["same", "renamed", "split", "merged"]
ONE_TO_ONE: frozenset[str] = frozenset({"same", "renamed"})


@dataclass(frozen=True, slots=True, order=True)
class LedgerLink:
    """One decided link between two fiscal years. Keys are those of ``schema.keys``."""

    what: What
    from_year: int
    from_key: str
    to_year: int
    to_key: str
    relation: Relation = "same"

    def __post_init__(self) -> None:
        if self.from_year >= self.to_year:
            raise ValueError(f"{self.from_year} → {self.to_year}: a link leads to a later year")


@dataclass(frozen=True, slots=True)
class Appearance:
    """An item in one fiscal year."""

    year: int
    key: str


class Ledger:
    """The decided links of one municipality. What is not linked is not joined."""

    def __init__(self, links: Iterable[LedgerLink] = ()) -> None:
        self.links = tuple(sorted(links))
        self._after: dict[tuple[str, int, str], list[LedgerLink]] = {}
        self._before: dict[tuple[str, int, str], list[LedgerLink]] = {}
        for link in self.links:
            self._after.setdefault((link.what, link.from_year, link.from_key), []).append(link)
            self._before.setdefault((link.what, link.to_year, link.to_key), []).append(link)

    def __iter__(self) -> Iterator[LedgerLink]:
        return iter(self.links)

    def __len__(self) -> int:
        return len(self.links)

    def before(self, what: What, year: int, key: str) -> tuple[LedgerLink, ...]:
        """Links that lead here from an earlier year, splits and mergers too."""
        return tuple(self._before.get((what, year, key), ()))

    def after(self, what: What, year: int, key: str) -> tuple[LedgerLink, ...]:
        """Links that lead from here to a later year, splits and mergers too."""
        return tuple(self._after.get((what, year, key), ()))

    def earlier(self, what: What, year: int, key: str) -> Appearance | None:
        """The same item in the next earlier year; None where a split or merger stands between."""
        found = [link for link in self.before(what, year, key) if link.relation in ONE_TO_ONE]
        nearest = max(found, key=lambda link: link.from_year, default=None)
        return Appearance(nearest.from_year, nearest.from_key) if nearest else None

    def later(self, what: What, year: int, key: str) -> Appearance | None:
        """The same item in the next later year; None where a split or merger stands between."""
        found = [link for link in self.after(what, year, key) if link.relation in ONE_TO_ONE]
        nearest = min(found, key=lambda link: link.to_year, default=None)
        return Appearance(nearest.to_year, nearest.to_key) if nearest else None

    def thread(self, what: What, year: int, key: str) -> tuple[Appearance, ...]:
        """The item through the years, oldest first, itself included."""
        here = Appearance(year, key)
        past: list[Appearance] = []
        found = self.earlier(what, year, key)
        while found is not None:
            past.append(found)
            found = self.earlier(what, found.year, found.key)
        future: list[Appearance] = []
        found = self.later(what, year, key)
        while found is not None:
            future.append(found)
            found = self.later(what, found.year, found.key)
        return (*reversed(past), here, *future)


_LINKS = TypeAdapter(tuple[LedgerLink, ...])


def links_to_json(links: Iterable[LedgerLink]) -> bytes:
    """A JSON array in UTF-8, sorted: the same links always give the same bytes."""
    return _LINKS.dump_json(tuple(sorted(links)))


def links_from_json(data: bytes | str) -> tuple[LedgerLink, ...]:
    """Links of a JSON array. Raises pydantic.ValidationError."""
    return _LINKS.validate_json(data)
