"""Everything that is published as one catalogue of data, for data portals that fetch it daily.

A municipality and year is one dataset, shown in its newest edition: who harvested a mistaken one
gets the corrected one under the same name. Withdrawn editions are not in it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from shirube.exporters import FORMATS
from shirube.exporters.dcat import catalogue_graph, to_json_ld, to_turtle
from shirube.exporters.dcat.graph import Node
from shirube.exporters.describing import Catalogue, DataFile, Dataset
from shirube.exporters.describing.model import Contents, Places
from shirube.publishing.accounts import BEFORE
from shirube.publishing.data_files import SHEETS
from shirube.publishing.models import Edition, EditionFile, ListRow
from shirube.publishing.queries import newest_of_all
from shirube.schema import MunicipalityRef

FOLDER = "data/"
JSON_LD, TURTLE = f"{FOLDER}catalog.jsonld", f"{FOLDER}catalog.ttl"
Writer = Callable[[Iterable[Node]], Iterator[bytes]]
# Path below the root of the portal → media type, and how it is written.
CATALOGUES: dict[str, tuple[str, Writer]] = {
    JSON_LD: ("application/ld+json", to_json_ld),
    TURTLE: ("text/turtle; charset=utf-8", to_turtle),
}


def catalogue_bytes(path: str, base: str, municipalities: Collection[str] = ()) -> bytes:
    """The catalogue at a path of CATALOGUES. ``base`` is the address of the portal's root, from
    the catalogue's own place ("../") where it is open. Without ``municipalities``: of all.
    """
    _, written = CATALOGUES[path]
    return b"".join(written(catalogue_graph(catalogue(base, municipalities))))


def version() -> str:
    """Another text whenever an edition came out or was withdrawn."""
    found = Edition.objects.aggregate(Count("pk"), Max("published_at"), Max("withdrawn_at"))
    return hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()[:32]


def catalogue(base: str, municipalities: Collection[str] = ()) -> Catalogue:
    """The newest edition of every municipality and year, with its files."""
    editions = [
        one
        for one in newest_of_all().values()
        if not municipalities or one.municipality_id in municipalities
    ]
    kinds, unconfirmed = _counted(editions)
    issued, files = _issued(), _files(editions)
    datasets = tuple(
        Dataset(
            Contents(
                (MunicipalityRef(code=one.municipality.code, name=one.municipality.name),),
                () if one.fiscal_year is None else (one.fiscal_year,),
                kinds[one.pk],
                unconfirmed[one.pk],
            ),
            tuple(files[one.pk]),
            _places(one, base),
            number=one.number,
            issued=timezone.localdate(issued[one.municipality_id, one.year_key]),
            modified=timezone.localdate(one.published_at),
            reason="" if one.kind == Edition.Kind.FIRST else one.reason,
            early=one.accounts == BEFORE,
        )
        for one in editions
    )
    publishers = {one.of_one for one in datasets}
    return Catalogue(datasets, base, publishers.pop() if len(publishers) == 1 else None)


def _places(edition: Edition, base: str) -> Places:
    city = f"{base}{edition.municipality_id}/"
    return Places(f"{city}e/{edition.slug}/", f"{city}{edition.year_key}/", city)


def _counted(editions: Iterable[Edition]) -> tuple[dict[int, dict[str, int]], dict[int, int]]:
    """How many sheets of each kind the editions have, and how many nobody has confirmed."""
    kinds: dict[int, dict[str, int]] = defaultdict(dict)
    unconfirmed: dict[int, int] = defaultdict(int)
    rows = ListRow.objects.filter(list="sheets", edition__in=[one.pk for one in editions])
    counted = rows.values_list("edition_id", "sheet_kind", "machine_read").annotate(Count("pk"))
    for edition, kind, machine_read, count in counted.order_by("edition_id", "sheet_kind"):
        kinds[edition][kind] = kinds[edition].get(kind, 0) + count
        unconfirmed[edition] += count if machine_read else 0
    return kinds, unconfirmed


def _issued() -> dict[tuple[str, str], datetime]:
    """When the first edition of each municipality and year came out."""
    rows = Edition.objects.order_by().values_list("municipality_id", "year_key")
    return {(city, year): first for city, year, first in rows.annotate(Min("published_at"))}


def _files(editions: Iterable[Edition]) -> dict[int, list[DataFile]]:
    """The data files of each edition: those in the folder of a format, and the sheets as JSON."""
    # A span of paths is found by the index, what begins with a text is not: "0" follows "/".
    spans = (Q(path__gt=f"{name}/", path__lt=f"{name}0") for name in FORMATS)
    data = reduce(or_, spans, Q(path=SHEETS))
    found: dict[int, list[DataFile]] = defaultdict(list)
    files = EditionFile.objects.filter(data, edition__in=[one.pk for one in editions])
    rows = files.exclude(path__endswith="/about.json")  # says again what the catalogue says
    told = rows.values_list("edition_id", "path", "media_type", "blob__size", "blob_id")
    for edition, path, media_type, size, sha256 in told.order_by("edition_id", "path"):
        found[edition].append(DataFile(path, media_type, size, sha256))
    return found
