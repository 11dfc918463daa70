"""The board of the planning office: divisions × stages, what is late, who has nothing to hold."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shirube.basics import office_days
from shirube.basics.office_days import in_words
from shirube.desk.access import Desk, for_city
from shirube.desk.page import done, show, sorry
from shirube.people.models import Unit
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.workflow.models import Case, Cycle, PartRequest, StoredRoute
from shirube.workflow.routes import DONE, Route, ready_routes
from shirube.workflow.talk import remind


@dataclass
class Line:
    """One division on the board."""

    name: str
    cases: list[Case] = field(default_factory=list)
    stages: Counter[str] = field(default_factory=Counter)  # of the cycle's own route
    elsewhere: int = 0  # sheets that go by another route
    begun: int = 0
    late: int = 0
    worst: int = 0  # office days of the latest one
    next_on: date | None = None  # the soonest due date that has not passed
    talk: int = 0
    noticed: int = 0  # open findings of sheets that have moved
    waits: int = 0  # parts asked of others and not answered

    @property
    def done(self) -> int:
        """Sheets that are final."""
        return sum(case.done for case in self.cases)

    @property
    def moved(self) -> int:
        """Sheets that have left the first stage of their route, in percent."""
        return round(100 * self.begun / len(self.cases)) if self.cases else 0

    @property
    def next_due(self) -> str:
        """「6月13日(金)」, "" where nothing is due."""
        return in_words(self.next_on) if self.next_on else ""


@require_safe
@for_city(Verb.READ_BOARD)
def board(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every division of a cycle (the newest unless ``?cycle=``), and the sheets of one."""
    cycles = list(Cycle.objects.filter(municipality=desk.city).order_by("-fiscal_year"))
    wanted = request.GET.get("cycle", "")
    cycle = next((one for one in cycles if str(one.pk) == wanted), cycles[0] if cycles else None)
    if cycle is None:
        return show(request, desk, "desk/board.html", {"cycles": ()})
    cases, routes = _cases(cycle), _routes(cycle)
    route = cycle.route.plain()
    columns = [(stage.key, stage.title) for stage in route.stages] + [(DONE, "確定ずみ")]
    lines = _lines(cases, cycle, routes)
    context = {
        "cycles": cycles,
        "cycle": cycle,
        "columns": columns,
        "lines": [(line, [line.stages[key] for key, _ in columns]) for line in lines],
        "cases": [(case, _called(case, routes[case.route_id])) for case in cases],
        "elsewhere": any(line.elsewhere for line in lines),
        "total": len(cases),
        "final": sum(case.done for case in cases),
        "late": [case for case in cases if _late(case)],
        "nobody": [case for case in cases if case.unit is None or case.owner is None],
        "may_remind": desk.may(Verb.REMIND),
        "may_assign": desk.may(Verb.ASSIGN),
        "routes": list(ready_routes().values()),
        "units": Unit.objects.filter(municipality=desk.city).order_by("name"),
    }
    return show(request, desk, "desk/board.html", context)


def _cases(cycle: Cycle) -> list[Case]:
    rows = cycle.cases.select_related("unit", "owner", "cycle").defer("draft", "reference")
    return list(rows.order_by("unit__name", "kind", "code"))


def _routes(cycle: Cycle) -> dict[int, Route]:
    """The few routes by which the many sheets go, each made once."""
    rows = StoredRoute.objects.filter(pk__in=cycle.cases.values("route"))
    return {row.pk: row.plain() for row in rows}


def _called(case: Case, route: Route) -> str:
    """The stage where the sheet is, by its own route."""
    return "確定ずみ" if case.done else route.stage(case.stage).title


def _late(case: Case) -> bool:
    return case.due_on is not None and not case.done and case.due_on < timezone.localdate()


def _lines(cases: list[Case], cycle: Cycle, routes: dict[int, Route]) -> list[Line]:
    talk = Counter(
        row
        for row in Case.objects.filter(
            pk__in=[case.pk for case in cases], remarks__settled_at=None, remarks__isnull=False
        ).values_list("pk", flat=True)
    )
    waiting = Counter(
        PartRequest.objects.filter(
            case__in=[case.pk for case in cases], state=PartRequest.State.OPEN
        ).values_list("case_id", flat=True)
    )
    today = timezone.localdate()
    found: dict[str, Line] = defaultdict(lambda: Line(""))
    for case in cases:
        name = case.unit.name if case.unit else "(担当の部署が決まっていない)"
        line = found.setdefault(name, Line(name))
        line.cases.append(case)
        if case.route_id == cycle.route_id:
            line.stages[case.stage] += 1
        else:
            line.elsewhere += 1
        line.begun += case.stage != routes[case.route_id].stages[0].key
        line.talk += talk[case.pk]
        line.noticed += case.noticed or 0
        line.waits += waiting[case.pk]
        if _late(case) and case.due_on is not None:
            line.late += 1
            line.worst = max(line.worst, office_days.between(case.due_on, today))
        elif case.due_on is not None:
            line.next_on = min(line.next_on or case.due_on, case.due_on)
    return sorted(found.values(), key=lambda line: (-line.worst, line.name))


@require_POST
@for_city(Verb.REMIND)
def send_reminders(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Tell whoever is late (or the chosen sheets' people) in one click."""
    back = reverse("desk:board")
    chosen = [int(pk) for pk in request.POST.getlist("case") if pk.isdecimal()]
    rows = Case.objects.filter(municipality=desk.city, cycle__closed_at=None).exclude(stage=DONE)
    rows = rows.filter(pk__in=chosen) if chosen else rows.filter(due_on__lt=timezone.localdate())
    try:
        told = remind(list(rows.values_list("pk", flat=True)), by=desk.by,
                      note=request.POST.get("note", ""))  # fmt: skip
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, f"{told}人に知らせました。", back)
