"""Publishing: what would go out, what stands in its way, the edition in the making, the result."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shirube.desk.access import Desk, for_city
from shirube.desk.numbers import number
from shirube.desk.page import done, see, show, sorry
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.publishing import queries
from shirube.publishing.addresses import parse_year, year_key
from shirube.publishing.models import PublishRun
from shirube.publishing.papers import cannot_print
from shirube.publishing.publish import NotPublishedError, Order
from shirube.publishing.runs import Outlook, begin, choices, look, silent, years
from shirube.publishing.snapshot import EditionKind

MOST_ERRATA = 50
_REASON = "(公表の前の確かめ)"  # a look needs none, the edition does


@require_safe
@for_city(Verb.PUBLISH)
def publish(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The years with sheets, what is out of each, what may follow."""
    found = [
        {"year": year, "key": year_key(year), "sheets": sheets, "edition": edition,
         "choices": choices(edition, year)}
        for year, sheets, edition in years(desk.city.code)
    ]  # fmt: skip
    runs = PublishRun.objects.filter(municipality=desk.city).select_related("edition")
    context = {"years": found, "runs": runs.order_by("-id")[:5]}
    return show(request, desk, "desk/publish.html", context)


@require_safe
@for_city(Verb.PUBLISH)
def outlook(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What an edition of the year and kind would hold now."""
    try:
        order, key = _order(desk, request.GET), request.GET.get("kind", "")
        found = look(order, by=desk.by)
    except (Refused, NotPublishedError) as refused:
        return sorry(request, Refused(refused.ja, refused.en), reverse("desk:publish"))
    before = queries.newest(desk.city.code, order.fiscal_year)
    chosen = next(one for one in choices(before, order.fiscal_year) if one.key == key)
    context = {
        "order": order,
        "year": year_key(order.fiscal_year),
        "chosen": chosen,
        "before": before,
        "found": found,
        **_counted(found),
        "no_papers": cannot_print(),
    }
    return show(request, desk, "desk/publish_look.html", context)


def _counted(found: Outlook) -> dict[str, Any]:
    titles = {str(sheet.key): sheet.title for sheet in found.snapshot.sheets}
    errata = found.snapshot.errata
    return {
        "sheets": found.snapshot.sheets,
        "errata": errata[:MOST_ERRATA],
        "more_errata": max(0, len(errata) - MOST_ERRATA),
        "blocking": [
            {"token": one.token, "sheet": titles.get(str(one.sheet), ""), "text": one.text("ja")}
            for one in found.blocking
        ],
    }


def _order(desk: Desk, form: Any, *, reason: str = _REASON) -> Order:
    try:
        year = parse_year(form.get("year", ""))
    except ValueError as error:
        raise Refused("年度を選んでください。", "Choose a year.") from error
    before = queries.newest(desk.city.code, year)
    if form.get("kind", "") not in {one.key for one in choices(before, year)}:
        raise Refused(
            "この版は、いまは選べません。公表の状況を見て、選びなおしてください。",
            "That kind of edition cannot follow now.",
        )
    kind, _, early = form["kind"].partition(":")
    accept = frozenset(form.getlist("accept"))
    return Order(desk.city.code, year, cast(EditionKind, kind), reason, accept,
                 bool(form.get("papers")), bool(early))  # fmt: skip


@require_POST
@for_city(Verb.PUBLISH)
def go(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin to make the edition."""
    form = request.POST
    back = f"{reverse('desk:publish_look')}?year={form.get('year', '')}&kind={form.get('kind', '')}"
    try:
        order = _order(desk, form, reason=form.get("reason", "").strip())
        started = begin(order, by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back if form.get("kind") else reverse("desk:publish"))
    return see(f"{reverse('desk:publish_run')}?run={started.pk}")


@require_safe
@for_city(Verb.PUBLISH)
def run(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How far an edition is, or how it ended."""
    rows = PublishRun.objects.filter(municipality=desk.city).select_related("edition")
    one = rows.filter(pk=number(request.GET.get("run", ""))).first()
    if one is None:
        return done(request, "公表の記録が見つかりません。", reverse("desk:publish"))
    context = {"run": one, "silent": silent(one)}
    return show(request, desk, "desk/publish_run.html", context)
