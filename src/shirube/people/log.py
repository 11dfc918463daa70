"""Writing the log: the one way to leave a trace of who did what, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from shirube.people.actors import Actor
from shirube.people.models import LogEntry
from shirube.people.permissions import Verb


@dataclass(frozen=True, slots=True)
class Change:
    """What was before and after, as JSON values, and the reason given."""

    before: Any = None
    after: Any = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A change of the object ``key`` (a sheet key, an edition's address, a link)."""

    municipality: str | None  # None: of the installation
    key: str
    change: Change


def record(by: Actor, verb: Verb, municipality: str | None, key: str, change: Change) -> None:
    """Add an entry about the object ``key``."""
    record_all(by, verb, [Event(municipality, key, change)])


def record_all(by: Actor, verb: Verb, events: Iterable[Event]) -> None:
    """Add an entry for each event, in their order."""
    LogEntry.objects.bulk_create(
        LogEntry(
            actor=by.user,
            person=by.person,
            verb=verb,
            municipality_id=event.municipality,
            object_key=event.key,
            before=event.change.before,
            after=event.change.after,
            note=event.change.note,
        )
        for event in events
    )
