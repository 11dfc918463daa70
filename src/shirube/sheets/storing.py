"""Writing a version: the one way in which the content of a stored sheet comes to be."""

import uuid

from shirube.people.actors import Actor
from shirube.plans.registering import register_appearances
from shirube.schema import Sheet
from shirube.sheets import content, queries
from shirube.sheets.comparing import Incoming, file_of
from shirube.sheets.models import ImportRun, SheetVersion, StoredSheet


class ChangedMeanwhileError(Exception):
    """Somebody else stored another version since the sheet was looked at."""


def write_version(
    item: Incoming, cause: SheetVersion.Cause, by: Actor, run: ImportRun | None = None
) -> SheetVersion:
    """A new version, unconfirmed, made the current one; call it inside a transaction.

    Raises ChangedMeanwhileError when ``item.stored`` is no longer what is current, and
    IntegrityError when a new sheet's key was taken since.
    """
    known, kept = item.stored, content.content_of(item.sheet)
    version = SheetVersion(
        id=uuid.uuid4(),
        number=known.current.number + 1 if known else 1,
        content=kept,
        sha256=content.digest(kept),
        meaning=item.meaning,
        file_sha256=file_of(item.sheet, _file(known, run)),
        cause=cause,
        import_run=run,
        made_by=by.user,
    )
    version.sheet = (
        _new(item.sheet, version.pk) if known is None else _advance(known, item, version)
    )
    version.save(force_insert=True)
    register_appearances(item.sheet, replace=known is not None)
    return version


def _file(known: StoredSheet | None, run: ImportRun | None) -> str:
    """Where a sheet that does not say it itself was read from."""
    return run.sha256 if run else known.current.file_sha256 if known else ""


def _new(sheet: Sheet, version: uuid.UUID) -> StoredSheet:
    return StoredSheet.objects.create(
        municipality_id=sheet.municipality.code,
        year_key=queries.year_key(sheet.fiscal_year),
        fiscal_year=sheet.fiscal_year,
        kind=sheet.kind,
        code=sheet.code,
        title=sheet.title,
        design=sheet.design,
        current_id=version,
    )


def _advance(known: StoredSheet, item: Incoming, version: SheetVersion) -> StoredSheet:
    moved = StoredSheet.objects.filter(pk=known.pk, current_id=known.current_id).update(
        current_id=version.pk, title=item.sheet.title, design=item.sheet.design
    )
    if not moved:
        raise ChangedMeanwhileError(str(item.key))
    return known
