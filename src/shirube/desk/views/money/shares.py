"""Whose an account's money is: shares by project; and which accounts are transfers."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shirube.basics.fiscal_year import typed_year
from shirube.budget import queries
from shirube.budget.reckoning.matching import parts_of
from shirube.budget.reckoning.shares import RULE, Part
from shirube.budget.verbs.set_shares import Division, mark_transfer, set_shares
from shirube.desk import again
from shirube.desk.access import Desk, for_city
from shirube.desk.numbers import decimal_of, whole, year_of
from shirube.desk.page import done, show, sorry
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb

BLANK_ROWS = 3


@require_http_methods(["GET", "HEAD", "POST"])
@for_city(Verb.SHARE_MONEY)
def shares(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One account: its parts now, and a form for others."""
    form = request.POST if request.method == "POST" else request.GET
    city, account = desk.city.code, form.get("account", "")
    years = queries.years(city)
    year = typed_year(form.get("year", "")) or (years[0] if years else 0)
    if request.method == "POST":
        back = f"{request.path}?year={year}&account={account}"
        try:
            year = year_of(form.get("year", ""))
            division = Division(city, account, year, _parts(request), form.get("reason", ""))
            set_shares(division, by=desk.by)
        except Refused as refused:
            return sorry(request, refused, back)
        to = f"{reverse('desk:money')}?year={year}"
        return done(request, f"科目{account}の割り当てを{year}年度から変えました。", to)
    known = queries.projects(city, year)
    lines = queries.ledger(city, year)
    context = {
        "year": year,
        "account": account,
        "line": lines.get(account),
        "lines": sorted(lines.values(), key=lambda one: one.account),
        "rows": _rows(request, parts_of(account, queries.shares(city, year), _codes(known))),
        "projects": sorted(known.values(), key=lambda one: (one.unit, one.name)),
        "rule": RULE,
    }
    return show(request, desk, "desk/money/shares.html", context)


def _codes(known: Iterable[str]) -> dict[str, str]:
    return {key.removeprefix("project/"): key for key in known}


def _rows(request: HttpRequest, parts: Sequence[Part]) -> list[dict[str, object]]:
    """The parts and room for more; after a refusal, as they were typed."""
    said = again.of(request, "money_shares")
    now = [(part.project, str(part.share)) for part in parts] + [("", "")] * BLANK_ROWS
    typed = list(zip(said.every("project"), said.every("share"), strict=False))
    return [
        {"project": project, "share": share, "place": said.place(f"share{number}"),
         "wrong": said.wrong == f"share{number}"}
        for number, (project, share) in enumerate(typed or now, start=1)
    ]  # fmt: skip


def _parts(request: HttpRequest) -> list[Part]:
    form = request.POST
    rows = enumerate(zip(form.getlist("project"), form.getlist("share"), strict=False), start=1)
    return [Part(project, decimal_of(share, f"share{number}"))
            for number, (project, share) in rows if project]  # fmt: skip


@require_POST
@for_city(Verb.SHARE_MONEY)
def transfer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """An account is 繰出金, or is not."""
    form = request.POST
    account, year = form.get("account", ""), whole(form.get("year", "")) or 0
    back = f"{reverse('desk:money_shares')}?year={year}&account={account}"
    try:
        if account not in queries.ledger(desk.city.code, year):
            raise Refused("科目を選んでください。", "Choose an account.")
        yes = form.get("transfer") == "1"
        mark_transfer(
            desk.city.code, account, transfer=yes, by=desk.by, reason=form.get("reason", "")
        )
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, "繰出金の印を変えました。", back)
