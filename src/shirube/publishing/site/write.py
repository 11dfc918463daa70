"""Writing the site: stored bytes as they are, then the few pages that lead to them.

A second run writes only what changed: an edition whose manifest is the same is left as it is, and
a file whose bytes are the same is not touched.
"""

import gzip
import hashlib
import json
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from shirube.people.models import Municipality
from shirube.publishing.models import Edition, EditionFile
from shirube.publishing.site.plan import City, SiteMaker, SiteOrder
from shirube.publishing.snapshot import File
from shirube.publishing.status import STATUS, STATUS_CSS, status_css, status_json

STATE = "site.json"  # what the last run wrote: edition → hash of its manifest, file → hash
AT_ONCE = 200
THREADS = 4


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
    editions: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


Packed = bytes | memoryview  # as SQLite and as PostgreSQL hand it out
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
        for file in make(order):
            _write(out, file, old, new, done)
    _remove_gone(out, old, new, done)
    _keep(out, new)
    return done


def _keep(out: Path, state: _State) -> None:
    text = json.dumps({"editions": state.editions, "files": state.files}, indent=0)
    (out / STATE).write_text(text, "utf-8")


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
        return _State(dict(found["editions"]), dict(found["files"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotOursError(str(out)) from error


def _write_edition(out: Path, edition: Edition, old: _State, new: _State, done: Written) -> None:
    name = f"{edition.municipality_id}/e/{edition.slug}"
    folder = out / name
    if edition.withdrawn_at is None:
        if old.editions.get(name) != edition.manifest_sha256 or not folder.is_dir():
            done.files += _copy(folder, edition)
            done.editions.append(name)
        new.editions[name] = edition.manifest_sha256
    elif name in old.editions and folder.is_dir():
        shutil.rmtree(folder)
        done.removed += 1
    for path, content in ((STATUS, status_json(edition)), (STATUS_CSS, status_css(edition))):
        _write(out, File(f"{name}/{path}", content, ""), old, new, done)


def _copy(folder: Path, edition: Edition) -> int:
    """The stored bytes of an edition as files."""
    rows = EditionFile.objects.filter(edition=edition).values_list("path", "blob__packed")
    base, count = str(folder), 0
    with ThreadPoolExecutor(THREADS) as threads:
        writing: deque[Future[None]] = deque()
        for some in _batches(rows.iterator(chunk_size=AT_ONCE)):
            writing.append(threads.submit(_unpack, base, some))
            count += len(some)
            while len(writing) > 2 * THREADS:  # the bytes of a whole year do not wait in memory
                writing.popleft().result()
        for one in writing:
            one.result()
    return count


def _unpack(base: str, some: Sequence[tuple[str, Packed]]) -> None:
    """Write files; a folder is made when its first file comes. Plain paths: a hundred thousand
    of them are told apart here.
    """
    for path, packed in some:
        target, content = f"{base}/{path}", gzip.decompress(packed)
        try:
            file = open(target, "wb")  # noqa: PTH123, SIM115
        except FileNotFoundError:
            os.makedirs(target.rpartition("/")[0], exist_ok=True)  # noqa: PTH103
            file = open(target, "wb")  # noqa: PTH123, SIM115
        with file:
            file.write(content)


def _batches(rows: Iterator[tuple[str, Packed]]) -> Iterator[list[tuple[str, Packed]]]:
    batch: list[tuple[str, Packed]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    yield batch


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
