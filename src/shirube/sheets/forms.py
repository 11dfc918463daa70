"""The designs of this installation: packaged, of its folder, and those that cities keep here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.signals import request_started
from django.db.models import Count, Max

from shirube.designs import Design, Library
from shirube.designs.library import with_folder
from shirube.designs.reading import Reader
from shirube.sheets.models import StoredDesign

_shown: ContextVar[Library | None] = ContextVar("shown", default=None)


class _Known:
    """The library of this process and what it was made of; asked anew once a request."""

    library: Library | None = None
    mark: tuple[object, ...] = ()
    sure: bool = False


def library() -> Library:
    """Every design by its id. Raises DesignError."""
    shown = _shown.get()
    if shown is not None:
        return shown
    if not _Known.sure or _Known.library is None:
        mark = _mark()
        if _Known.library is None or mark != _Known.mark:
            _Known.library, _Known.mark = _made(), mark
        _Known.sure = True
    return _Known.library


@cache
def files() -> Library:
    """The packaged designs and those of ``$SHIRUBE_HOME/designs``. Raises DesignError."""
    return with_folder(Path(settings.SHIRUBE_HOME) / "designs")


def _mark() -> tuple[object, ...]:
    found = StoredDesign.objects.aggregate(Count("id"), Max("id"), Max("changed_at"))
    return tuple(found.values())


def _made() -> Library:
    stored = [(row.plain(), row.origin) for row in StoredDesign.objects.all()]
    return _with(stored) if stored else files()


def _with(stored: list[tuple[Design, str]]) -> Library:
    known = files()
    pairs: list[tuple[Design, Reader | None]] = [
        (design, known.reader(name)) for name, design in known.items()
    ]
    # A folder of the same id, put there by hand later, wins: its reader is its own.
    return Library(pairs, [one for one in stored if one[0].id not in known])


def look_again(**_: object) -> None:
    """Another process, or this one, may have changed a design."""
    _Known.sure = False


request_started.connect(look_again)


@contextmanager
def showing(design: Design) -> Iterator[None]:
    """Inside, the library has this design as it is here: for a look before it counts."""
    known = library()
    pairs = [(one, known.reader(name)) for name, one in known.items() if name != design.id]
    token = _shown.set(Library([*pairs, (design, None)]))
    try:
        yield
    finally:
        _shown.reset(token)
