"""Personnel cost: prices an hour, hours by project, and what they come to."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from shirube.basics.fiscal_year import fiscal_year, typed_year
from shirube.budget import queries
from shirube.budget.verbs.personnel import Worked, enter_hours, set_price
from shirube.desk.access import Desk, for_city
from shirube.desk.numbers import decimal_of
from shirube.desk.page import done, show, sorry
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb


@require_http_methods(["GET", "HEAD", "POST"])
@for_city(Verb.PERSONNEL_COST)
def personnel(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The register of a year, with formula and inputs of each cost."""
    form = request.POST if request.method == "POST" else request.GET
    city = desk.city.code
    year = typed_year(form.get("year", "")) or fiscal_year(timezone.localdate()) - 1
    if request.method == "POST":
        back = f"{request.path}?year={year}"
        try:
            words = _keep(request, desk, year)
        except Refused as refused:
            return sorry(request, refused, back)
        return done(request, words, back)
    known = queries.projects(city, year)
    costs = queries.personnel_costs(city, year)
    context = {
        "year": year,
        "prices": queries.prices(city, year),
        "costs": [(known.get(key), key, cost) for key, cost in costs.items()],
        "projects": sorted(known.values(), key=lambda one: (one.unit, one.name)),
    }
    return show(request, desk, "desk/money/personnel.html", context)


def _keep(request: HttpRequest, desk: Desk, year: int) -> str:
    form, city = request.POST, desk.city.code
    category = form.get("category", "")
    if "yen" in form:
        set_price(city, year, category, decimal_of(form.get("yen", ""), "yen"), by=desk.by)
        return f"{category}の単価を登録しました。"
    worked = Worked(form.get("project", ""), category, decimal_of(form.get("hours", ""), "hours"))
    enter_hours(city, year, [worked], by=desk.by)
    return "時間を登録しました。"
