"""Writing a version: the one way in which the content of a stored sheet comes to be."""

from collections.abc import Sequence

from shirube.people.actors import Actor
from shirube.plans.registering import register_appearances
from shirube.schema import Sheet
from shirube.sheets import content, queries
from shirube.sheets.comparing import Incoming, file_of
from shirube.sheets.models import ImportRun, SheetVersion, StoredSheet


class ChangedMeanwhileError(Exception):
    """Somebody else stored another version since the sheet was looked at."""


def write_versions(
    items: Sequence[Incoming], cause: SheetVersion.Cause, by: Actor, run: ImportRun | None = None
) -> list[SheetVersion]:
    """A new version of each, made the current one; call it inside a transaction.

    What was typed by the office (cause ENTRY) stands as ``entered``, anything else as unconfirmed.

    Raises ChangedMeanwhileError when an ``item.stored`` is no longer what is current, and
    IntegrityError when a new sheet's key was taken since.
    """
    versions = [_version(item, cause, by, run) for item in items]
    pairs = list(zip(items, versions, strict=True))
    new = [(version, _sheet(item.sheet, version)) for item, version in pairs if not item.stored]
    StoredSheet.objects.bulk_create(sheet for _, sheet in new)
    for version, sheet in new:
        version.sheet = sheet
    for item, version in pairs:
        if item.stored is not None:
            version.sheet = _advanced(item.stored, item, version)
    SheetVersion.objects.bulk_create(versions)
    known = [str(item.key) for item in items if item.stored]
    register_appearances([item.sheet for item in items], known=known)
    return versions


def _version(
    item: Incoming, cause: SheetVersion.Cause, by: Actor, run: ImportRun | None
) -> SheetVersion:
    known, kept = item.stored, content.content_of(item.sheet)
    return SheetVersion(
        number=known.current.number + 1 if known else 1,
        content=kept,
        sha256=content.digest(kept),
        meaning=item.meaning,
        file_sha256=file_of(item.sheet, _file(known, run)),
        cause=cause,
        import_run=run,
        made_by=by.user,
        standing="entered" if cause == SheetVersion.Cause.ENTRY else "machine_read",
    )


def _file(known: StoredSheet | None, run: ImportRun | None) -> str:
    """Where a sheet that does not say it itself was read from."""
    return run.sha256 if run else known.current.file_sha256 if known else ""


def _sheet(sheet: Sheet, version: SheetVersion) -> StoredSheet:
    return StoredSheet(
        municipality_id=sheet.municipality.code,
        year_key=queries.year_key(sheet.fiscal_year),
        fiscal_year=sheet.fiscal_year,
        kind=sheet.kind,
        code=sheet.code,
        title=sheet.title,
        design=sheet.design,
        current_id=version.pk,
    )


def _advanced(known: StoredSheet, item: Incoming, version: SheetVersion) -> StoredSheet:
    moved = StoredSheet.objects.filter(pk=known.pk, current_id=known.current_id).update(
        current_id=version.pk, title=item.sheet.title, design=item.sheet.design
    )
    if not moved:
        raise ChangedMeanwhileError(str(item.key))
    return known
