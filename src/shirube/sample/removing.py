"""Every row that hangs on a municipality, found by the foreign keys, so that a table made later is
not forgotten. Only for the sample city: real data is never removed by this program.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, router

from shirube.people.models import Municipality
from shirube.publishing.models import Blob, EditionFile
from shirube.publishing.rows.making import tell_of_change
from shirube.publishing.search.index import remove as forget_search
from shirube.publishing.search.models import Volume
from shirube.sheets.models import ImportRun, SheetVersion

Model = type[models.Model]
AT_ONCE = 500  # SQLite takes 999 values in a query


def remove_rows(municipality: str) -> int:
    """Remove the municipality and all that hangs on it; returns the number of rows.

    To be called in a transaction: foreign keys are checked at its end, not row by row.
    """
    for year in Volume.objects.filter(municipality_id=municipality).values_list("year_key"):
        forget_search(municipality, year[0])  # the index is no table of a model
    doomed = _hanging_on(Municipality, {municipality})
    blobs = _held(EditionFile, "blob_id", doomed)
    runs = _held(SheetVersion, "import_run_id", doomed)
    _sign_out(doomed)
    count = sum(_delete(model, keys) for model, keys in doomed.items())
    count += _delete(Blob, _free(blobs, EditionFile, "blob_id"))
    tell_of_change()
    return count + _delete(ImportRun, _free(runs, SheetVersion, "import_run_id"))


def _hanging_on(model: Model, keys: set[object]) -> dict[Model, set[object]]:
    """Table → keys of rows that refer to these, however many tables lie between."""
    found: dict[Model, set[object]] = defaultdict(set)
    found[model] |= keys
    waiting = [(model, keys)]
    while waiting:
        at, fresh = waiting.pop()
        for other, name in _referring_to(at):
            new = {key for part in _parts(fresh)
                   for key in other._base_manager.filter(**{f"{name}__in": part})
                   .values_list("pk", flat=True)} - found[other]  # fmt: skip
            if new:
                found[other] |= new
                waiting.append((other, new))
    return found


def _referring_to(model: Model) -> Iterator[tuple[Model, str]]:
    for other in apps.get_models(include_auto_created=True):
        for one in other._meta.concrete_fields:
            if isinstance(one, models.ForeignKey) and one.related_model is model:
                yield other, one.name


def _held(model: Model, column: str, doomed: dict[Model, set[object]]) -> set[object]:
    """What the rows that go refer to and shared with others: bytes, runs of importing."""
    found: set[object] = set()
    for part in _parts(doomed.get(model, set())):
        found.update(model._base_manager.filter(pk__in=part).values_list(column, flat=True))
    return found - {None}


def _free(keys: set[object], model: Model, column: str) -> set[object]:
    """Those that nothing refers to any more."""
    kept: set[object] = set()
    for part in _parts(keys):
        rows = model._base_manager.filter(**{f"{column}__in": part})
        kept.update(rows.values_list(column, flat=True))
    return keys - kept


def _delete(model: Model, keys: Iterable[object]) -> int:
    """Row by key, past the guards of tables that are otherwise only added to."""
    count = 0
    for part in _parts(set(keys)):
        rows: models.QuerySet[models.Model] = models.QuerySet(model).filter(pk__in=part)
        count += rows._raw_delete(router.db_for_write(model))
    return count


def _sign_out(doomed: dict[Model, set[object]]) -> None:
    """Sessions know their user only inside."""
    users = {str(key) for model, keys in doomed.items() if model._meta.label == "people.User"
             for key in keys}  # fmt: skip
    for session in Session.objects.iterator():
        if str(session.get_decoded().get("_auth_user_id")) in users:
            session.delete()


def _parts(keys: set[object]) -> Iterator[list[object]]:
    ordered = list(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
