"""The ledger of a year: what adds up, what the printed book says, what is nobody's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shirube.basics.numbers_in_print import read_number
from shirube.budget import queries
from shirube.budget.models import FinanceTable
from shirube.budget.reckoning.totals import Printed, reconcile, totals
from shirube.budget.tables.book import read_book
from shirube.budget.tables.columns import STAGES
from shirube.budget.verbs.enter_totals import Print, enter_totals
from shirube.budget.verbs.upload import opened
from shirube.desk.access import Desk, for_city
from shirube.desk.numbers import whole
from shirube.desk.page import done, show, sorry
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.schema.codes import STAGE, label
from shirube.sources.opening import MOST_BYTES

MOST_SHOWN = 200


@require_safe
@for_city(Verb.READ_MONEY)
def money(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One year and stage: by 款 against print, accounts and projects that are left over."""
    city, years = desk.city.code, queries.years(desk.city.code)
    year = whole(request.GET.get("year", "")) or (years[0] if years else None)
    tables = FinanceTable.objects.filter(municipality=desk.city, fiscal_year=year or 0)
    spoken = {stage for table in tables for stage in table.stages}
    stages = [stage for stage in STAGES if stage in spoken]
    stage = request.GET.get("stage", "")
    if stage not in stages:
        stage = next((s for s in ("settlement", *stages) if s in stages), "settlement")
    context: dict[str, Any] = {"years": years, "year": year, "stage": stage, "tables": tables,
                               "stages": [(s, STAGE[s].ja) for s in stages]}  # fmt: skip
    if year is not None and stages:
        context |= _ledger(city, year, stage)
    context |= {"may": _rights(desk), "called": label("stage", stage), "units": ("円", "千円")}
    return show(request, desk, "desk/money/money.html", context)


def _rights(desk: Desk) -> dict[str, bool]:
    verbs = {"take": Verb.TAKE_IN_MONEY, "share": Verb.SHARE_MONEY, "fill": Verb.FILL_MONEY,
             "reconcile": Verb.RECONCILE_MONEY, "personnel": Verb.PERSONNEL_COST}  # fmt: skip
    return {name: desk.may(verb) for name, verb in verbs.items()}


def _ledger(city: str, year: int, stage: str) -> dict[str, Any]:
    found = queries.matched(city, year, [stage])
    sums = totals(found.lines.values(), stage)
    rows = reconcile(sums, queries.printed_totals(city, year, stage))
    names = queries.projects(city, year)
    return {
        "rows": rows,
        "differs": sum(bool(row.difference) for row in rows),
        "sums": sums,
        "leftover": found.leftover[:MOST_SHOWN],
        "left_count": len(found.leftover),
        "left_yen": sum(one.yen for one in found.leftover),
        "left_transfers": sum(one.yen for one in found.leftover if one.line.transfer),
        "without": [names[key] for key in found.without][:MOST_SHOWN],
        "without_count": len(found.without),
    }


@require_POST
@for_city(Verb.RECONCILE_MONEY)
def book(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Totals of the printed book: out of a small table, or one typed."""
    form = request.POST
    year, stage = whole(form.get("year", "")) or 0, form.get("stage", "")
    back = f"{reverse('desk:money')}?year={year}&stage={stage}"
    try:
        if stage not in STAGE:
            raise Refused("年度と段階を選んでください。", "Choose year and stage.")
        said, source = _said(request)
        count = enter_totals(Print(desk.city.code, year, stage, said, source), by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, f"決算書の合計を{count}件登録しました。", back)


def _said(request: HttpRequest) -> tuple[list[Printed], str]:
    file, form = request.FILES.get("file"), request.POST
    if file is not None:
        if (file.size or 0) > MOST_BYTES:
            raise Refused("ファイルが大きすぎます(上限50MB)。", "The file is too large.")
        found = read_book(opened(file.name or "", file.read()), form.get("unit") or None)
        if found.problems:
            told = [problem.text("ja") for problem in found.problems]
            raise Refused(" ".join(told[:5]), "The table cannot be read.")
        return [Printed(one.prefix, one.yen) for one in found.totals], file.name or ""
    yen = read_number(form.get("yen", "")).value
    if yen is None or yen != yen.to_integral_value():
        raise Refused("額は円で、数だけを書いてください。", "Give the amount in yen.", "yen")
    return [Printed(form.get("prefix", "").strip(), int(yen))], form.get("source", "")
