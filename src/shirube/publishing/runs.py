"""Publishing from the desk: what would go out, and the edition made beside the person's page."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from shirube.lint import RULES, Finding, check
from shirube.people.actors import Actor
from shirube.people.models import User
from shirube.people.permissions import Refused, Verb, require
from shirube.publishing import queries
from shirube.publishing.accounts import BEFORE
from shirube.publishing.models import Edition, PublishRun
from shirube.publishing.publish import (
    BLOCKING,
    NotPublishedError,
    Order,
    publish_edition,
    snapshot_of,
)
from shirube.publishing.snapshot import File, Snapshot, StoredFile
from shirube.sheets.forms import library
from shirube.sheets.models import StoredSheet

TOLD_EVERY = 20  # files
# A run of which nothing was heard so long has died with its process.
SILENT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of edition that may follow now. ``key``: first, addition:early …"""

    key: str
    called: str
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an edition would hold now, and what stands in its way."""

    snapshot: Snapshot
    unconfirmed: int
    blocking: tuple[Finding, ...]


def choices(before: Edition | None, fiscal_year: int | None) -> list[Choice]:
    """The kinds that may follow the newest edition of a year."""
    first = Choice("first", "初版", False)
    if before is None:
        early = Choice("first:early", "初版(議会が決算を認定する前の版)", False)
        return [first] if fiscal_year is None else [first, early]
    if before.accounts == BEFORE:
        return [
            Choice("first", "決算の認定後の版", False),
            Choice("correction:early", "訂正(認定前の版のまま)", True),
            Choice("addition:early", "追加(認定前の版のまま)", True),
        ]
    return [Choice("correction", "訂正", True), Choice("addition", "追加(意見や予算など)", True)]


def years(municipality: str) -> list[tuple[int | None, int, Edition | None]]:
    """Fiscal year, number of its sheets, newest edition; latest first."""
    counts: dict[int | None, int] = {}
    for year in StoredSheet.objects.filter(municipality_id=municipality).values_list(
        "fiscal_year", flat=True
    ):
        counts[year] = counts.get(year, 0) + 1
    ordered = sorted(counts, key=lambda year: -(year or 0))
    return [(year, counts[year], queries.newest(municipality, year)) for year in ordered]


def look(order: Order, *, by: Actor) -> Outlook:
    """What would go out. Raises Refused or NotPublishedError; stores nothing."""
    require(by, Verb.PUBLISH, order.municipality)
    known = library()
    before = queries.newest(order.municipality, order.fiscal_year)
    snapshot = snapshot_of(order, before, known, timezone.now())
    found = check(snapshot.sheets, known, rules=[RULES[name] for name in BLOCKING])
    unconfirmed = sum(sheet.standing == "machine_read" for sheet in snapshot.sheets)
    return Outlook(snapshot, unconfirmed, tuple(found))


def begin(order: Order, *, by: Actor) -> PublishRun:
    """Make the edition beside this request. Raises Refused where one is in the making."""
    run = entered(order, by=by)
    transaction.on_commit(
        lambda: threading.Thread(target=_beside, args=(run.pk, order, by), daemon=True).start()
    )
    return run


@transaction.atomic
def entered(order: Order, *, by: Actor) -> PublishRun:
    """The row of a run, before anything is made."""
    require(by, Verb.PUBLISH, order.municipality)
    if order.accept and not order.reason.strip():
        raise Refused("公表してよいとした理由を書いてください。", "Give a reason.")
    if order.kind != "first" and not order.reason.strip():
        raise Refused("訂正や追加の理由を書いてください。", "Give a reason.")
    User.objects.select_for_update().get(pk=by.user.pk)
    if any(not silent(run) for run in _open(order.municipality)):
        raise Refused(
            "いま公表版をつくっているところです。終わってから、もう一度行ってください。",
            "An edition is in the making.",
        )
    ordered = asdict(order) | {"accept": sorted(order.accept)}
    return PublishRun.objects.create(
        municipality_id=order.municipality, ordered=ordered, ordered_by=by.user
    )


def _open(municipality: str) -> Iterable[PublishRun]:
    return PublishRun.objects.filter(municipality_id=municipality, ended_at=None)


def silent(run: PublishRun) -> bool:
    """Whether it died: nothing was heard of it for long. Nothing of it was published then."""
    return run.ended_at is None and timezone.now() - run.seen_at > SILENT


def _beside(run_id: int, order: Order, by: Actor) -> None:
    try:
        make(run_id, order, by=by)
    finally:
        connection.close()


def make(run_id: int, order: Order, *, by: Actor) -> None:
    """Publish, and write down how it ended, whatever happens."""
    edition, refusal = None, ""
    try:
        edition = publish_edition(
            order, by=by, library=library(), progress=lambda files: _told(run_id, files)
        )
    except (NotPublishedError, Refused) as error:
        refusal = error.text("ja")
    except BaseException:
        refusal = "思いがけない誤りで止まりました。公表はされていません。管理者に知らせてください。"
        raise
    finally:
        PublishRun.objects.filter(pk=run_id).update(
            ended_at=timezone.now(), edition=edition, refusal=refusal
        )


def _told(run_id: int, files: Iterable[File | StoredFile]) -> Iterator[File | StoredFile]:
    for count, file in enumerate(files, start=1):
        if count % TOLD_EVERY == 0:
            PublishRun.objects.filter(pk=run_id).update(files=count, seen_at=timezone.now())
        yield file
