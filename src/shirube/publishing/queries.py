"""Asking for editions and their stored bytes."""

import gzip
import io
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import cast

from django.db.models import Max, QuerySet
from django.utils import timezone

from shirube.designs import Design
from shirube.publishing.accounts import Accounts
from shirube.publishing.addresses import code_slug
from shirube.publishing.data_files import SHEETS
from shirube.publishing.freeze import DESIGNS
from shirube.publishing.models import Edition, EditionFile
from shirube.publishing.snapshot import Earlier, EditionRef
from shirube.schema import MunicipalityRef, Sheet, from_json
from shirube.schema.sheet import each_from_json
from shirube.schema.tables import EditionRow
from shirube.sheets.queries import year_key

SHEETS_IN_MEMORY = 32  # of each earlier year, while an edition is made


def live() -> QuerySet[Edition]:
    """Editions that are out: not withdrawn."""
    return Edition.objects.filter(withdrawn_at=None)


def newest(municipality: str, fiscal_year: int | None) -> Edition | None:
    """The newest edition of a year that is out."""
    rows = live().filter(municipality_id=municipality, year_key=year_key(fiscal_year))
    return rows.order_by("-number").first()


def last_withdrawn(municipality: str, fiscal_year: int | None) -> Edition | None:
    """The edition of a year that was withdrawn last."""
    rows = Edition.objects.filter(municipality_id=municipality, year_key=year_key(fiscal_year))
    return rows.exclude(withdrawn_at=None).order_by("-number").first()


def last_number(municipality: str, fiscal_year: int | None) -> int:
    """The highest number that was ever given in a year, 0 where none was."""
    rows = Edition.objects.filter(municipality_id=municipality, year_key=year_key(fiscal_year))
    return rows.aggregate(last=Max("number"))["last"] or 0


def by_slug(municipality: str, slug: str) -> Edition | None:
    """The edition at an address: ``2019-1``."""
    year, _, number = slug.rpartition("-")
    if not re.fullmatch(r"[0-9]{1,6}", number):
        return None
    return Edition.objects.filter(
        municipality_id=municipality, year_key=year, number=int(number)
    ).first()


def newest_of_each_year(municipality: str) -> Sequence[Edition]:
    """The newest edition of every year that is out, latest first; plans without a year last."""
    found: dict[str, Edition] = {}
    for edition in live().filter(municipality_id=municipality).order_by("number"):
        found[edition.year_key] = edition
    return sorted(found.values(), key=lambda e: -(e.fiscal_year or 0))


def newest_of_all() -> dict[str, Edition]:
    """``132217/2019`` → the newest edition that is out, of every municipality and year."""
    rows = live().select_related("municipality")
    return {
        f"{one.municipality_id}/{one.year_key}": one
        for one in rows.order_by("municipality_id", "-fiscal_year", "number")
    }


def stored_file(edition: Edition, path: str) -> EditionFile | None:
    """A file of the edition with its bytes."""
    return EditionFile.objects.filter(edition=edition, path=path).select_related("blob").first()


def sheets_of(edition: Edition) -> tuple[Sheet, ...]:
    """The sheets of an edition from its stored bytes."""
    file = stored_file(edition, SHEETS)
    return from_json(file.blob.content) if file else ()


def each_sheet_of(edition: Edition) -> Iterator[Sheet]:
    """The same one at a time: never more than one of them is held."""
    file = stored_file(edition, SHEETS)
    if file is not None:
        with gzip.open(io.BytesIO(file.blob.packed)) as content:
            yield from each_from_json(content)


def designs_of(edition: Edition) -> dict[str, Design]:
    """The designs that are frozen in an edition, by their id."""
    files = EditionFile.objects.filter(edition=edition, path__startswith=DESIGNS)
    designs = [
        Design.model_validate_json(file.blob.content) for file in files.select_related("blob")
    ]
    return {design.id: design for design in designs}


def reference(edition: Edition) -> EditionRef:
    """The edition by name, as plain values."""
    municipality = edition.municipality
    return EditionRef(
        MunicipalityRef(code=municipality.code, name=municipality.name),
        edition.fiscal_year,
        edition.number,
        timezone.localdate(edition.published_at),
        cast("Accounts", edition.accounts),
    )


def edition_row(edition: Edition) -> EditionRow:
    """The edition as a row of the table of editions."""
    return EditionRow(
        municipality_code=edition.municipality_id,
        edition=edition.slug,
        fiscal_year=edition.fiscal_year,
        number=edition.number,
        kind=edition.kind,
        accounts=edition.accounts or None,
        published_on=timezone.localdate(edition.published_at).isoformat(),
        reason=edition.reason or None,
    )


def earlier_editions(municipality: str, fiscal_year: int | None) -> tuple[Earlier, ...]:
    """The newest edition of every earlier year, oldest first."""
    if fiscal_year is None:
        return ()
    editions = [
        edition
        for edition in newest_of_each_year(municipality)
        if edition.fiscal_year is not None and edition.fiscal_year < fiscal_year
    ]
    return tuple(_earlier(edition) for edition in reversed(editions))


def _earlier(edition: Edition) -> Earlier:
    @lru_cache(SHEETS_IN_MEMORY)
    def read(kind: str, code: str) -> Sheet | None:
        file = stored_file(edition, f"{kind}/{code_slug(code)}/sheet.json")
        return from_json(file.blob.content)[0] if file else None

    files = EditionFile.objects.filter(edition=edition, path__endswith="/sheet.json")
    folders = (path.removesuffix("sheet.json") for path in files.values_list("path", flat=True))
    every = partial(each_sheet_of, edition)
    return Earlier(reference(edition), frozenset(folders), read, every, edition_row(edition))
