"""Stored bytes as files. A file that another edition's folder has already is linked (a second name
of the same bytes), so an edition that corrects one sheet is written in a moment.
"""

import gzip
import os
import shutil
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from shirube.publishing.models import Edition, EditionFile

AT_ONCE = 200
THREADS = 4

Packed = bytes | memoryview  # as SQLite and as PostgreSQL hand it out


def folder_of(edition: Edition) -> str:
    """``132217/e/2019-1``"""
    return f"{edition.municipality_id}/e/{edition.slug}"


def copy_edition(out: Path, edition: Edition, like: Edition | None = None) -> int:
    """Write the edition's files below ``out``, where ``like`` was written before. Returns how many
    files there are now. A folder that an interrupted run left is written anew.
    """
    folder = out / folder_of(edition)
    shutil.rmtree(folder, ignore_errors=True)
    files = {path: (pk, blob) for pk, path, blob in _listed(edition)}
    there = {path: blob for _, path, blob in _listed(like)} if like else {}
    same = [path for path, (_, blob) in files.items() if there.get(path) == blob]
    linked = _link(str(out / folder_of(like)), str(folder), same) if like else frozenset()
    _copy(str(folder), [pk for path, (pk, _) in files.items() if path not in linked])
    return len(files)


def _listed(edition: Edition) -> Iterator[tuple[int, str, str]]:
    files = EditionFile.objects.filter(edition=edition)
    return files.order_by("path").values_list("pk", "path", "blob_id").iterator()


def _link(base: str, folder: str, paths: Sequence[str]) -> frozenset[str]:
    """Give files a second name. Returns those for which that went: not every disk can."""
    linked: set[str] = set()
    for path in paths:
        target = f"{folder}/{path}"
        try:
            try:
                os.link(f"{base}/{path}", target)
            except FileNotFoundError:  # a folder is made when its first file comes
                _make_folder_of(target)
                os.link(f"{base}/{path}", target)
        except OSError:
            continue
        linked.add(path)
    return frozenset(linked)


def _copy(folder: str, files: Sequence[int]) -> None:
    with ThreadPoolExecutor(THREADS) as threads:
        writing: deque[Future[None]] = deque()
        for start in range(0, len(files), AT_ONCE):
            rows = EditionFile.objects.filter(pk__in=files[start : start + AT_ONCE])
            some = list(rows.values_list("path", "blob__packed"))
            writing.append(threads.submit(_unpack, folder, some))
            while len(writing) > 2 * THREADS:  # the bytes of a whole year do not wait in memory
                writing.popleft().result()
        for one in writing:
            one.result()


def _unpack(folder: str, some: Sequence[tuple[str, Packed]]) -> None:
    """Plain paths and ``open``: a hundred thousand files are told apart here."""
    for path, packed in some:
        target, content = f"{folder}/{path}", gzip.decompress(packed)
        try:
            file = open(target, "wb")  # noqa: PTH123, SIM115
        except FileNotFoundError:
            _make_folder_of(target)
            file = open(target, "wb")  # noqa: PTH123, SIM115
        with file:
            file.write(content)


def _make_folder_of(target: str) -> None:
    os.makedirs(target.rpartition("/")[0], exist_ok=True)  # noqa: PTH103
