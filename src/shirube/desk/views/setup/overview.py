"""The steps of setting up at a glance, and the short ones: name, route, sample city."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shirube.desk.access import Desk, for_city, for_founder
from shirube.desk.again import Again
from shirube.desk.page import done, frame, said_at, show
from shirube.people.actors import Actor
from shirube.people.founding import found_city, municipality_said, rename_city
from shirube.people.models import Unit, User
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.plans.crosswalk import crosswalk
from shirube.plans.models import PlanPeriod
from shirube.publishing.models import Edition
from shirube.sample.building import CITY as SAMPLE
from shirube.sample.keeping import add_sample, invite_sample, remove_sample, sample
from shirube.sheets.forms import library
from shirube.workflow.keep_design import designs_of
from shirube.workflow.models import Cycle, SetupDraft
from shirube.workflow.routes import ready_routes
from shirube.workflow.routes.page import table
from shirube.workflow.setup_drafts import choose_route, chosen_route


@require_http_methods(["GET", "HEAD", "POST"])
@for_founder
def found(request: HttpRequest, by: Actor) -> HttpResponse:
    """Which municipality this is: by its code, or a name that the program has met."""
    form, refused, said = request.POST, "", Again("found")
    if request.method == "POST":
        known = {one.municipality.code: one.municipality.name for one in library().values()}
        try:
            found_city(municipality_said(form.get("code", ""), form.get("name", ""), known), by=by)
            return done(request, "団体を登録しました。次は計画です。", reverse("desk:setup"))
        except Refused as error:
            refused, said = error.text(), Again("found", error.field, dict(form.lists()))
    context = {**frame(request), "refused": refused, "said": said,
               "wrong": said.place(said.wrong) if said.wrong else ""}  # fmt: skip
    return render(request, "desk/setup/found.html", context, status=422 if refused else 200)


@require_safe
@for_city(Verb.SET_UP)
def setup(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is there, what is missing, where to go on."""
    code = desk.city.code
    periods = list(PlanPeriod.objects.filter(municipality=code))
    users = User.objects.filter(municipality=code, is_active=True)
    chosen = chosen_route(code)
    context: dict[str, Any] = {
        "periods": [(one, one.entries.count(), _turn(one)) for one in periods],
        "units": Unit.objects.filter(municipality=code).count(),
        "users": users.count(),
        "waiting": users.filter(last_login=None).exclude(pk=desk.user.pk).count(),
        "routes": [(one, table(one)) for one in ready_routes().values()],
        "chosen": ready_routes().get(chosen or ""),
        "designs": designs_of(code),
        "cycles": Cycle.objects.filter(municipality=code).order_by("-fiscal_year"),
        "editions": Edition.objects.filter(municipality=code, withdrawn_at=None).count(),
        "typed": set(SetupDraft.objects.filter(municipality=code).values_list("step", flat=True)),
        "sample": sample(),
        "invited": request.session.pop("sample_invited", None),
        "may": {verb.value: desk.may(verb) for verb in _STEPS},
    }
    return show(request, desk, "desk/setup/setup.html", context)


_STEPS = (Verb.SET_PLAN, Verb.MANAGE_PEOPLE, Verb.CHOOSE_ROUTE, Verb.KEEP_DESIGNS,
          Verb.OPEN_CYCLE, Verb.PUBLISH, Verb.KEEP_SAMPLE)  # fmt: skip


def _turn(period: PlanPeriod) -> int | None:
    """Open lines of the crosswalk into the period; None where nothing went before."""
    plans = crosswalk(period)
    return plans.open if plans.old else None


@require_POST
@for_city(Verb.SET_UP)
@said_at("desk:setup")
def name(request: HttpRequest, desk: Desk) -> str:
    """Mend the municipality's name."""
    changed = rename_city(desk.city.code, request.POST.get("name", ""), by=desk.by)
    return "名前を直しました。" if changed else "前と同じです。"


@require_POST
@for_city(Verb.CHOOSE_ROUTE)
@said_at("desk:setup")
def route(request: HttpRequest, desk: Desk) -> str:
    """Choose the way that sheets usually go."""
    choose_route(desk.city.code, request.POST.get("route", ""), by=desk.by)
    return "道すじを決めました。評価を始めるときに、はじめから選ばれています。"


@require_POST
@for_city(Verb.KEEP_SAMPLE)
@said_at("desk:setup")
def sample_city(request: HttpRequest, desk: Desk) -> str:
    """Put the sample city here, invite its people, or remove it."""
    form = request.POST
    if form.get("remove"):
        return f"見本の市を消しました({remove_sample(SAMPLE, by=desk.by, own=desk.city.code)}行)。"
    if form.get("add"):
        add_sample(timezone.localdate(), by=desk.by, own=desk.city.code)
    request.session["sample_invited"] = [
        {"name": one.name, "username": one.username,
         "address": request.build_absolute_uri(one.path)}
        for one in invite_sample(by=desk.by, own=desk.city.code)
    ]  # fmt: skip
    return "見本の市を使えます。下のアドレスから入ってください。"
