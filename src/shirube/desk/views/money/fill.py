"""Amounts into sheets: what would be filled, renewed, kept; then written."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from shirube.budget import queries
from shirube.budget.tables.columns import STAGES
from shirube.desk.access import Desk, for_city
from shirube.desk.numbers import whole
from shirube.desk.page import done, show, sorry
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.schema.codes import STAGE, label
from shirube.workflow.fill_money import Choice, fill_money, preview
from shirube.workflow.filling import State, Supply

MOST_SHOWN = 300
_SAID = {
    State.KEPT: "職員の記入と額が違うところ",
    State.FILL: "空欄に入れるところ",
    State.RENEW: "前に入れた額を新しくするところ",
    State.SOURCES: "財源の分け方が様式と違うところ(入れません)",
    State.DECIDED: "承認のあとのシート(入れません)",
    State.FINAL: "確定したシート(入れません)",
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_city(Verb.FILL_MONEY)
def fill(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The difference first; nothing that a person typed is replaced unless it is ticked."""
    form = request.POST if request.method == "POST" else request.GET
    city, years = desk.city.code, queries.years(desk.city.code)
    year = whole(form.get("year", "")) or (years[0] if years else 0)
    stage = form.get("stage", "")
    stage = stage if stage in STAGES else "settlement_estimate"
    supply = Supply(
        city, year, (stage,), queries.supply(city, year, [stage]), label("stage", stage)
    )
    choice = Choice(frozenset(form.getlist("replace")), bool(form.get("decided")))
    if request.method == "POST":
        back = f"{request.path}?year={year}&stage={stage}"
        try:
            found = fill_money(supply, by=desk.by, choice=choice)
        except Refused as refused:
            return sorry(request, refused, back)
        written, kept = len(found.of(State.FILL, State.RENEW)), len(found.of(State.KEPT))
        words = f"{written}か所に入れました。職員の記入を残したところは{kept}か所です。"
        return done(request, words, back)
    found = preview(supply, choice)
    groups = [(state, said, found.of(state)) for state, said in _SAID.items() if found.of(state)]
    context = {
        "year": year,
        "years": years,
        "stage": stage,
        "stages": [(one, STAGE[one].ja) for one in STAGES],
        "groups": [(state, said, cells[:MOST_SHOWN], len(cells)) for state, said, cells in groups],
        "same": len(found.of(State.SAME)),
        "writes": len(found.of(State.FILL, State.RENEW)),
        "decided": choice.decided,
    }
    return show(request, desk, "desk/money/fill.html", context)
