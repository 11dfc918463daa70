"""A municipality's editions as its page lists them: served, or as a file of the static site."""

from collections.abc import Iterator, Sequence
from typing import Any

from shirube.people.models import Municipality
from shirube.publishing import queries
from shirube.publishing.models import Edition, EditionFile


def published_cities() -> Iterator[tuple[Municipality, Edition]]:
    """Every municipality that has published, with its newest edition."""
    codes = queries.live().values_list("municipality_id", flat=True).distinct()
    for one in Municipality.objects.filter(code__in=codes).order_by("code"):
        yield one, queries.newest_of_each_year(one.code)[0]


def editions_context(editions: Sequence[Edition], base: str, page: str) -> dict[str, Any]:
    """``base`` leads to the editions, ``page`` ends the address of a folder's page."""
    newest: dict[str, int] = {}
    for one in editions:
        if one.withdrawn_at is None:
            newest[one.year_key] = max(one.number, newest.get(one.year_key, 0))
    listed = EditionFile.objects.filter(edition__in=editions, path="errata/index.html")
    with_errata = set(listed.values_list("edition_id", flat=True))
    return {
        "editions": [
            {
                "of": one,
                "newest": newest.get(one.year_key) == one.number and one.withdrawn_at is None,
                "href": f"{base}{one.slug}{page}",
                "errata": f"{base}{one.slug}/errata{page}" if one.pk in with_errata else None,
            }
            for one in editions
        ]
    }
