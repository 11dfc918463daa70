"""The files of an edition from its snapshot: data, designs, ledger, pages, manifest."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from shirube.exporters.gate.quality import NAME as QUALITY
from shirube.people.city.model import CitySettings
from shirube.publishing.accounts import about_accounts
from shirube.publishing.addresses import sheet_folder
from shirube.publishing.data_files import data_files
from shirube.publishing.papers import paper_files
from shirube.publishing.snapshot import DataFile, File, PageMaker, Snapshot, StoredFile
from shirube.schema import to_json
from shirube.schema.ledger import links_to_json
from shirube.schema.sheet import UNDATED

JSON = "application/json; charset=utf-8"
LEDGER, ERRATA, MANIFEST, DESIGNS = "ledger.json", "errata.json", "manifest.json", "designs/"
CITY = "city.json"
# Of what a city decided, what its pages show; who is named shows in the sheets themselves.
_SHOWN = {"reading", "readings", "topics", "committees"}


def freeze(snapshot: Snapshot) -> Iterator[File | StoredFile]:
    """Every file of the edition, the manifest last; those of kept sheets as they are stored. The
    same snapshot gives the same bytes.
    """
    listed: list[dict[str, str | int]] = []
    for file in _files(snapshot):
        known = file if isinstance(file, StoredFile) else _known(file)
        listed.append(
            {
                "path": known.path,
                "bytes": known.size,
                "sha256": known.sha256,
                "media_type": known.media_type,
            }
        )
        yield file
    listed.sort(key=itemgetter("path"))  # whether made or kept
    yield File(MANIFEST, _json(_heading(snapshot) | {"files": listed}), JSON)


def _known(file: File) -> StoredFile:
    digest = hashlib.sha256(file.data).hexdigest()
    return StoredFile(file.path, digest, len(file.data), file.media_type)


def _files(snapshot: Snapshot) -> Iterator[File | StoredFile]:
    told: list[DataFile] = []
    quality: dict[str, Any] = {}
    for file in data_files(snapshot):
        told.append(DataFile(file.path, len(file.data)))
        if file.path == QUALITY:
            quality = json.loads(file.data)
        yield file
    yield from _records(snapshot)
    for kept in snapshot.kept.values():
        yield from kept.files
    yield from paper_files(snapshot)
    complete = replace(snapshot, data_files=tuple(told), quality=quality)
    for name in settings.SHIRUBE_PAGE_MAKERS:
        make: PageMaker = import_string(name)
        yield from make(complete)


def _records(snapshot: Snapshot) -> Iterator[File]:
    """What the edition was made of, beside its data."""
    for sheet in snapshot.fresh:
        yield File(f"{sheet_folder(sheet)}sheet.json", to_json([sheet]), JSON)
    for ident, design in sorted(snapshot.designs.items()):
        yield File(f"{DESIGNS}{ident}.json", design.model_dump_json(indent=1).encode(), JSON)
    if decided := decisions(snapshot.city):
        yield File(CITY, decided, JSON)
    yield File(LEDGER, links_to_json(snapshot.ledger.links), JSON)
    yield File(ERRATA, _json([asdict(erratum) for erratum in snapshot.errata]), JSON)


def decisions(city: CitySettings) -> bytes:
    """Readings and ways in as the edition keeps them; nothing where nothing is decided."""
    said = city.model_dump(mode="json", include=_SHOWN, exclude_defaults=True)
    return _json(said) if said else b""


def _heading(snapshot: Snapshot) -> dict[str, object]:
    ref = snapshot.ref
    return {
        "municipality": ref.municipality.model_dump(),
        "fiscal_year": UNDATED if ref.fiscal_year is None else ref.fiscal_year,
        "edition": ref.number,
        "kind": snapshot.kind,
        "reason": snapshot.reason,
        "published_on": ref.published_on.isoformat(),
    } | about_accounts(ref.accounts)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()
