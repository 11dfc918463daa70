"""Asking for stored sheets, many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from shirube.schema import Sheet, SheetKey
from shirube.schema.sheet import UNDATED
from shirube.sheets.corrections import Fix, Place
from shirube.sheets.models import Correction, SheetVersion, StoredSheet


def year_key(fiscal_year: int | None) -> str:
    """The year as text; ``undated`` where the form prints none."""
    return UNDATED if fiscal_year is None else str(fiscal_year)


def stored_by_key(keys: Collection[SheetKey]) -> dict[SheetKey, StoredSheet]:
    """The stored sheets among these keys, current versions without their content: one query."""
    found = (
        StoredSheet.objects.filter(
            municipality_id__in={key.municipality for key in keys},
            year_key__in={year_key(key.fiscal_year) for key in keys},
            kind__in={key.kind for key in keys},
        )
        .select_related("current")
        .defer("current__content")
    )
    wanted = set(keys)
    return {sheet.key: sheet for sheet in found if sheet.key in wanted}


def current_versions(municipality: str, fiscal_year: int | None) -> QuerySet[SheetVersion]:
    """The current versions of a year's sheets with their sheets, ordered by kind and code."""
    return (
        SheetVersion.objects.filter(
            current_of__municipality_id=municipality, current_of__year_key=year_key(fiscal_year)
        )
        .select_related("sheet")
        .order_by("sheet__kind", "sheet__code")
    )


def plain_sheets(municipality: str | None = None) -> Iterable[Sheet]:
    """Every stored sheet in its current version as a plain sheet, one at a time.

    Raises ContentError at a damaged one.
    """
    versions = SheetVersion.objects.filter(current_of__isnull=False)
    if municipality is not None:
        versions = versions.filter(current_of__municipality_id=municipality)
    ordered = versions.order_by("sheet__municipality_id", "sheet__year_key", "sheet_id")
    return (version.plain() for version in ordered.iterator(chunk_size=200))


def fixes_of(files: Collection[str]) -> dict[tuple[str, str], list[Fix]]:
    """What people corrected in files: (file hash, sheet key) → fixes in the order of decision."""
    found: dict[tuple[str, str], list[Fix]] = defaultdict(list)
    for row in Correction.objects.filter(file_sha256__in=files).order_by("id"):
        place = Place(row.part, row.at, row.nth)
        found[row.file_sha256, row.sheet_key].append(Fix(place, row.before, row.after))
    return found
