"""Cycles and routes: opening and closing a year, whose sheets they are, by which way they go."""

from datetime import date

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shirube.basics.fiscal_year import fiscal_year
from shirube.desk.access import Desk, for_city
from shirube.desk.page import done, show, sorry
from shirube.people.models import Unit, User
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.sheets.forms import library
from shirube.workflow.add_sheet import NewSheet, add_sheet
from shirube.workflow.assign import Charge, assign, change_route, store_route
from shirube.workflow.close_cycle import close_cycle
from shirube.workflow.models import Case, Cycle
from shirube.workflow.open_cycle import Opening, open_cycle
from shirube.workflow.routes import Route, ready_routes
from shirube.workflow.routes.page import table
from shirube.workflow.setup_drafts import chosen_route


@require_safe
@for_city(Verb.OPEN_CYCLE)
def cycles(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The years, and the routes as tables of stages × who acts."""
    today = timezone.localdate()
    designs = [d for d in library().values() if d.municipality.code == desk.city.code]
    context = {
        "cycles": Cycle.objects.filter(municipality=desk.city).order_by("-fiscal_year"),
        "routes": [(route, table(route)) for route in ready_routes().values()],
        "chosen": chosen_route(desk.city.code) or next(iter(ready_routes())),
        "today": today,
        "year": fiscal_year(today) - 1,
        "designs": designs,
        "units": Unit.objects.filter(municipality=desk.city).order_by("name"),
    }
    return show(request, desk, "desk/cycles.html", context)


def _route(key: str) -> Route:
    if key not in ready_routes():
        raise Refused("道すじを選んでください。", "Choose a route.")
    return ready_routes()[key]


@require_POST
@for_city(Verb.OPEN_CYCLE)
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open the evaluation of a year."""
    form, back = request.POST, reverse("desk:cycles")
    try:
        year, starts = int(form.get("year", "")), date.fromisoformat(form.get("starts_on", ""))
        opening = Opening(desk.city.code, year, _route(form.get("route", "")), starts)
        opened = open_cycle(opening, by=desk.by)
    except ValueError:
        return sorry(request, Refused("年度と開始日を確かめてください。", "Malformed."), back)
    except Refused as refused:
        return sorry(request, refused, back)
    words = f"{year}年度の評価を始めました。シートは{opened.cases}枚です。"
    if opened.left_out:
        words += f" すでに取り込まれているなどで始めなかったもの: {len(opened.left_out)}枚。"
    if opened.without_unit:
        words += f" 担当の部署が決まらないもの: {opened.without_unit}枚。割り当ててください。"
    return done(request, words, reverse("desk:board"))


@require_POST
@for_city(Verb.CLOSE_CYCLE)
def end(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Close a year."""
    back = reverse("desk:cycles")
    cycle = _cycle(desk, request.POST.get("cycle", ""))
    try:
        if cycle is None:
            raise Refused("評価が見つかりません。", "No such cycle.")
        close_cycle(cycle.pk, by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, "この年度の評価を締めくくりました。", back)


@require_POST
@for_city(Verb.OPEN_CYCLE)
def new_sheet(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A sheet for something evaluated for the first time."""
    form, back = request.POST, reverse("desk:cycles")
    cycle = _cycle(desk, form.get("cycle", ""))
    unit = Unit.objects.filter(pk=_number(form.get("unit", "")), municipality=desk.city).first()
    try:
        if cycle is None or unit is None:
            raise Refused("年度と部署を選んでください。", "Choose a cycle and a division.")
        new = NewSheet(form.get("design", ""), form.get("code", ""), form.get("title", ""), unit)
        case = add_sheet(cycle.pk, new, by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, f"「{case.title}」のシートを加えました。", reverse("desk:board"))


@require_POST
@for_city(Verb.ASSIGN)
def charge(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who is in charge of the chosen sheets, whether they are short, by which route they go."""
    form, back = request.POST, reverse("desk:board")
    chosen = [_number(pk) for pk in form.getlist("case")]
    cases = Case.objects.filter(pk__in=chosen, municipality=desk.city)
    ids = list(cases.values_list("pk", flat=True))
    unit = Unit.objects.filter(pk=_number(form.get("unit", "")), municipality=desk.city).first()
    owner = User.objects.filter(
        username=form.get("owner", "").strip(), municipality=desk.city, is_active=True
    ).first()
    short = {"1": True, "0": False}.get(form.get("short", ""))
    try:
        if not ids:
            raise Refused("シートを選んでください。", "Choose sheets.")
        if form.get("owner") and owner is None:
            raise Refused("その利用者名の職員はいません。", "Nobody of that name.")
        with transaction.atomic():  # all of it, or nothing
            assign(ids, Charge(unit, owner, short), by=desk.by)
            if form.get("route"):
                route = store_route(desk.city.code, _route(form["route"]))
                change_route(ids, route, form.get("reason", ""), by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, f"{len(ids)}枚の担当などを変えました。", back)


def _cycle(desk: Desk, pk: str) -> Cycle | None:
    return Cycle.objects.filter(pk=_number(pk), municipality=desk.city).first()


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 12 else 0
