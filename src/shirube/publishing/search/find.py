"""Asking the index."""

from collections.abc import Mapping
from dataclasses import dataclass

from shirube.publishing.search.index import token
from shirube.publishing.search.models import Choice, SearchRow
from shirube.publishing.search.query import Query
from shirube.publishing.search.stores import Wanted, store

MOST = 1000  # hits that are counted and can be leafed through; more are to be narrowed
FILTERS = ("municipality", "year", "kind", "part", "branch", "unit", "rating")


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of hits, best first; ``more`` says that there are more than these."""

    ids: tuple[int, ...] = ()
    more: bool = False


def find(query: Query, filters: Mapping[str, str]) -> Found:
    """All that hold every word and none of those left out, within the filters (name → value)."""
    if not query.asks:
        return Found()
    tokens = tuple(token(name, filters[name]) for name in FILTERS if filters.get(name))
    ids = store().find(Wanted(query.words, query.without, tokens), MOST + 1)
    return Found(tuple(ids[:MOST]), len(ids) > MOST)


def rows(ids: tuple[int, ...]) -> list[SearchRow]:
    """The rows of these ids in their order, with edition and municipality: one query."""
    found = SearchRow.objects.select_related("volume__edition", "volume__municipality")
    by_id = found.defer("name", "body", "context", "filters").in_bulk(ids)
    return [by_id[one] for one in ids if one in by_id]


def choices(municipality: str | None) -> dict[str, list[str]]:
    """For each filter the values that occur, in the order of the plan."""
    asked = Choice.objects.order_by("-volume__year_key", "id")
    if municipality is not None:
        asked = asked.filter(volume__municipality_id=municipality)
    found: dict[str, dict[str, None]] = {name: {} for name in FILTERS}
    for name, value in asked.values_list("filter", "value"):
        found[name][value] = None
    return {name: list(values) for name, values in found.items()}
