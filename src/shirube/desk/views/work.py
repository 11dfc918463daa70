"""My work: what waits for me, what was said to me."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shirube.desk.access import Desk, for_self
from shirube.desk.page import see, show
from shirube.desk.sheet.beside import due_words
from shirube.people.models import Role
from shirube.people.permissions import roles_here
from shirube.people.reach import holdings
from shirube.people.verbs import Verb
from shirube.workflow.approve import owed
from shirube.workflow.calendar import calendar
from shirube.workflow.models import Case, Message, PartRequest
from shirube.workflow.routes import DONE, Route, Stage
from shirube.workflow.scopes import acting_roles, scope_of

MESSAGES = 50
_ACTS = {
    "write": (Verb.SAVE, "記入する"),
    "approve": (Verb.APPROVE, "決裁する"),
    "review": (Verb.REVIEW, "評価する"),
    "finalise": (Verb.FINALISE, "確定する"),
}


@require_safe
@for_self
def work(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What waits for this person, the nearest due date first; then what was said."""
    waiting, parts, opinions = waiting_for(desk), _parts(desk), _unanswered(desk)
    context = {
        "count": len(waiting) + len(parts) + len(opinions),
        "waiting": sorted(waiting, key=lambda one: str(one["case"].due_on or "9999")),  # type: ignore[attr-defined]
        "parts": parts,
        "mine": [one for one in _others(desk) if one.pk not in {w["case"].pk for w in waiting}],  # type: ignore[attr-defined]
        "messages_": Message.objects.filter(user=desk.user).select_related("case")[:MESSAGES],
        "opinions": opinions,
    }
    return show(request, desk, "desk/work.html", context)


def waiting_for(desk: Desk) -> list[dict[str, object]]:
    """The sheets at a stage where this person acts."""
    found, routes = [], dict[int, Route]()
    for case in _open_cases(desk):
        route = routes.setdefault(case.route_id, case.route.plain())
        stage = route.stage(case.stage)
        verb, called = _ACTS[stage.kind]
        scope = scope_of(case, verb, stage)
        if roles_here(desk.by, scope) & _own(stage, verb) and _mine(desk, case):
            found.append(
                {"case": case, "stage": stage, "what": called, "due": due_words(case),
                 "href": _page(case, stage.kind)}
            )  # fmt: skip
        if _owes(desk, case, route):
            found.append({"case": case, "stage": stage, "what": "後閲する",
                          "due": None, "href": reverse("desk:read", args=[case.pk])})  # fmt: skip
    return found


def _own(stage: Stage, verb: Verb) -> frozenset[Role]:
    """Whom the stage waits for: not those who only may decide in another's place."""
    return acting_roles(stage, verb) - frozenset((*stage.delegates, *stage.absence)) | (
        frozenset() if stage.collective else frozenset({stage.role})
    )


def _mine(desk: Desk, case: Case) -> bool:
    """While it is written it waits for its owner; without one, for the whole division."""
    writing = case.route.plain().stage(case.stage).kind == "write"
    return not writing or case.owner_id in {None, desk.user.pk}


def _owes(desk: Desk, case: Case, route: Route) -> bool:
    for step in owed(list(case.steps.all())):
        if step.stage in {s.key for s in route.stages} and step.by_id != desk.user.pk:
            stage = route.stage(step.stage)
            if desk.may(Verb.SEEN, scope_of(case, Verb.SEEN, stage)):
                return True
    return False


def _page(case: Case, kind: str) -> str:
    names = {"write": "desk:sheet", "review": "desk:reviews"}
    return reverse(names.get(kind, "desk:read"), args=[case.pk])


def _open_cases(desk: Desk) -> QuerySet[Case]:
    return (
        Case.objects.filter(municipality=desk.city, cycle__closed_at=None)
        .exclude(stage=DONE)
        .select_related("cycle", "route", "unit", "owner")
        .prefetch_related("steps")
        .defer("draft", "reference")
        .order_by("due_on", "code")
    )


def _others(desk: Desk) -> list[Case]:
    """Other sheets of the own divisions: to look at."""
    reach = [one for one in holdings(desk.by, desk.city.code) if one.units is not None]
    units = {unit for one in reach for unit in one.units or ()}
    rows = Case.objects.filter(municipality=desk.city, unit__in=units, cycle__closed_at=None)
    return list(rows.select_related("cycle", "unit").defer("draft", "reference").order_by("code"))


def _parts(desk: Desk) -> list[dict[str, object]]:
    rows = PartRequest.objects.filter(
        case__municipality=desk.city, state=PartRequest.State.OPEN
    ).select_related("case__cycle", "unit")
    roles = frozenset({Role.SECTION, Role.SECTION_HEAD, Role.DEPARTMENT_HEAD})
    reach: set[int] = set()
    for one in holdings(desk.by, desk.city.code):
        if one.role in roles and one.units is not None:
            reach |= one.units
    today = timezone.localdate()
    return [{"of": part, "late": part.due_on < today} for part in rows if part.unit_id in reach]


def _unanswered(desk: Desk) -> list[dict[str, object]]:
    """Opinions on sheets of the own divisions that have no answer yet."""
    units: set[int] = set()
    for one in holdings(desk.by, desk.city.code):
        if one.units is not None and one.role in {Role.SECTION, Role.SECTION_HEAD}:
            units |= one.units
    rows = Case.objects.filter(
        municipality=desk.city, unit__in=units, cycle__closed_at=None, opinions__answer=""
    ).exclude(opinions=None)
    return [
        {"case": case, "count": case.opinions.filter(answer="").count()}
        for case in rows.distinct().defer("draft", "reference")
    ]


@require_POST
@for_self
def read_messages(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All messages have been read."""
    Message.objects.filter(user=desk.user, read_at=None).update(read_at=timezone.now())
    return see(reverse("desk:work"))


@require_safe
@for_self
def due_calendar(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Due dates of what waits for this person, for a calendar program."""
    days = [
        (f"case-{case.pk}", f"{case.title}: {one['what']}", case.due_on)
        for one in waiting_for(desk)
        if isinstance(case := one["case"], Case) and case.due_on is not None
    ]
    days += [
        (f"part-{part.pk}", f"{part.case.title}: 頼まれた部分の記入", part.due_on)
        for one in _parts(desk)
        if isinstance(part := one["of"], PartRequest)
    ]
    answer = HttpResponse(calendar(days), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="shirube.ics"'
    return answer
