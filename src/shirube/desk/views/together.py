"""Working together on a sheet: parts asked of others, talk on a field, findings closed."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shirube.desk.access import Desk, for_case, for_part
from shirube.desk.page import back_to, done, show, sorry
from shirube.desk.sheet import sections
from shirube.desk.sheet.beside import beside
from shirube.people.models import Unit
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.workflow.drafts.addresses import Spot
from shirube.workflow.models import Case, PartRequest
from shirube.workflow.parts import Asking, answer_part, request_part, withdraw_part
from shirube.workflow.talk import dismiss, remark, settle_remarks


@require_http_methods(["GET", "HEAD", "POST"])
@for_case(Verb.REQUEST_PART)
def ask(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """Choose what another division should write, and until when."""
    if request.method == "POST":
        return _ask(request, desk, case)
    # What a division became is said by people; the last year in which sheets name it says nothing.
    gone = {"successions__fiscal_year__lte": case.cycle.fiscal_year + 1}
    units = Unit.objects.filter(municipality=desk.city).exclude(**gone)
    context = {
        "case": case,
        "page": sections.page(case, writes=False, findings=False),
        "units": units.exclude(pk=case.unit_id or 0).order_by("name"),
        "chosen": request.GET.get("place", ""),
        **beside(desk, case),
    }
    return show(request, desk, "desk/ask.html", context)


def _ask(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    form = request.POST
    places = [Spot(*text.split(":", 1)) for text in form.getlist("place") if ":" in text]
    try:
        due = date.fromisoformat(form["due_on"]) if form.get("due_on") else None
        unit = int(form.get("unit") or 0)
    except ValueError:
        wrong = Refused("日付か部署が読めません。選び直してください。", "Malformed.")
        return sorry(request, wrong, request.path)
    asking = Asking(unit, places, form.get("note", ""), due)
    return _do(
        request,
        lambda: request_part(case.pk, asking, by=desk.by),
        "依頼しました。返事が来ると「わたしの仕事」に出ます。",
        reverse("desk:sheet", args=[case.pk]),
        request.path,
    )


@require_POST
@for_part(Verb.ANSWER_PART)
def answer(request: HttpRequest, desk: Desk, part: PartRequest) -> HttpResponse:
    """The part is written."""
    note = request.POST.get("note", "")
    return _do(
        request,
        lambda: answer_part(part.pk, by=desk.by, note=note),
        "返事をしました。ありがとうございました。",
        reverse("desk:work"),
        reverse("desk:sheet", args=[part.case_id]),
    )


@require_POST
@for_part(Verb.WITHDRAW_PART)
def withdraw(request: HttpRequest, desk: Desk, part: PartRequest) -> HttpResponse:
    """Wait no longer."""
    note = request.POST.get("note", "")
    back = reverse("desk:sheet", args=[part.case_id])
    words = "依頼を取りやめました。この部分は自分で記入します。"
    return _do(request, lambda: withdraw_part(part.pk, note, by=desk.by), words, back, back)


@require_POST
@for_case(Verb.REMARK)
def talk(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """Say something about a field, or settle the talk about it."""
    form, back = request.POST, _back(request, case)
    part, _, at = form.get("place", "").partition(":")
    spot = Spot(part, at) if at else None
    if form.get("settle"):
        return _do(
            request,
            lambda: settle_remarks(case.pk, spot, by=desk.by),
            "話し合いを済みにしました。",
            back,
            back,
        )
    text = form.get("text", "")
    words = "書き込みました。"
    return _do(request, lambda: remark(case.pk, text, by=desk.by, spot=spot), words, back, back)


@require_POST
@for_case(Verb.DISMISS)
def close_finding(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """A finding is closed with a reason."""
    form, back = request.POST, _back(request, case)
    token, reason = form.get("token", ""), form.get("reason", "")
    words = "気づきを閉じました。数が変わると、また出ます。"
    return _do(request, lambda: dismiss(case.pk, token, reason, by=desk.by), words, back, back)


def _back(request: HttpRequest, case: Case) -> str:
    return back_to(request, reverse("desk:sheet", args=[case.pk]))


def _do(
    request: HttpRequest, verb: Callable[[], object], words: str, to: str, back: str
) -> HttpResponse:
    try:
        verb()
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, words, to)
