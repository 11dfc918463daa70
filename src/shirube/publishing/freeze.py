"""The files of an edition from its snapshot: data, designs, ledger, pages, manifest."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import chain
from operator import itemgetter
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from shirube.exporters import FORMATS, ExportContext
from shirube.publishing.accounts import BEFORE, NOTICE, SHORT, about_accounts
from shirube.publishing.addresses import sheet_folder
from shirube.publishing.papers import paper_files
from shirube.publishing.snapshot import DataFile, EditionRef, File, PageMaker, Snapshot, StoredFile
from shirube.schema import to_json
from shirube.schema.ledger import links_to_json
from shirube.schema.sheet import UNDATED
from shirube.schema.tables import Beside, Decided, EditionRow

JSON = "application/json; charset=utf-8"
MEDIA_TYPES = {".json": JSON, ".csv": "text/csv; charset=utf-8"}
SHEETS, LEDGER, ERRATA, MANIFEST = "sheets.json", "ledger.json", "errata.json", "manifest.json"
DESIGNS, DATASET = "designs/", "dataset.jsonld"
LICENCES = [
    "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    "https://creativecommons.org/licenses/by/4.0/",
]


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
    data = list(_data(snapshot))
    yield from data
    for kept in snapshot.kept.values():
        yield from kept.files
    told = tuple(
        DataFile(file.path, _ABOUT.get(file.path, ""), len(file.data))
        for file in data
        if file.path in _ABOUT
    )
    yield from paper_files(snapshot)
    complete = replace(snapshot, data_files=told)
    for name in settings.SHIRUBE_PAGE_MAKERS:
        make: PageMaker = import_string(name)
        yield from make(complete)


_ABOUT = {
    SHEETS: "すべてのシート。1枚ごとの JSON は各ページにあります。",
    "csv/sheets.csv": "シートの一覧(団体、年度、番号、名称、確認状態)",
    "csv/indicators.csv": "指標の名前、単位、説明、よい方向",
    "csv/indicator_values.csv": "指標の値。1行に1つの値",
    "csv/projects.csv": "構成事業",
    "csv/project_costs.csv": "構成事業の金額。1行に1つの金額",
    "csv/costs.csv": "シートの合計金額",
    "csv/ratings.csv": "評価と理由",
    "csv/issues.csv": "課題",
    "csv/next_actions.csv": "今後の取組と、いつからか",
    "csv/follow_ups.csv": "約束したことがどうなったか",
    "csv/reviews.csv": "評価の意見と回答",
    "csv/narratives.csv": "自由記述",
    "csv/codebook.csv": "すべての表と列の説明(コードブック)",
    "csv/codes.csv": "符号の一覧と意味",
}


def _data(snapshot: Snapshot) -> Iterator[File]:
    yield File(SHEETS, to_json(snapshot.sheets), JSON)
    for sheet in snapshot.fresh:
        yield File(f"{sheet_folder(sheet)}sheet.json", to_json([sheet]), JSON)
    for ident, design in sorted(snapshot.designs.items()):
        yield File(f"{DESIGNS}{ident}.json", design.model_dump_json(indent=1).encode(), JSON)
    yield File(LEDGER, links_to_json(snapshot.ledger.links), JSON)
    yield File(ERRATA, _json([asdict(erratum) for erratum in snapshot.errata]), JSON)
    yield from _csv(snapshot)
    yield File(DATASET, _json(_dataset(snapshot)), "application/ld+json; charset=utf-8")


def _dataset(snapshot: Snapshot) -> dict[str, object]:
    """schema.org Dataset: how catalogues and search engines find the tables."""
    ref = snapshot.ref
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{ref.municipality.name} 行政評価 {ref.slug}",
        "description": f"{ref.municipality.name}の行政評価シート{len(snapshot.sheets)}枚の表。",
        "inLanguage": "ja",
        "version": str(ref.number),
        "datePublished": ref.published_on.isoformat(),
        "creator": {"@type": "GovernmentOrganization", "name": ref.municipality.name},
        "license": LICENCES,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": path, "encodingFormat": "text/csv",
             "description": about}
            for path, about in _ABOUT.items()
            if path.endswith(".csv")
        ],
    }  # fmt: skip
    if ref.accounts == BEFORE:
        found |= {"description": f"{found['description']}{NOTICE}。", "creativeWorkStatus": SHORT}
    if ref.fiscal_year is not None:
        found["temporalCoverage"] = f"{ref.fiscal_year}-04-01/{ref.fiscal_year + 1}-03-31"
    return found


def edition_title(ref: EditionRef) -> str:
    """What the data of an edition are called."""
    return f"{ref.municipality.name} {ref.slug}"


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


def _csv(snapshot: Snapshot) -> Iterator[File]:
    context = _context(snapshot)
    with tempfile.TemporaryDirectory() as folder:
        for path in FORMATS["csv"].write(snapshot.sheets, Path(folder), context):
            yield File(f"csv/{path.name}", path.read_bytes(), MEDIA_TYPES[path.suffix])


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
