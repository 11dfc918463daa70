"""The verb that makes an edition: check, freeze, store in one transaction, log."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from shirube.designs import Library
from shirube.exporters.gate import GateError
from shirube.lint import RULES, Finding, check
from shirube.papers import NoFontError
from shirube.papers.entry import TemplateError
from shirube.people.actors import Actor
from shirube.people.city.deciding import settings_of
from shirube.people.city.model import CitySettings
from shirube.people.log import Change, record
from shirube.people.models import Municipality
from shirube.people.permissions import Verb, require
from shirube.plans.ledger import ledger as ledger_of
from shirube.publishing import queries
from shirube.publishing.accounts import LED_ON, accounts_of, comparable, leads_on, unapproved
from shirube.publishing.accounts import refusal as accounts_refusal
from shirube.publishing.derived import refresh_derived
from shirube.publishing.errata import errata_between
from shirube.publishing.freeze import CITY, LEDGER, MANIFEST, decisions, freeze
from shirube.publishing.kept import Inputs, keep
from shirube.publishing.models import Blob, Edition, EditionFile, EditionInputs
from shirube.publishing.opening import opened, still_open
from shirube.publishing.snapshot import (
    EditionKind,
    EditionRef,
    Erratum,
    File,
    Snapshot,
    StoredFile,
)
from shirube.schema import MunicipalityRef, Sheet
from shirube.schema.ledger import links_to_json
from shirube.sheets.queries import current_versions, year_key

# A text that tells who somebody is cannot be called back once it is out.
BLOCKING = ("personal_data",)
FILES_AT_ONCE = 200


class NotPublishedError(Exception):
    """No edition was made; the reason is for the person who tried, in both languages."""

    def __init__(self, ja: str, en: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(f"{ja} / {en}")
        self.ja, self.en, self.findings = ja, en, tuple(findings)

    def text(self, language: str = "ja") -> str:
        """The reason in one language."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be published. ``accept`` holds tokens of findings released with the reason."""

    municipality: str
    fiscal_year: int | None
    kind: EditionKind = "first"
    reason: str = ""
    accept: frozenset[str] = frozenset()
    papers: bool = False  # PDFs as well; they need a font on this machine
    before_accounts: bool = False  # the assembly has not yet approved the accounts


Progress = Callable[[Iterable[File | StoredFile]], Iterable[File | StoredFile]]


def publish_edition(
    order: Order,
    *,
    by: Actor,
    library: Library,
    now: datetime | None = None,
    progress: Progress = iter,
) -> Edition:
    """Freeze the sheets of a year as they are now. Raises Refused or NotPublishedError.

    Everything is stored in one transaction: a killed process leaves no edition. ``progress`` may
    watch the files go by.
    """
    require(by, Verb.PUBLISH, order.municipality)
    before = queries.newest(order.municipality, order.fiscal_year)
    snapshot = snapshot_of(order, before, library, now or timezone.now())
    _refuse_blocked(order, snapshot, library)
    snapshot, inputs = keep(snapshot, before)
    try:
        return _store(order, snapshot, inputs, by, progress, now or timezone.now())
    except (NoFontError, GateError) as error:
        raise NotPublishedError(error.text("ja"), error.text("en")) from error
    except TemplateError as error:
        raise NotPublishedError(
            f"書類のひな形を読めません。直してから公表してください。{error}",
            f"A paper of this installation cannot be read. {error}",
        ) from error
    except IntegrityError as error:
        raise NotPublishedError(
            "同じときに別の人が公表しました。新しい版を確かめてから、もう一度実行してください。",
            "Somebody else published at the same moment. Look at that edition and try again.",
        ) from error


def snapshot_of(order: Order, before: Edition | None, library: Library, now: datetime) -> Snapshot:
    """What an edition would hold now. Raises NotPublishedError; stores nothing."""
    _refuse_kind(order, before)
    city = settings_of(order.municipality)
    sheets = _public_sheets(order, library, city)
    municipality = Municipality.objects.get(pk=order.municipality)
    former = queries.sheets_of(before) if before else ()
    ledger = ledger_of(order.municipality)
    said = accounts_of(early=order.before_accounts, before=before.accounts if before else None)
    if (
        before is not None
        and (former, before.accounts) == (sheets, said)
        and _kept_in(before, LEDGER) == links_to_json(ledger.links)
        and _kept_in(before, CITY) == decisions(city)
    ):
        raise NotPublishedError(
            f"第{before.number}版から何も変わっていません。直してから公表してください。",
            f"Nothing has changed since edition {before.number}.",
        )
    ref = EditionRef(
        MunicipalityRef(code=municipality.code, name=municipality.name),
        order.fiscal_year,
        queries.last_number(order.municipality, order.fiscal_year) + 1,
        timezone.localdate(now),
        said,
    )
    return Snapshot(
        ref,
        order.kind,
        order.reason,
        sheets,
        {sheet.design: library[sheet.design] for sheet in sheets},
        ledger,
        queries.earlier_editions(order.municipality, order.fiscal_year),
        _errata(order, before, (still_open(former, library, city), sheets), library),
        papers=order.papers,
        city=city,
    )


def _kept_in(edition: Edition, path: str) -> bytes:
    """The bytes of a file of the edition; none for a file that it does not have."""
    file = queries.stored_file(edition, path)
    return b"" if file is None else file.blob.content


def _refuse_kind(order: Order, before: Edition | None) -> None:
    early, said = order.before_accounts, before.accounts if before else None
    if words := accounts_refusal(order.kind, order.fiscal_year, early=early, before=said):
        raise NotPublishedError(*words)
    if leads_on(order.kind, early=early, before=said):
        return
    if order.kind == "first" and before is not None:
        raise NotPublishedError(
            f"この年度は第{before.number}版まで公表済みです。"
            "訂正は --kind correction、追加は --kind addition に --reason を付けてください。",
            f"Edition {before.number} is out. Use --kind correction or addition with --reason.",
        )
    if order.kind != "first" and before is None:
        raise NotPublishedError(
            "まだ初版がありません。--kind を付けずに公表してください。",
            "There is no first edition yet. Publish without --kind.",
        )
    if order.kind != "first" and not order.reason.strip():
        raise NotPublishedError(
            "訂正や追加には理由が必要です。--reason で書いてください。",
            "A correction or addition needs a reason: --reason.",
        )


def _public_sheets(order: Order, library: Library, city: CitySettings) -> tuple[Sheet, ...]:
    sheets = [v.plain() for v in current_versions(order.municipality, order.fiscal_year)]
    if not sheets:
        raise NotPublishedError(
            "公表するシートがありません。先に import で取り込んでください。",
            "There are no sheets to publish. Import some first.",
        )
    unknown = {sheet.design for sheet in sheets} - set(library)
    if unknown:
        raise NotPublishedError(
            f"様式がありません: {'、'.join(sorted(unknown))}。designs フォルダーに戻してください。",
            f"Designs are missing: {', '.join(sorted(unknown))}. Check the designs folder.",
        )
    found = opened(sheets, library, city)
    found = tuple(map(unapproved, found)) if order.before_accounts else found
    return tuple(sorted(found, key=_plan_order))


def _plan_order(sheet: Sheet) -> tuple[object, ...]:
    path = tuple((step.code or "", step.title) for step in sheet.path)
    return (sheet.kind, path, len(sheet.code), sheet.code)


def _errata(
    order: Order,
    before: Edition | None,
    both: tuple[Sequence[Sheet], Sequence[Sheet]],
    library: Library,
) -> tuple[Erratum, ...]:
    former, sheets = map(comparable, both)
    if order.kind == "correction":
        return errata_between(former, sheets, order.reason, library)
    said = before.accounts if before else None
    if leads_on(order.kind, early=order.before_accounts, before=said):
        return errata_between(former, sheets, order.reason or LED_ON, library)
    return ()


def _refuse_blocked(order: Order, snapshot: Snapshot, library: Library) -> None:
    blocking = [
        finding
        for finding in check(snapshot.sheets, library, rules=[RULES[name] for name in BLOCKING])
        if finding.token not in order.accept
    ]
    if blocking:
        raise NotPublishedError(
            f"個人情報かもしれない記述が{len(blocking)}か所あります。直すか、公表してよいことを"
            "確かめて --accept(記号)と --reason で指定してください。",
            f"{len(blocking)} passages may hold personal data. Mend them, or release them with "
            "--accept and --reason.",
            blocking,
        )
    if order.accept and not order.reason.strip():
        raise NotPublishedError(
            "--accept には理由が必要です。--reason で書いてください。",
            "--accept needs a reason: --reason.",
        )


class _Row(NamedTuple):
    """A file of the edition as it is stored; without ``blob`` its bytes are there already."""

    path: str
    media_type: str
    sha256: str
    blob: Blob | None


def _row(file: File | StoredFile) -> _Row:
    if isinstance(file, StoredFile):
        return _Row(file.path, file.media_type, file.sha256, None)
    blob = Blob.of(file.data)
    return _Row(file.path, file.media_type, blob.sha256, blob)


def _store(
    order: Order, snapshot: Snapshot, inputs: Inputs, by: Actor, progress: Progress, now: datetime
) -> Edition:
    made = [_row(file) for file in progress(freeze(snapshot))]
    manifest = next(one.sha256 for one in made if one.path == MANIFEST)
    with transaction.atomic():
        edition = Edition.objects.create(
            municipality_id=order.municipality,
            year_key=year_key(order.fiscal_year),
            fiscal_year=order.fiscal_year,
            number=snapshot.ref.number,
            kind=order.kind,
            accounts=snapshot.ref.accounts,
            reason=order.reason,
            published_at=now,
            published_by=by.user,
            person=by.person,
            manifest_sha256=manifest,
        )
        EditionInputs.objects.create(edition=edition, all=inputs.all, sheets=inputs.sheets)
        for start in range(0, len(made), FILES_AT_ONCE):
            _store_files(edition, made[start : start + FILES_AT_ONCE])
        refresh_derived(edition)
        after = {"files": len(made), "sheets": len(snapshot.sheets), "kind": order.kind,
                 "accounts": snapshot.ref.accounts, "manifest": manifest,
                 "accepted": sorted(order.accept)}  # fmt: skip
        record(
            by, Verb.PUBLISH, order.municipality, str(edition), Change(None, after, order.reason)
        )
    return edition


def _store_files(edition: Edition, files: Sequence[_Row]) -> None:
    Blob.objects.bulk_create([one.blob for one in files if one.blob], ignore_conflicts=True)
    EditionFile.objects.bulk_create(
        [
            EditionFile(
                edition=edition, path=one.path, blob_id=one.sha256, media_type=one.media_type
            )
            for one in files
        ]
    )
