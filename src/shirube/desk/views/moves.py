"""Moving a sheet: each view takes the words of a form and calls the one verb."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shirube.desk.access import Desk, for_case
from shirube.desk.page import back_to, done, show, sorry
from shirube.desk.sheet.beside import beside
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.workflow.approve import Decision, approve, consent, seen
from shirube.workflow.deciding import Way
from shirube.workflow.finalise import finalise, reopen
from shirube.workflow.models import Case, FieldChange
from shirube.workflow.moving import Target
from shirube.workflow.ready import Obstacle, obstacles
from shirube.workflow.return_ import abstain, return_
from shirube.workflow.submit import submit


@require_http_methods(["GET", "HEAD", "POST"])
@for_case(Verb.SUBMIT)
def hand_in(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """What is left before the sheet can be handed in; then handing it in."""
    if request.method == "POST":
        note = request.POST.get("note", "")
        return _do(request, case, lambda t: submit(t, by=desk.by, note=note), "提出しました。")
    conflicts = case.changes.filter(kind=FieldChange.Kind.CONFLICT).count()
    context = {"case": case, "left": _left(case), "conflicts": conflicts, **beside(desk, case)}
    return show(request, desk, "desk/submit.html", context)


def _left(case: Case) -> list[dict[str, str]]:
    """Each with the address of its section and field."""
    base = reverse("desk:sheet", args=[case.pk])
    return [{"text": one.text, "href": base + _place(one)} for one in obstacles(case)]


def _place(one: Obstacle) -> str:
    """``?at=e17#f-e17-value``: the section that holds it, and in it the field or the card."""
    if not one.at:
        return ""
    return f"?at={one.at}#" + (f"f-{one.at}-{one.field}" if one.field else f"c-{one.at}")


@require_POST
@for_case(Verb.APPROVE)
def approval(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """Approve, in one's own right, by delegate, in absence, or as a body's decision."""
    form = request.POST
    chosen = form.get("way", "")
    way = Way(chosen) if chosen in set(Way) else Way.OWN
    decision = Decision(way, form.get("note", ""), form.get("document_no", ""))
    return _do(request, case, lambda t: approve(t, decision, by=desk.by), "承認しました。")


@require_POST
@for_case(Verb.CONSENT)
def agreement(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """合議."""
    note = request.POST.get("note", "")
    return _do(request, case, lambda t: consent(t, by=desk.by, note=note), "同意しました。")


@require_POST
@for_case(Verb.READ)
def seen_afterwards(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """後閲."""
    form = request.POST
    stage, note = form.get("to", ""), form.get("note", "")
    words = "後閲を記録しました。"
    return _do(request, case, lambda t: seen(t, stage, by=desk.by, note=note), words)


@require_POST
@for_case(Verb.RETURN)
def sent_back(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """差戻し."""
    form = request.POST
    note, to = form.get("note", ""), form.get("to") or None
    return _do(request, case, lambda t: return_(t, note, by=desk.by, to=to), "差し戻しました。")


@require_POST
@for_case(Verb.ABSTAIN)
def stay_out(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """棄権."""
    form = request.POST
    note, member = form.get("note", ""), form.get("member", "")
    words = "棄権を記録しました。"
    return _do(request, case, lambda t: abstain(t, note, by=desk.by, member=member), words)


@require_POST
@for_case(Verb.FINALISE)
def finish(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """確定."""
    form = request.POST
    note, number = form.get("note", ""), form.get("document_no", "")
    words = "確定しました。公表は「shirube publish」か、企画担当の公表の手順で行います。"
    return _do(
        request, case, lambda t: finalise(t, by=desk.by, note=note, document_no=number), words
    )


@require_POST
@for_case(Verb.REOPEN)
def open_again(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """確定の取り消し."""
    note = request.POST.get("note", "")
    words = "確定を取り消しました。もう一度、記入と承認が要ります。"
    return _do(request, case, lambda t: reopen(t, note, by=desk.by), words)


def _do(
    request: HttpRequest, case: Case, verb: Callable[[Target], object], words: str
) -> HttpResponse:
    """Call a verb with what the page showed; say what came of it on the reading view."""
    back = reverse("desk:read", args=[case.pk])
    try:
        verb(Target(case.pk, request.POST.get("seen", "")))
    except Refused as refused:
        return sorry(request, refused, back_to(request, back))
    return done(request, words, back)
