"""Asking the index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Max, Min

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


def choices(municipality: str | None, names: Sequence[str] = FILTERS) -> dict[str, list[str]]:
    """The values that occur for each of these filters: newest year first, in the plan's order."""
    asked = Choice.objects.filter(filter__in=names)
    if municipality is not None:
        asked = asked.filter(volume__municipality_id=municipality)
    pairs = (
        asked.order_by()
        .values("filter", "value")
        .annotate(year=Max("volume__edition__fiscal_year"), first=Min("id"))
        .order_by(F("year").desc(nulls_last=True), "first")
        .values_list("filter", "value")
    )
    found: dict[str, list[str]] = {name: [] for name in names}
    for name, value in pairs:
        found[name].append(value)
    return found
