"""Which editions there are, held in memory as long as nothing changes in the database."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max

from shirube.publishing.models import Edition
from shirube.publishing.rows import reading


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition as it is listed; ``withdrawn_at`` and its reason are what is left of one."""

    pk: int
    municipality: str
    name: str
    fiscal_year: int | None
    year_key: str
    slug: str
    number: int
    kind: str
    accounts: str
    reason: str
    published_at: datetime
    manifest: str
    withdrawn_at: datetime | None
    withdrawn_reason: str

    @property
    def ref(self) -> reading.EditionRef:
        """For asking for rows."""
        return reading.EditionRef(self.pk, self.slug)


@dataclass(frozen=True, eq=False)  # one is itself and no other
class Catalogue:
    """Every edition by municipality, year and number. ``state`` is another one after any change."""

    state: str
    editions: Sequence[Listed]

    @cached_property
    def newest(self) -> Sequence[Listed]:
        """The newest edition of each municipality and year that is out."""
        found = {(e.municipality, e.year_key): e for e in self._out()}
        return tuple(found.values())

    @cached_property
    def latest(self) -> Sequence[Listed]:
        """The newest edition of the last year of each municipality."""
        found = {e.municipality: e for e in self.newest if e.fiscal_year is None}
        return tuple((found | {e.municipality: e for e in self.newest if e.fiscal_year}).values())

    @cached_property
    def newest_keys(self) -> frozenset[int]:
        """The rows of these."""
        return frozenset(one.pk for one in self.newest)

    @cached_property
    def changed_at(self) -> datetime | None:
        """When an edition last came or went."""
        days = [e.withdrawn_at or e.published_at for e in self.editions]
        return max(days, default=None)

    def _out(self) -> Iterator[Listed]:
        return (edition for edition in self.editions if edition.withdrawn_at is None)


class _Holder:
    """The catalogue of this process. The database is asked for changes, not for editions, and not
    more often than every ``SHIRUBE_API_FRESH`` seconds: a withdrawn edition has to go soon.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: Catalogue | None = None
        self._until = 0.0

    def now(self) -> Catalogue:
        """The catalogue as it is."""
        held = self._held
        if held is not None and time.monotonic() < self._until:
            return held
        with self._lock:
            # Outside of a request nobody else looks whether the connection still stands.
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            state = _state()
            if self._held is None or self._held.state != state:
                self._held = Catalogue(state, _listed())
            self._until = time.monotonic() + settings.SHIRUBE_API_FRESH
            return self._held


_holder = _Holder()


def catalogue() -> Catalogue:
    """The catalogue as it is."""
    return _holder.now()


def _state() -> str:
    """Rows say when they change; editions can also be removed with their municipality."""
    counted = Edition.objects.aggregate(Count("pk"), Max("pk"), Count("withdrawn_at"))
    name = connection.settings_dict["NAME"]  # tests change databases under a running process
    return "-".join(map(str, (reading.state(), *counted.values(), name)))


def _listed() -> tuple[Listed, ...]:
    rows = Edition.objects.select_related("municipality")
    return tuple(
        Listed(
            pk=one.pk,
            municipality=one.municipality_id,
            name=one.municipality.name,
            fiscal_year=one.fiscal_year,
            year_key=one.year_key,
            slug=one.slug,
            number=one.number,
            kind=one.kind,
            accounts=one.accounts,
            reason=one.reason,
            published_at=one.published_at,
            manifest=one.manifest_sha256,
            withdrawn_at=one.withdrawn_at,
            withdrawn_reason=one.withdrawn_reason,
        )
        for one in rows.order_by("municipality_id", "year_key", "number")
    )
