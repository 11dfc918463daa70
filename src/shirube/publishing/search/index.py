"""Keeping the index at the newest edition of each municipality and year."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection, transaction

from shirube.designs import Design
from shirube.publishing import queries
from shirube.publishing.models import Edition
from shirube.publishing.search.models import Choice, SearchRow, Volume
from shirube.publishing.search.rows import Draft, drafts
from shirube.publishing.search.stores import store
from shirube.schema import Sheet

ROWS_AT_ONCE = 1000
# An id is read as (9999 - year, volume, row): newest year first, then the order of the plan.
YEAR_BITS, ROW_BITS = 48, 24


def refresh(municipality: str, year_key: str, edition: Edition | None) -> None:
    """Make the rows of a year those of this edition; without one, remove them.

    Named in ``settings.SHIRUBE_DERIVED``; runs in the transaction that changed the year. Sheets
    that did not change keep their rows.
    """
    if edition is None:
        remove(municipality, year_key)
    else:
        put(edition, queries.sheets_of(edition), _designs(edition))


def rebuild(edition: Edition) -> None:
    """Make the rows of the edition's year anew from its stored bytes."""
    with transaction.atomic():
        remove(edition.municipality_id, edition.year_key)
        refresh(edition.municipality_id, edition.year_key, edition)


@transaction.atomic
def remove(municipality: str, year_key: str) -> None:
    """Forget a year."""
    Volume.objects.filter(municipality_id=municipality, year_key=year_key).delete()


def forget_volume(instance: Volume, **_: object) -> None:
    """Before a volume goes, by itself or with its edition or municipality (``pre_delete``)."""
    rows = SearchRow.objects.filter(volume=instance).order_by("id")
    _forget(rows.values_list("id", flat=True))


def forget_strays(**_: object) -> None:
    """After the tables were emptied as a whole (``post_migrate``, which ``flush`` sends too)."""
    there = SearchRow._meta.db_table in connection.introspection.table_names()
    if there and not SearchRow.objects.exists():
        store().clear()


@transaction.atomic
def put(edition: Edition, sheets: Sequence[Sheet], designs: Mapping[str, Design]) -> Volume:
    """Index these sheets as the edition's; what was indexed of its year before goes."""
    year = edition.fiscal_year or 0
    volume, _ = Volume.objects.get_or_create(
        municipality_id=edition.municipality_id,
        year_key=edition.year_key,
        defaults={"edition": edition, "next_row": 0},
    )
    old = _digests(volume)
    new = {f"{s.kind}/{s.code}": list(drafts(s, designs.get(s.design))) for s in sheets}
    digests = {sheet: _digest(made) for sheet, made in new.items()}
    fresh = [sheet for sheet in new if old.get(sheet) != digests[sheet]]
    _forget_sheets(volume, [sheet for sheet in old if digests.get(sheet) != old[sheet]])
    first = (9999 - year << YEAR_BITS) | (volume.pk << ROW_BITS)
    rows = [
        SearchRow(volume=volume, sheet=sheet, digest=digests[sheet], **_columns(draft))
        for sheet in fresh
        for draft in new[sheet]
    ]
    for place, row in enumerate(rows, volume.next_row):
        row.pk = first | place
    _add(rows)
    volume.edition, volume.next_row = edition, volume.next_row + len(rows)
    volume.save()
    _put_choices(volume, new.values())
    return volume


def token(name: str, value: str) -> str:
    """A filter's value as one word of the index: 「部署=企画課」 → ``u1f2e…``."""
    return name[0] + hashlib.sha256(f"{name}={value}".encode()).hexdigest()[:12]


def _columns(draft: Draft) -> dict[str, object]:
    tokens = " ".join(token(*pair) for pair in draft.filters)
    return {
        "part": draft.part,
        "name": draft.name,
        "body": draft.body,
        "context": draft.context,
        "filters": tokens,
        "hit": draft.hit,
    }


def _digests(volume: Volume) -> dict[str, str]:
    return dict(
        SearchRow.objects.filter(volume=volume, part="sheet").values_list("sheet", "digest")
    )


def _digest(made: Iterable[Draft]) -> str:
    text = json.dumps(list(made), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _add(rows: Sequence[SearchRow]) -> None:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        SearchRow.objects.bulk_create(some)
        store().add(some)


def _forget_sheets(volume: Volume, sheets: Sequence[str]) -> None:
    for start in range(0, len(sheets), ROWS_AT_ONCE):
        some = SearchRow.objects.filter(
            volume=volume, sheet__in=sheets[start : start + ROWS_AT_ONCE]
        )
        _forget(some.values_list("id", flat=True))


def _forget(ids: Iterable[int]) -> None:
    every = list(ids)
    for start in range(0, len(every), ROWS_AT_ONCE):
        some = SearchRow.objects.filter(pk__in=every[start : start + ROWS_AT_ONCE])
        store().remove(list(some.defer("hit")))
        some.delete()


def _put_choices(volume: Volume, made: Iterable[list[Draft]]) -> None:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for draft in (draft for drafts_of_sheet in made for draft in drafts_of_sheet):
        for name, value in draft.filters:
            found[name][value] = None
    Choice.objects.filter(volume=volume).delete()
    Choice.objects.bulk_create(
        Choice(volume=volume, filter=name, value=value)
        for name, values in found.items()
        for value in values
    )


def _designs(edition: Edition) -> dict[str, Design]:
    files = edition.files.filter(path__startswith="designs/").select_related("blob")
    designs = [Design.model_validate_json(file.blob.content) for file in files]
    return {design.id: design for design in designs}
