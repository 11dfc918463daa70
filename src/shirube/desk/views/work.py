"""My work: what waits for me, what was said to me."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shirube.desk import unsent
from shirube.desk.access import Desk, for_self
from shirube.desk.page import back_to, see, show
from shirube.desk.sheet.beside import due_words
from shirube.people.models import Role
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
        "messages_": Message.objects.filter(user=desk.user)[:MESSAGES],
        "opinions": opinions,
    }
    return show(request, desk, "desk/work.html", context)


def waiting_for(desk: Desk) -> list[dict[str, object]]:
    """The sheets at a stage where this person acts; the number of queries is that for one sheet."""
    found, routes = [], dict[int, Route]()
    for case in _open_cases(desk):
        if case.route_id not in routes:
            routes[case.route_id] = case.route.plain()
        route = routes[case.route_id]
        stage = route.stage(case.stage)
        verb, called = _ACTS[stage.kind]
        scope = scope_of(case, verb, stage)
        if desk.roles_at(scope) & _own(stage, verb) and _mine(desk, case, stage):
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


def _mine(desk: Desk, case: Case, stage: Stage) -> bool:
    """While it is written it waits for its owner; without one, for the whole division."""
    return stage.kind != "write" or case.owner_id in {None, desk.user.pk}


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
    rows = Case.objects.filter(municipality=desk.city, unit__in=_units(desk), cycle__closed_at=None)
    return list(rows.select_related("cycle", "unit").defer("draft", "reference").order_by("code"))


def _units(desk: Desk, *roles: Role) -> set[int]:
    """The divisions that this person's roles (these; without any, all) reach."""
    held = (one.units for one in desk.held if not roles or one.role in roles)
    return {unit for units in held for unit in units or ()}


def _parts(desk: Desk) -> list[dict[str, object]]:
    reach = _units(desk, Role.SECTION, Role.SECTION_HEAD, Role.DEPARTMENT_HEAD)
    rows = PartRequest.objects.filter(
        case__municipality=desk.city, state=PartRequest.State.OPEN, unit__in=reach
    )
    rows = rows.select_related("case__cycle", "unit").defer("case__draft", "case__reference")
    today = timezone.localdate()
    return [{"of": part, "late": part.due_on < today} for part in rows]


def _unanswered(desk: Desk) -> list[dict[str, object]]:
    """Opinions on sheets of the own divisions that have no answer yet."""
    units = _units(desk, Role.SECTION, Role.SECTION_HEAD)
    rows = Case.objects.filter(municipality=desk.city, unit__in=units, cycle__closed_at=None)
    waiting = rows.annotate(count=Count("opinions", filter=Q(opinions__answer="")))
    return [
        {"case": case, "count": case.count}
        for case in waiting.filter(count__gt=0).order_by("code").defer("draft", "reference")
    ]


@require_POST
@for_self
def read_messages(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All messages have been read."""
    Message.objects.filter(user=desk.user, read_at=None).update(read_at=timezone.now())
    return see(reverse("desk:work"))


@require_POST
@for_self
def let_go(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Words that did not get through are not needed any more."""
    number = request.POST.get("number", "")
    unsent.let_go(request, int(number) if number.isdecimal() else None)
    return see(back_to(request, reverse("desk:work")))


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
