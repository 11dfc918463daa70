"""Asking the index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F, Max, Min

from shirube.publishing.models import Edition
from shirube.publishing.search.folding import fold
from shirube.publishing.search.index import token
from shirube.publishing.search.models import Choice, SearchRow, Volume
from shirube.publishing.search.query import Query
from shirube.publishing.search.stores import Wanted, store

MOST = 1000  # hits that are counted and can be leafed through; more are to be narrowed
FILTERS = ("municipality", "year", "kind", "part", "branch", "unit", "rating")


@dataclass(frozen=True, slots=True)
class Found:
    """The best ids in their order; ``every`` are all ids to be counted, ``more`` says that there
    are more than these.
    """

    best: tuple[int, ...] = ()
    every: tuple[int, ...] = ()
    more: bool = False


def find(query: Query, filters: Mapping[str, str], best: int = MOST) -> Found:
    """All that hold every word and none of those left out, within the filters (name → value).

    Only the ``best`` first are put in order.
    """
    if not query.asks:
        return Found()
    words, chosen = _without_municipality(query.words, filters)
    tokens = tuple(token(name, chosen[name]) for name in FILTERS if chosen.get(name))
    first, every = store().find(Wanted(words, query.without, tokens), best, MOST + 1)
    return Found(tuple(first), tuple(every[:MOST]), len(every) > MOST)


def _without_municipality(
    words: tuple[str, ...], filters: Mapping[str, str]
) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """「見本市 公園」 asks for 公園 in 見本市: a municipality's name beside other words narrows."""
    if len(words) == 1:
        return words, filters
    published = Volume.objects.order_by().values_list("municipality_id", "municipality__name")
    for code, name in published.distinct():
        if fold(name) in words and filters.get("municipality") in (None, "", code):
            rest = tuple(word for word in words if word != fold(name))
            return rest, {**filters, "municipality": code}
    return words, filters


class Row(NamedTuple):
    """A hit with the edition it is from."""

    part: str
    hit: dict[str, Any]
    edition: Edition


def rows(ids: tuple[int, ...]) -> list[Row]:
    """The rows of these ids in their order: two queries, however many rows."""
    asked = SearchRow.objects.filter(pk__in=ids).order_by()
    found = {row[0]: row[1:] for row in asked.values_list("id", "part", "hit", "volume_id")}
    wanted = {volume for *_, volume in found.values()}
    volumes = Volume.objects.select_related("edition__municipality").in_bulk(wanted)
    return [
        Row(part, hit, volumes[volume].edition)
        for part, hit, volume in (found[one] for one in ids if one in found)
    ]


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
