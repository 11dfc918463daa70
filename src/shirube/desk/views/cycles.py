"""Cycles and routes: opening and closing a year, whose sheets they are, by which way they go."""

from datetime import date

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shirube.basics.fiscal_year import fiscal_year
from shirube.desk.access import Desk, for_city
from shirube.desk.numbers import number, year_of
from shirube.desk.page import said_at, show
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
from shirube.workflow.set_plan import FIRST, LAST
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
@said_at("desk:cycles", then="desk:board")
def begin(request: HttpRequest, desk: Desk) -> str:
    """Open the evaluation of a year."""
    form = request.POST
    year = year_of(form.get("year", ""))
    if not FIRST <= year <= LAST:
        words = "評価対象年度は、西暦4桁の数で書いてください(令和7年度なら2025)。"
        raise Refused(words, "Give the year in four digits.", "year")
    try:
        starts = date.fromisoformat(form.get("starts_on", ""))
    except ValueError as error:
        raise Refused("開始日を選んでください。", "Choose the first day.", "starts_on") from error
    opening = Opening(desk.city.code, year, _route(form.get("route", "")), starts)
    opened = open_cycle(opening, by=desk.by)
    words = f"{year}年度の評価を始めました。シートは{opened.cases}枚です。"
    if opened.left_out:
        words += f" すでに取り込まれているなどで始めなかったもの: {len(opened.left_out)}枚。"
    if opened.without_unit:
        words += f" 担当の部署が決まらないもの: {opened.without_unit}枚。割り当ててください。"
    return words


@require_POST
@for_city(Verb.CLOSE_CYCLE)
@said_at("desk:cycles")
def end(request: HttpRequest, desk: Desk) -> str:
    """Close a year."""
    cycle = _cycle(desk, request.POST.get("cycle", ""))
    if cycle is None:
        raise Refused("評価が見つかりません。", "No such cycle.")
    close_cycle(cycle.pk, by=desk.by)
    return "この年度の評価を締めくくりました。"


@require_POST
@for_city(Verb.OPEN_CYCLE)
@said_at("desk:cycles", then="desk:board")
def new_sheet(request: HttpRequest, desk: Desk) -> str:
    """A sheet for something evaluated for the first time."""
    form = request.POST
    cycle = _cycle(desk, form.get("cycle", ""))
    unit = Unit.objects.filter(pk=number(form.get("unit", "")), municipality=desk.city).first()
    if cycle is None or unit is None:
        raise Refused("年度と部署を選んでください。", "Choose a cycle and a division.")
    new = NewSheet(form.get("design", ""), form.get("code", ""), form.get("title", ""), unit)
    return f"「{add_sheet(cycle.pk, new, by=desk.by).title}」のシートを加えました。"


@require_POST
@for_city(Verb.ASSIGN)
@said_at("desk:board")
def charge(request: HttpRequest, desk: Desk) -> str:
    """Who is in charge of the chosen sheets, whether they are short, by which route they go."""
    form = request.POST
    chosen = [number(pk) for pk in form.getlist("case")]
    cases = Case.objects.filter(pk__in=chosen, municipality=desk.city)
    ids = list(cases.values_list("pk", flat=True))
    unit = Unit.objects.filter(pk=number(form.get("unit", "")), municipality=desk.city).first()
    owner = User.objects.filter(
        username=form.get("owner", "").strip(), municipality=desk.city, is_active=True
    ).first()
    short = {"1": True, "0": False}.get(form.get("short", ""))
    if not ids:
        raise Refused("シートを選んでください。", "Choose sheets.")
    if form.get("owner") and owner is None:
        raise Refused("その利用者名の職員はいません。", "Nobody of that name.")
    with transaction.atomic():  # all of it, or nothing
        assign(ids, Charge(unit, owner, short), by=desk.by)
        if form.get("route"):
            route = store_route(desk.city.code, _route(form["route"]))
            change_route(ids, route, form.get("reason", ""), by=desk.by)
    return f"{len(ids)}枚の担当などを変えました。"


def _cycle(desk: Desk, pk: str) -> Cycle | None:
    return Cycle.objects.filter(pk=number(pk), municipality=desk.city).first()
