"""What a static site holds beside the frozen editions, as plain values for the page makers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from shirube.people.models import Municipality
from shirube.publishing.models import Edition
from shirube.publishing.snapshot import File


@dataclass(frozen=True, slots=True)
class City:
    """A municipality, its editions with the newest year first, and the newest of each year."""

    of: Municipality
    editions: tuple[Edition, ...]  # withdrawn ones as well: their tombstone is a page
    newest: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class SiteOrder:
    """Whose portal is written, and where it will stand (``https://…/``), "" where that is open."""

    cities: tuple[City, ...]
    url: str = ""

    @property
    def changed_at(self) -> datetime | None:
        """When anything was published or withdrawn last."""
        times = [
            time
            for city in self.cities
            for one in city.editions
            for time in (one.published_at, one.withdrawn_at)
            if time is not None
        ]
        return max(times, default=None)


@dataclass(frozen=True, slots=True)
class Part:
    """Files that come out the same while ``version`` is the same: then they are not made again."""

    name: str
    version: str
    make: Callable[[], Iterable[File]]


# Named in settings.SHIRUBE_SITE_MAKERS by dotted path: pages that lead to the editions.
SiteMaker = Callable[[SiteOrder], Iterator[File | Part]]
