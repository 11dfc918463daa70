"""The verb take_workbook: what a person typed into a workbook goes into the drafts.

``keep_upload`` reads and keeps what the workbook says; nothing of the drafts changes. Then
``take_workbook`` takes in what the person accepted, all of it or nothing, through the same verb
``save`` as the editor.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, Scope, require
from shirube.people.reach import holdings
from shirube.people.verbs import Verb
from shirube.workbooks import Book, read_workbook
from shirube.workflow.drafts.editing import Edit, load
from shirube.workflow.models import Case, FieldChange, Upload
from shirube.workflow.recording import Typed, keep_changes
from shirube.workflow.rows import add_row
from shirube.workflow.save import MOST_EDITS, save
from shirube.workflow.workbook_checking import Checked, SheetCheck, Touched, check
from shirube.workflow.workbook_rows import Names, real_names, renamed, spare_of

WAITS = timedelta(days=14)  # what nobody decided about is removed


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a workbook a person accepts: everything that meets no other change, but for these.

    ``without``: fields that stay as they are (``<case>|<address>``) and sheets (``<case>``).
    ``over``: fields where the workbook stands in place of another person's text, each with what
    was seen (``<case>|<address>|<Touched.seen>``).
    """

    without: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()

    def takes(self, case: Case, one: Touched) -> bool:
        """Whether a field is to be written."""
        name = f"{case.pk}|{one.address}"
        if one.state == "conflict":
            return f"{name}|{one.seen}" in self.over
        return one.state == "change" and name not in self.without


@dataclass
class Became:
    """What became of a workbook, for the page and the log."""

    sheets: list[dict[str, Any]] = field(default_factory=list)
    saved: int = 0
    rows: int = 0
    left: int = 0


def require_staff(municipality: str, by: Actor) -> None:
    """Raises Refused unless the person writes sheets anywhere here."""
    units = {unit for one in holdings(by, municipality) for unit in one.units or ()}
    require(by, Verb.TAKE_WORKBOOK, Scope(municipality, frozenset(units)))


def keep_upload(municipality: str, data: bytes, name: str, *, by: Actor) -> Upload:
    """Read a workbook and keep what it says until somebody decides. Raises Refused."""
    require_staff(municipality, by)
    book = read_workbook(data, name)
    Upload.objects.filter(taken_at=None, made_at__lt=timezone.now() - WAITS).delete()
    return Upload.objects.create(
        municipality_id=municipality,
        by=by.user,
        file=name[:200],
        sha256=book.sha256,
        said=book.model_dump_json(),
    )


def checked(upload: Upload, *, by: Actor) -> Checked:
    """What taking in would do now."""
    return check(Book.model_validate_json(upload.said), upload.municipality_id, by=by)


def drop_upload(upload_id: int, *, by: Actor) -> None:
    """Throw away what was sent and not taken in; one's own only."""
    Upload.objects.filter(pk=upload_id, by=by.user, taken_at=None).delete()


@transaction.atomic
def take_workbook(upload_id: int, choice: Choice, *, by: Actor) -> Became:
    """Take in what was accepted: all of it, or (Refused) nothing."""
    upload = Upload.objects.select_for_update().filter(pk=upload_id, by=by.user).first()
    if upload is None:
        raise Refused("送られたブックが見つかりません。", "No such upload.")
    require_staff(upload.municipality_id, by)
    if upload.taken_at is not None:
        raise Refused("このブックは、もう取り込みました。", "It was taken in already.")
    became = Became()
    for one in checked(upload, by=by).sheets:
        _sheet(one, choice, by, became)
    upload.became = vars(became)
    upload.taken_at = timezone.now()
    upload.said = ""
    upload.save()
    counts = {"file": upload.file, "sha256": upload.sha256, "saved": became.saved}
    counts |= {"rows": became.rows, "left": became.left}
    counts["sheets"] = {one["key"]: one["saved"] for one in became.sheets}
    key = f"{upload.municipality_id}/workbook/{upload.pk}"
    record(by, Verb.TAKE_WORKBOOK, upload.municipality_id, key, Change(None, counts))
    return became


def _sheet(one: SheetCheck, choice: Choice, by: Actor, became: Became) -> None:
    case = one.case
    told: dict[str, Any] = {"tab": one.tab, "key": one.key, "saved": 0, "rows": 0, "why": ""}
    told |= {"title": case.title if case else "", "case": case.pk if case else None}
    if case is None or one.refused or str(case.pk) in choice.without:
        if one.touched or one.refused:
            told["why"] = one.refused or "取り込まないと決めました。"
            became.left += len(one.touched)
            became.sheets.append(told)
        return
    if not one.touched:
        return
    wanted = [touched for touched in one.touched if choice.takes(case, touched)]
    names, rows = _add_rows(case, one, wanted, by)
    edits = [Edit(renamed(t.edit.address, names), t.edit.before, t.edit.text) for t in wanted]
    for start in range(0, len(edits), MOST_EDITS):
        result = save(
            case.pk, edits[start : start + MOST_EDITS], by=by, source=f"workbook:{one.book}"
        )
        if result.conflicts or result.wrong:  # somebody was quicker than this transaction
            raise Refused(
                f"「{case.title}」が、いまほかの人に書き換えられました。もう一度確かめてください。",
                "Somebody changed a sheet just now. Look again.",
            )
    left = [touched for touched in one.touched if touched not in wanted]
    conflict = FieldChange.Kind.CONFLICT
    typed = [Typed(touched.address, touched.before, touched.text, conflict) for touched in left]
    keep_changes(case, typed, by, f"workbook:{one.book}")
    told |= {"saved": len(edits), "rows": rows, "left": [_left(t) for t in left]}
    became.saved += len(edits)
    became.rows += rows
    became.left += len(left)
    became.sheets.append(told)


def _add_rows(case: Case, one: SheetCheck, wanted: list[Touched], by: Actor) -> tuple[Names, int]:
    """The new rows that something accepted is written into; workbook names → draft names."""
    names: Names = {}
    used = {spare_of(touched.address) for touched in wanted}
    needed = {row.above for row in used if row is not None}
    rows = [row for row in one.rows if row in used or (row.part, row.at) in needed]
    for row in rows:
        under = names.get(row.above, row.under) if row.under else None
        spot = add_row(case.pk, row.part, by=by, under=under, source=row.source(one.book))
        names |= real_names(load(Case.objects.get(pk=case.pk).draft), row, spot.at)
    return names, len(rows)


def _left(one: Touched) -> dict[str, str]:
    return {"label": one.label, "cell": one.cell, "text": one.text, "before": one.before,
            "state": one.state, "why": one.say if one.state == "wrong" else ""}  # fmt: skip
