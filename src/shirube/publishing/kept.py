"""Sheets that did not change keep the files of the edition they came with (decision 0013)."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path
from typing import cast

import shirube
from shirube.publishing.addresses import sheet_folder
from shirube.publishing.models import Edition, EditionFile, EditionInputs
from shirube.publishing.queries import reference
from shirube.publishing.snapshot import EditionKind, Kept, Snapshot, StoredFile
from shirube.reckon.identity import appearances
from shirube.schema import Sheet
from shirube.schema.ledger import links_to_json

DRAWN_WITH = ("django", "typst")


@dataclass(frozen=True, slots=True)
class Inputs:
    """Hashes of what the pages of sheets may show: ``all`` of them, and each by ``kind/code`` with
    the number of the edition that its pages name. Stored as ``EditionInputs``.
    """

    all: str
    sheets: Mapping[str, tuple[str, int]]


def keep(snapshot: Snapshot, before: Edition | None) -> tuple[Snapshot, Inputs]:
    """The snapshot with the sheets whose files ``before`` has already, and its own inputs."""
    everything, own = _of_all(snapshot), _of_sheets(snapshot)
    numbers = _still_true(everything, own, before)
    inputs = Inputs(
        everything,
        {name: (digest, numbers.get(name, snapshot.ref.number)) for name, digest in own.items()},
    )
    if before is None or not numbers:
        return snapshot, inputs
    stated = {
        one.number: (reference(one), cast("EditionKind", one.kind))
        for one in Edition.objects.filter(
            municipality_id=before.municipality_id,
            year_key=before.year_key,
            number__in=set(numbers.values()),
        ).select_related("municipality")
    }
    files = _files(before)
    kept = {
        sheet.key: Kept(*stated[numbers[name(sheet)]], tuple(files[sheet_folder(sheet)]))
        for sheet in snapshot.sheets
        if name(sheet) in numbers and files[sheet_folder(sheet)]
    }
    return replace(snapshot, kept=kept), inputs


def name(sheet: Sheet) -> str:
    """``program/511``"""
    return f"{sheet.kind}/{sheet.code}"


def _still_true(everything: str, own: Mapping[str, str], before: Edition | None) -> dict[str, int]:
    """Sheets whose pages in ``before`` would come out the same, with the edition they name."""
    known = EditionInputs.objects.filter(edition=before, all=everything).first()
    if before is None or known is None:
        return {}
    out = set(
        Edition.objects.filter(
            municipality_id=before.municipality_id,
            year_key=before.year_key,
            withdrawn_at=None,
        ).values_list("number", flat=True)
    )
    return {
        sheet: number
        for sheet, (digest, number) in known.sheets.items()
        if own.get(sheet) == digest and number in out
    }


def _of_all(snapshot: Snapshot) -> str:
    """What every page may show: the program, designs, ledger, earlier years, ways elsewhere."""
    designs = snapshot.designs.items()
    shown = [
        program(),
        asdict(snapshot.ref) | {"number": None, "published_on": None},
        {ident: design.model_dump_json() for ident, design in sorted(designs)},
        links_to_json(snapshot.ledger.links).decode(),
        [asdict(earlier.ref) for earlier in snapshot.earlier],
        snapshot.papers,
        snapshot.states_money,
        (snapshot.city.reading, snapshot.city.readings),
    ]
    return _hash(json.dumps(shown, sort_keys=True, default=_plain))


def _of_sheets(snapshot: Snapshot) -> dict[str, str]:
    """Each sheet, and which other sheets its projects stand in as well."""
    shared: dict[str, list[str]] = defaultdict(list)
    for project, places in sorted(appearances(snapshot.sheets).items(), key=itemgetter(0)):
        names = sorted({name(place.sheet) for place in places})
        mark = _hash(str(project), *names)
        for one in names if len(names) > 1 else ():
            shared[one].append(mark)
    return {
        name(sheet): _hash(sheet.model_dump_json(), *shared[name(sheet)])
        for sheet in snapshot.sheets
    }


def _files(edition: Edition) -> dict[str, list[StoredFile]]:
    """The edition's files by the folder of their sheet."""
    found: dict[str, list[StoredFile]] = defaultdict(list)
    rows = EditionFile.objects.filter(edition=edition).values_list(
        "path", "blob_id", "blob__size", "media_type"
    )
    for path, digest, size, media_type in rows:
        folder = "/".join(path.split("/")[:2]) + "/"
        found[folder].append(StoredFile(path, digest, size, media_type))
    return found


@cache
def program() -> str:
    """A hash of the program: whatever draws pages. Another one draws every page anew."""
    folder = Path(shirube.__file__).parent
    files = (path for path in folder.rglob("*") if path.is_file() and _draws(path))
    parts = [f"{path.relative_to(folder)} {_hash_file(path)}" for path in sorted(files)]
    return _hash(*parts, *(version(package) for package in DRAWN_WITH))


def _draws(path: Path) -> bool:
    return not {"tests", "__pycache__", "migrations"} & set(path.parts)


def _hash_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _plain(value: object) -> object:
    return value.model_dump() if hasattr(value, "model_dump") else str(value)
