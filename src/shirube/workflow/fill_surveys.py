"""The verb fill_surveys: what surveys found goes into the drafts of the indicators that use them.

A year without a survey carries the last one's value, and says of which year it is. What a person
typed stays; where it differs, both are kept and shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from shirube.basics.fiscal_year import in_era
from shirube.basics.japanese_text import squeeze
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import require
from shirube.people.verbs import Verb
from shirube.reckon import Share
from shirube.schema import Indicator, Value
from shirube.schema.plain import decimal_text
from shirube.sheets.forms import library
from shirube.workflow.carrying import recompute
from shirube.workflow.drafts import editing
from shirube.workflow.drafts.addresses import Spot, index
from shirube.workflow.filling.cells import State
from shirube.workflow.models import Case, FieldChange
from shirube.workflow.save import keep_draft
from shirube.workflow.scopes import stage_of

SOURCE = "survey"


@dataclass(frozen=True, slots=True)
class Surveys:
    """(kind, number, indicator's name) → fiscal year → what the survey found."""

    municipality: str
    found: Mapping[tuple[str, str, str], Mapping[int, Share]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A cell for the evaluated year, and what belongs in it."""

    title: str
    indicator: str
    spot: Spot
    year: int
    surveyed: int
    share: Share
    before: str
    state: State

    @property
    def after(self) -> str:
        """As it is printed."""
        return f"{self.share.percent.normalize():f}"


def preview(surveys: Surveys) -> list[Answer]:
    """What ``fill_surveys`` would do; writes nothing."""
    return [one for case in _cases(surveys) for one in _answers(case, surveys)]


@transaction.atomic
def fill_surveys(surveys: Surveys, *, by: Actor) -> list[Answer]:
    """Write the values into drafts that are still being written. Raises Refused."""
    require(by, Verb.KEEP_SURVEYS, surveys.municipality)
    done: list[Answer] = []
    for case in _cases(surveys, lock=True):
        answers = _answers(case, surveys)
        done += answers
        _write(case, answers, by)
    counts = {state.value: sum(one.state == state for one in done) for state in State}
    key = f"{surveys.municipality}/surveys"
    record(by, Verb.KEEP_SURVEYS, surveys.municipality, key, Change(None, counts))
    return done


def _cases(surveys: Surveys, *, lock: bool = False) -> Iterator[Case]:
    rows = Case.objects.filter(
        municipality_id=surveys.municipality,
        cycle__closed_at=None,
        code__in={code for _, code, _ in surveys.found},
    )
    if lock:
        rows = rows.select_for_update(of=("self",))
    for case in rows.select_related("cycle", "route").order_by("kind", "code"):
        stage = stage_of(case, case.route.plain())
        if stage is not None and stage.kind == "write":
            yield case


def _answers(case: Case, surveys: Surveys) -> list[Answer]:
    sheet, year = case.plain(), case.cycle.fiscal_year
    found = []
    for indicator in sheet.indicators:
        shares = _shares(case, indicator, surveys)
        surveyed = max((one for one in shares if one <= year), default=None)
        cell = indicator.get("actual", year)
        if surveyed is None or cell is None or cell.at is None:
            continue
        spot = Spot("indicators.values", cell.at)
        share = shares[surveyed]
        state = _state(cell, share, surveyed, filled=spot in _filled(case))
        found.append(
            Answer(case.title, indicator.name, spot, year, surveyed, share,
                   cell.printed or "", state)
        )  # fmt: skip
    return found


def _shares(case: Case, indicator: Indicator, surveys: Surveys) -> Mapping[int, Share]:
    wanted = (case.kind, case.code, squeeze(indicator.name))
    for (kind, code, name), shares in surveys.found.items():
        if (kind, code, squeeze(name)) == wanted:
            return shares
    return {}


def _state(cell: Value, share: Share, surveyed: int, *, filled: bool) -> State:
    own = {None, cell.fiscal_year} if surveyed == cell.fiscal_year else {surveyed}
    if cell.number == share.percent and cell.observed_year in own:
        known = (cell.answers, cell.population) == (share.answers, share.population)
        return State.SAME if known else State.RENEW  # the value stands, n is added
    if cell.value is None and not cell.printed and cell.missing in {None, "blank"}:
        return State.FILL
    return State.RENEW if filled else State.KEPT


def _filled(case: Case) -> set[Spot]:
    rows = case.changes.filter(field="value", kind=FieldChange.Kind.SAVED).order_by("id")
    last = {Spot(part, at): of for part, at, of in rows.values_list("part", "place", "source")}
    return {spot for spot, source in last.items() if source == SOURCE}


def _write(case: Case, answers: list[Answer], by: Actor) -> None:
    written = [one for one in answers if one.state in {State.FILL, State.RENEW}]
    if not written:
        return
    data = editing.load(case.draft)
    items = index(data)
    for one in written:
        items[one.spot].item.update(_fields(one))
    keep_draft(case, recompute(editing.checked(data), library()[case.design]))
    FieldChange.objects.bulk_create(
        FieldChange(
            case=case, revision=case.revision, part=one.spot.part, place=one.spot.at,
            field="value", before=one.before, after=one.after, kind=FieldChange.Kind.SAVED,
            by=by.user, person=by.person, source=SOURCE,
        )
        for one in written
    )  # fmt: skip


def _fields(one: Answer) -> dict[str, Any]:
    carried = one.surveyed != one.year
    note = f"{in_era(one.surveyed)}年度の調査の値" if carried else None
    return {
        "value": decimal_text(one.share.percent.normalize()),
        "printed": one.after,
        "missing": None,
        "qualifier": None,
        "parts": [],
        "flags": [],
        "observed_year": one.surveyed if carried else None,
        "note": note,
        "answers": one.share.answers,
        "population": one.share.population,
    }
