"""Writing the log: the one way to leave a trace of who did what, and why."""

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


def record(by: Actor, verb: Verb, municipality: str, key: str, change: Change) -> LogEntry:
    """Add an entry about the object ``key`` (a sheet key, an edition's address, a link)."""
    entry = LogEntry(
        actor=by.user,
        person=by.person,
        verb=verb,
        municipality_id=municipality,
        object_key=key,
        before=change.before,
        after=change.after,
        note=change.note,
    )
    entry.save()
    return entry
