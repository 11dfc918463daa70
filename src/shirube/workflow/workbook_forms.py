"""The workbook of some sheets, as one person may fill it."""

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from shirube.basics.office_days import in_words
from shirube.people.actors import Actor
from shirube.people.permissions import Refused, Scope, permitted
from shirube.people.verbs import Verb
from shirube.schema import SheetKey
from shirube.sheets.forms import library
from shirube.workbooks import Form, write_workbook
from shirube.workflow.drafts.addresses import Spot, index, inside
from shirube.workflow.drafts.editing import load
from shirube.workflow.models import Case
from shirube.workflow.moving import require_open
from shirube.workflow.save import places
from shirube.workflow.scopes import scope_of, stage_of

MOST_SHEETS = 500  # in one workbook; the reader takes two million cells


def workbook_of(cases: Iterable[Case], *, by: Actor) -> bytes:
    """One tab a sheet; what the person may not fill is locked. Raises Refused.

    Sheets that the person may not read are left out.
    """
    seen = [case for case in cases if may_read(case, by)]
    if not seen:
        raise Refused("ダウンロードできるシートがありません。", "There are no sheets to download.")
    if len(seen) > MOST_SHEETS:
        raise Refused(
            f"1つのブックに入るシートは{MOST_SHEETS}枚までです。部署を選んでください。",
            f"A workbook holds {MOST_SHEETS} sheets at most. Choose a division.",
        )
    forms = (form_of(case, by=by) for case in seen)
    return write_workbook(forms, secrets.token_hex(8), timezone.localdate())


def may_read(case: Case, by: Actor) -> bool:
    """Whether the person may read the sheet; of many sheets most are told by their division."""
    own = frozenset(() if case.unit_id is None else (case.unit_id,))
    if permitted(by, Verb.READ, Scope(case.municipality_id, own)):
        return True  # without a look at the parts that others were asked for
    return permitted(by, Verb.READ, scope_of(case, Verb.READ, stage_of(case, case.route.plain())))


def form_of(case: Case, *, by: Actor) -> Form:
    """The sheet with last year's beside; locked where the person may not write now."""
    may, rows = _writable(case, by)
    due = f"{in_words(case.due_on)}まで。" if case.due_on else ""
    unit = f"担当: {case.unit.name}。" if case.unit else ""
    return Form(
        sheet=case.plain(),
        design=library()[case.design],
        last=case.last_year(),
        short=case.short,
        may=may,
        rows=rows,
        born=born(case),
        revision=case.revision,
        say=f"{unit}{due}" if rows else f"{unit}{due}灰色の欄は、いまは書けません。",
    )


def born(case: Case) -> str:
    """What tells this case from one of another installation, or of a cycle opened anew."""
    return f"{case.pk}.{case.cycle.opened_at:%Y%m%d%H%M%S%f}"


def _writable(case: Case, by: Actor) -> tuple[Callable[[Spot], bool], bool]:
    """Where the person may type, and whether they may add rows."""
    try:
        only = places(case, stage_of(case, case.route.plain()), by)
        require_open(case)
    except Refused:
        return (lambda _spot: False), False
    if only is None:
        return (lambda _spot: True), True
    items = index(load(case.draft))
    return (lambda spot: spot in items and inside(spot, items[spot], only)), False


@dataclass(frozen=True, slots=True)
class Division:
    """Sheets that a person may download together."""

    cycle: int
    year: int
    unit: int
    name: str
    count: int


def divisions(municipality: str, *, by: Actor) -> list[Division]:
    """The divisions whose sheets of an open year the person may read, each with their number."""
    found: dict[tuple[int, int], list[Case]] = defaultdict(list)
    for case in _open(municipality).defer("draft", "reference"):
        if case.unit_id is not None:
            found[case.cycle_id, case.unit_id].append(case)
    made = []
    for (cycle, unit), cases in found.items():
        scope = Scope(municipality, frozenset({unit}), None)
        name = cases[0].unit.name if cases[0].unit else ""
        if permitted(by, Verb.READ, scope):
            made.append(Division(cycle, cases[0].cycle.fiscal_year, unit, name, len(cases)))
    return sorted(made, key=lambda one: (-one.year, one.name))


def sheets_of(municipality: str, cycle: str, unit: str) -> list[Case]:
    """The sheets of a division in an open year, by their numbers as they came in a page's link."""
    if not (cycle.isdecimal() and unit.isdecimal() and len(cycle) < 12 and len(unit) < 12):
        return []
    return list(
        _open(municipality).filter(cycle=int(cycle), unit=int(unit)).order_by("kind", "code")
    )


def _open(municipality: str) -> QuerySet[Case]:
    rows = Case.objects.filter(municipality=municipality, cycle__closed_at=None)
    return rows.select_related("cycle", "route", "unit", "municipality")


def sheets_of_year(municipality: str, fiscal_year: int) -> list[Case]:
    """All sheets of an open year."""
    rows = _open(municipality).filter(cycle__fiscal_year=fiscal_year)
    return list(rows.order_by("kind", "code"))


def sheets_by_key(key: SheetKey) -> list[Case]:
    """The sheet of a key in an open year, as a list of one or none."""
    if key.fiscal_year is None:
        return []
    rows = _open(key.municipality).filter(cycle__fiscal_year=key.fiscal_year)
    return list(rows.filter(kind=key.kind, code=key.code))
