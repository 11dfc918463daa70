"""The data of an edition in every format, each file once: what describes the CSV files lies beside
them, and what describes the edition as a whole speaks of all its files.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from shirube.exporters import FORMATS, ExportContext
from shirube.exporters.dcat import catalogue_graph, to_json_ld, to_turtle
from shirube.exporters.describing import Catalogue, Dataset, Tally, schema_org
from shirube.exporters.describing import DataFile as Described
from shirube.exporters.describing.files import KINDS
from shirube.exporters.gate import check
from shirube.exporters.gate.quality import NAME as QUALITY
from shirube.exporters.gate.quality import quality_json
from shirube.publishing.accounts import BEFORE
from shirube.publishing.snapshot import EditionRef, File, Snapshot
from shirube.schema import to_json
from shirube.schema.documentation import json_schema_text
from shirube.schema.tables import Beside, Decided, EditionRow

SHEETS, SCHEMA = "sheets.json", "sheet.schema.json"
DATASET, CATALOGUE, TURTLE = "dataset.jsonld", "catalog.jsonld", "catalog.ttl"
TABLES = "csv"
# Formats that are the CSV files and a description of them: only the description is added.
BESIDE_CSV = frozenset({"datapackage", "csvw"})
# The sheets themselves lie in sheets.json, and the catalogue is of all files, not of some.
# JSON Lines of 1,500 sheets are 120 MB, three times their CSV: API and ``export`` give them.
NOT_IN_FOLDERS = frozenset({TABLES, "json", "jsonl", "dcat"})
_TEXT = ("text/", "application/json", "application/ld+json", "application/xml")


def data_files(snapshot: Snapshot) -> Iterator[File]:
    """The data files of the edition. The same snapshot gives the same bytes."""
    described: list[Described] = []
    for file in _files(snapshot):
        described.append(
            Described(
                file.path,
                file.media_type,
                len(file.data),
                hashlib.sha256(file.data).hexdigest(),
            )
        )
        yield file
    yield from _descriptions(snapshot, tuple(described))


def edition_title(ref: EditionRef) -> str:
    """What the data of an edition are called."""
    return f"{ref.municipality.name} {ref.slug}"


def _files(snapshot: Snapshot) -> Iterator[File]:
    yield File(SHEETS, to_json(snapshot.sheets), _media_type(SHEETS))
    yield File(SCHEMA, json_schema_text().encode(), _media_type(SCHEMA))
    context = _context(snapshot)
    with TemporaryDirectory() as temporary:
        tables = _folder(temporary, TABLES)
        written = FORMATS[TABLES].write(snapshot.sheets, tables, context)
        reports = check(written)  # raises GateError: nothing goes out that breaks a rule
        yield from _read(written, TABLES)
        known = replace(context, tables=tables)
        for name in (name for name in FORMATS if name not in NOT_IN_FOLDERS):
            added = FORMATS[name].write(snapshot.sheets, _folder(temporary, name), known)
            reports += () if name in BESIDE_CSV else check(added)
            if name in BESIDE_CSV:
                names = {path.name for path in written}
                yield from _read([path for path in added if path.name not in names], TABLES)
            else:
                yield from _read(added, name)
    yield File(QUALITY, quality_json(reports), _media_type(QUALITY))


def _folder(temporary: str, name: str) -> Path:
    folder = Path(temporary) / name
    folder.mkdir()
    return folder


def _read(paths: list[Path], folder: str) -> Iterator[File]:
    for path in paths:
        yield File(f"{folder}/{path.name}", path.read_bytes(), _media_type(path.name))


def _media_type(name: str) -> str:
    kind = KINDS[Path(name).suffix].media_type
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind


def _context(snapshot: Snapshot) -> ExportContext:
    ref = snapshot.ref
    own = EditionRow(
        municipality_code=ref.municipality.code,
        edition=ref.slug,
        fiscal_year=ref.fiscal_year,
        number=ref.number,
        kind=snapshot.kind,
        accounts=ref.accounts or None,
        published_on=ref.published_on.isoformat(),
        reason=snapshot.reason or None,
    )
    beside = Beside(
        editions=(*(earlier.row for earlier in snapshot.earlier), own),
        decided=lambda _: Decided(snapshot.ledger, ref.slug),
        earlier=lambda: chain.from_iterable(earlier.every() for earlier in snapshot.earlier),
        formula=lambda sheet, better: snapshot.designs[sheet.design].formula(better),
    )
    return ExportContext(
        edition_title(ref), edition=ref.slug, published_on=ref.published_on, beside=beside
    )


def _descriptions(snapshot: Snapshot, files: tuple[Described, ...]) -> Iterator[File]:
    """How catalogues and search engines find the data; addresses begin at the edition."""
    tally = Tally()
    for _ in tally.over(snapshot.sheets):
        pass
    ref = snapshot.ref
    dataset = Dataset(
        tally.contents,
        files,
        number=ref.number,
        modified=ref.published_on,
        reason="" if snapshot.kind == "first" else snapshot.reason,
        early=ref.accounts == BEFORE,
    )
    catalogue = Catalogue((dataset,), publisher=dataset.of_one)
    yield File(DATASET, schema_org(dataset), _media_type(DATASET))
    graph = list(catalogue_graph(catalogue))
    yield File(CATALOGUE, b"".join(to_json_ld(graph)), _media_type(CATALOGUE))
    yield File(TURTLE, b"".join(to_turtle(graph)), _media_type(TURTLE))
