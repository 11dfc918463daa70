"""Writing the site: stored bytes as they are, then the few pages that lead to them.

A second run writes only what changed: an edition whose manifest is the same is left as it is, and
a file whose bytes are the same is not touched.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from shirube.people.models import Municipality
from shirube.publishing.models import Edition
from shirube.publishing.site.copying import copy_edition, folder_of
from shirube.publishing.site.plan import City, Part, SiteMaker, SiteOrder
from shirube.publishing.snapshot import File
from shirube.publishing.status import STATUS, STATUS_CSS, status_css, status_json

STATE = "site.json"  # what the last run wrote: see _State


class NotOursError(Exception):
    """The folder holds something else; nothing was written."""


@dataclass
class Written:
    """What a run did."""

    files: int = 0
    unchanged: int = 0
    removed: int = 0
    editions: list[str] = field(default_factory=list)


@dataclass
class _State:
    """Edition → hash of its manifest, file → hash, part → its version and files."""

    editions: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    parts: dict[str, tuple[str, list[str]]] = field(default_factory=dict)


Progress = Callable[[Iterable[Edition], int], Iterable[Edition]]


def write_site(
    out: Path,
    municipalities: Iterable[str] = (),
    *,
    url: str = "",
    progress: Progress = lambda editions, _: editions,
) -> Written:
    """Write or renew the site below ``out``. Raises NotOursError when the folder holds other
    things. ``url`` is where it will stand; without it links stay relative.
    """
    old, new, done = _state(out), _State(), Written()
    out.mkdir(parents=True, exist_ok=True)
    if not (out / STATE).exists():  # ours from now on: the next run finishes one that was cut off
        _keep(out, _State())
    order = site_order(municipalities, url)
    editions = [one for city in order.cities for one in city.editions]
    for edition in progress(editions, len(editions)):
        _write_edition(out, edition, old, new, done)
    for name in settings.SHIRUBE_SITE_MAKERS:
        make: SiteMaker = import_string(name)
        for one in make(order):
            if isinstance(one, Part):
                _write_part(out, one, old, new, done)
            else:
                _write(out, one, old, new, done)
    _remove_gone(out, old, new, done)
    _keep(out, new)
    return done


def _keep(out: Path, state: _State) -> None:
    (out / STATE).write_text(json.dumps(vars(state)), "utf-8")


def site_order(municipalities: Iterable[str], url: str = "") -> SiteOrder:
    """Everything that is published of the municipalities, of all where none is named."""
    wanted = list(municipalities)
    rows = Municipality.objects.filter(editions__isnull=False).distinct().order_by("code")
    cities = []
    for one in rows.filter(code__in=wanted) if wanted else rows:
        editions = Edition.objects.filter(municipality=one).order_by("-fiscal_year", "-number")
        newest: dict[str, Edition] = {}
        for edition in editions:
            if edition.withdrawn_at is None:
                newest.setdefault(edition.year_key, edition)
        cities.append(City(one, tuple(editions), tuple(newest.values())))
    return SiteOrder(tuple(cities), url if not url or url.endswith("/") else f"{url}/")


def _state(out: Path) -> _State:
    if not out.exists() or not any(out.iterdir()):
        return _State()
    try:
        found = json.loads((out / STATE).read_text("utf-8"))
        return _State(dict(found["editions"]), dict(found["files"]), dict(found.get("parts", {})))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotOursError(str(out)) from error


def _write_edition(out: Path, edition: Edition, old: _State, new: _State, done: Written) -> None:
    name = folder_of(edition)
    folder = out / name
    if edition.withdrawn_at is None:
        if not _is_there(out, edition, old):
            done.files += copy_edition(out, edition, _written_before(out, edition, old, new))
            done.editions.append(name)
        new.editions[name] = edition.manifest_sha256
    elif name in old.editions and folder.is_dir():
        shutil.rmtree(folder)
        done.removed += 1
    for path, content in ((STATUS, status_json(edition)), (STATUS_CSS, status_css(edition))):
        _write(out, File(f"{name}/{path}", content, ""), old, new, done)


def _is_there(out: Path, edition: Edition, state: _State) -> bool:
    name = folder_of(edition)
    return state.editions.get(name) == edition.manifest_sha256 and (out / name).is_dir()


def _written_before(out: Path, edition: Edition, old: _State, new: _State) -> Edition | None:
    """Another edition of the year that the folder holds, the nearest below or above."""
    others = Edition.objects.filter(
        municipality=edition.municipality_id, year_key=edition.year_key, withdrawn_at=None
    ).exclude(pk=edition.pk)
    there = [one for one in others if _is_there(out, one, old) or _is_there(out, one, new)]
    return min(there, key=lambda one: abs(one.number - edition.number), default=None)


def _write_part(out: Path, part: Part, old: _State, new: _State, done: Written) -> None:
    version, paths = old.parts.get(part.name, ("", []))
    if version == part.version and all(os.path.isfile(f"{out}/{path}") for path in paths):  # noqa: PTH113 - thousands of them
        new.files.update((path, old.files[path]) for path in paths)
        done.unchanged += len(paths)
    else:
        paths = []
        for file in part.make():
            _write(out, file, old, new, done)
            paths.append(file.path)
    new.parts[part.name] = (part.version, paths)


def _write(out: Path, file: File, old: _State, new: _State, done: Written) -> None:
    digest = hashlib.sha256(file.data).hexdigest()
    new.files[file.path] = digest
    target = out / file.path
    if old.files.get(file.path) == digest and target.is_file():
        done.unchanged += 1
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.data)
    done.files += 1


def _remove_gone(out: Path, old: _State, new: _State, done: Written) -> None:
    """Pages that lead to what is no more."""
    for path in old.files.keys() - new.files.keys():
        (out / path).unlink(missing_ok=True)
        done.removed += 1
