"""What stands beside every page of a sheet: where it is, until when, who was asked, its use."""

from typing import Any

from django.utils import timezone

from shirube.basics import office_days
from shirube.basics.office_days import in_words
from shirube.desk.access import Desk
from shirube.people.permissions import VERBS
from shirube.people.verbs import Verb
from shirube.publishing.models import Edition
from shirube.workflow.approve import owed
from shirube.workflow.deciding import WAYS, Way
from shirube.workflow.models import Case, Step
from shirube.workflow.moving import seen_of
from shirube.workflow.routes import Route
from shirube.workflow.scopes import scope_of, stage_of

# What the side column and the templates beside it ask for.
_SHOWN = (
    Verb.SUBMIT, Verb.REQUEST_PART, Verb.REMARK, Verb.DISMISS, Verb.SAVE, Verb.READ,
)  # fmt: skip


def beside(desk: Desk, case: Case) -> dict[str, Any]:
    """Context of the sheet's side column."""
    route, steps = case.route.plain(), list(case.steps.select_related("by"))
    stage = stage_of(case, route)
    may = {verb.value: desk.may(verb, scope_of(case, verb, stage)) for verb in _SHOWN}
    return {
        "stage": stage,
        "way": _way(route, case, steps),
        "due": due_words(case),
        "steps": [_told(route, step) for step in steps],
        "parts": _parts(case),
        "owed": owed(steps),
        "uses": uses(case),
        "may": may,
        "seen": seen_of(case),
    }


def _way(route: Route, case: Case, steps: list[Step]) -> list[dict[str, object]]:
    """The stages with what is done, where the sheet is now."""
    index = route.index(case.stage)
    return [
        {"title": stage.title, "done": n < index, "here": n == index}
        for n, stage in enumerate(route.stages)
    ]


def _told(route: Route, step: Step) -> dict[str, object]:
    titles = {stage.key: stage.title for stage in route.stages}
    called = "承認の無効" if step.verb == Verb.VOID else VERBS[Verb(step.verb)].called
    way = WAYS.get(Way(step.way), "") if step.way in set(Way) else ""
    return {"of": step, "called": called, "at": titles.get(step.stage, step.stage), "way": way}


def due_words(case: Case) -> dict[str, object] | None:
    """「6月13日(金)」 and 「あと4営業日」 or 「3営業日おくれ」."""
    if case.due_on is None:
        return None
    left = office_days.between(timezone.localdate(), case.due_on)
    words = f"あと{left}営業日" if left > 0 else "今日まで" if left == 0 else f"{-left}営業日おくれ"
    return {"on": in_words(case.due_on), "left": words, "late": left < 0}


def _parts(case: Case) -> list[dict[str, object]]:
    today = timezone.localdate()
    found = []
    for part in case.parts.select_related("unit"):
        late = part.state == "open" and part.due_on < today
        days = office_days.between(part.due_on, today) if late else 0
        found.append({"of": part, "late": days, "due": in_words(part.due_on)})
    return found


def uses(case: Case) -> list[dict[str, str]]:
    """Where this was used: opinions on it, editions that hold it, promises asked about later."""
    found = []
    opinions = case.opinions.count()
    if opinions:
        found.append({"text": f"評価の意見が{opinions}件出ました。"})
    editions = Edition.objects.filter(
        municipality=case.municipality, fiscal_year=case.cycle.fiscal_year
    ).order_by("number")
    path = f"{case.kind}/{case.code}/"
    for edition in editions.filter(files__path=f"{path}index.html"):
        words = f"第{edition.number}版として公表されました。"
        address = f"/{case.municipality_id}/e/{edition.slug}/{path}"
        found.append({"text": words, "href": address})
    return found + _asked_later(case)


def _asked_later(case: Case) -> list[dict[str, str]]:
    later = Case.objects.filter(
        municipality=case.municipality,
        cycle__fiscal_year__gt=case.cycle.fiscal_year,
        draft__contains=f'"promised_year":{case.cycle.fiscal_year},'
        f'"promised_in":"{case.kind}/{case.code}"',
    )
    return [
        {"text": f"ここの約束は、{one.cycle.fiscal_year}年度の「{one.title}」で聞かれています。"}
        for one in later.select_related("cycle").defer("draft", "reference")
    ]
