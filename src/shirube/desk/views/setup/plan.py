"""The plan tree: pasted, looked at with its problems, stored."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from shirube.basics.fiscal_year import fiscal_year
from shirube.desk.access import Desk, for_city
from shirube.desk.numbers import number, year_of
from shirube.desk.page import done, see, show, sorry
from shirube.desk.views.setup.tables import sent_table
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.plans.models import PlanPeriod
from shirube.plans.periods import as_table, entries_of
from shirube.plans.table import KINDS, read_plan
from shirube.workflow.set_plan import Plan, set_plan
from shirube.workflow.setup_drafts import keep_typed, typed_in

FIELDS = ("title", "first_year", "last_year")


@require_http_methods(["GET", "HEAD", "POST"])
@for_city(Verb.SET_PLAN)
def plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form with what was typed last; nothing counts before it is stored."""
    if request.method == "POST":
        return _posted(request, desk)
    code = desk.city.code
    typed, periods = typed_in(code, "plan"), list(PlanPeriod.objects.filter(municipality=code))
    chosen = next((p for p in periods if p.pk == number(request.GET.get("period", ""))), None)
    shown = chosen or (periods[-1] if periods and not typed else None)
    if request.GET.get("new"):
        typed = _following(periods)
    elif shown is not None:
        typed = _of(shown)
    read = read_plan(typed["table"]) if typed.get("table", "").strip() else None
    context = {"typed": typed, "read": read, "periods": periods, "kinds": "、".join(KINDS)}
    return show(request, desk, "desk/setup/plan.html", context)


def _of(period: PlanPeriod) -> dict[str, str]:
    years = {"first_year": str(period.first_year), "last_year": str(period.last_year)}
    return {"title": period.title, **years, "table": as_table(entries_of(period))}


def _following(periods: list[PlanPeriod]) -> dict[str, str]:
    first = periods[-1].last_year + 1 if periods else fiscal_year(timezone.localdate())
    return {"title": "", "first_year": str(first), "last_year": "", "table": ""}


def _posted(request: HttpRequest, desk: Desk) -> HttpResponse:
    here = reverse("desk:setup_plan")
    try:
        typed = {name: request.POST.get(name, "") for name in FIELDS}
        typed["table"] = sent_table(request)
        keep_typed(desk.city.code, "plan", typed, by=desk.by)
        if not request.POST.get("store"):
            return see(f"{here}#looked")
        years = (year_of(typed[name], name) for name in ("first_year", "last_year"))
        wanted = Plan(desk.city.code, typed["title"], *years)
        period = set_plan(wanted, read_plan(typed["table"]), by=desk.by)
    except Refused as refused:
        return sorry(request, refused, here)
    words = f"「{period.title}」を登録しました({period.entries.count()}件)。"
    return done(request, words, reverse("desk:setup"))
