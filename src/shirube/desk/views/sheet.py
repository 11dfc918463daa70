"""A sheet: writing it, reading it, what changed."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shirube.desk import unsent
from shirube.desk.access import Desk, for_case, refusal
from shirube.desk.page import done, see, show, sorry
from shirube.desk.sheet import figures, sections
from shirube.desk.sheet.actions import actions
from shirube.desk.sheet.beside import beside
from shirube.desk.sheet.model import Page
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.sheets.differences import differences, rating_names
from shirube.sheets.forms import library
from shirube.workflow.carrying import in_this_years_columns
from shirube.workflow.drafts.addresses import Spot, parse
from shirube.workflow.drafts.editing import Edit
from shirube.workflow.findings import findings_of
from shirube.workflow.keeping import final_sheet
from shirube.workflow.models import Case, PartRequest, Step
from shirube.workflow.moving import seen_of
from shirube.workflow.rows import add_row, remove_row
from shirube.workflow.save import SaveResult, places, save
from shirube.workflow.scopes import part_scope, stage_of

READS = (Verb.READ, Verb.READ_FOR_REVIEW)
WRITES = (Verb.SAVE, Verb.ANSWER_PART)


@require_safe
@for_case(*READS)
def edit(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """One section at a time, last year beside; whoever may not write is led to the reading view."""
    try:
        only = places(case, stage_of(case, case.route.plain()), desk.by)
    except Refused:
        return see(reverse("desk:read", args=[case.pk]))
    page = sections.page(case, writes=True, only=only)
    here = _here(page, request.GET.get("s", ""), request.GET.get("at", ""))
    context = {
        "case": case,
        "page": page,
        "section": page.sections[here],
        "before": page.sections[here - 1] if here else None,
        "after": page.sections[here + 1] if here + 1 < len(page.sections) else None,
        "part": only is not None,
        "returned": _returned(case),
        "open_parts": _own_parts(desk, case),
        "tokens": [one.token for one in findings_of(case)],
        **_talk(request, page, case),
        **beside(desk, case),
    }
    return show(request, desk, "desk/edit.html", context)


def _returned(case: Case) -> Step | None:
    """The step by which the sheet came back, as long as nothing was done about it."""
    last = case.steps.order_by("-number").first()
    return last if last is not None and last.verb in {Verb.RETURN, Verb.REOPEN} else None


def _here(page: Page, key: str, at: str) -> int:
    """The section of that key, or the one that holds an item; else the first."""
    for number, one in enumerate(page.sections):
        if key and one.key == key:
            return number
        if at and not key and one.holds(at):
            return number
    return 0


def _own_parts(desk: Desk, case: Case) -> list[PartRequest]:
    """Open requests to the person's own divisions."""
    rows = case.parts.filter(state=PartRequest.State.OPEN).select_related("unit", "case")
    stage = stage_of(case, case.route.plain())
    return [one for one in rows if desk.may(Verb.ANSWER_PART, part_scope(one, stage))]


def _talk(request: HttpRequest, page: Page, case: Case) -> dict[str, object]:
    """The talk about one item (``?talk=narratives:e7``), or about the whole sheet."""
    place = request.GET.get("talk", "")
    part, _, at = place.partition(":")
    rows = case.remarks.filter(part=part, place=at)
    title = next((c.title for s in page.sections for c in s.cards() if c.at == at and at), "")
    return {"talk": rows, "talk_place": place, "talk_title": title}


@require_safe
@for_case(*READS)
def read(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """The whole sheet to read, and below it what this person may decide."""
    context: dict[str, Any] = {
        "case": case,
        "page": sections.page(case, writes=False),
        "actions": actions(desk, case),
        "seen": seen_of(case),
        "opinions": case.opinions.all(),
        **beside(desk, case),
    }
    context |= _talk(request, context["page"], case)
    return show(request, desk, "desk/read.html", context)


@require_safe
@for_case(*READS)
def changes(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """What differs from a version of this sheet, or from last year's (``?since=last``)."""
    since = request.GET.get("since", "")
    versions = list(case.versions.prefetch_related("steps__by").defer("content"))
    chosen = next((v for v in versions if str(v.number) == since), None)
    now = final_sheet(case)
    before = chosen.plain() if chosen else in_this_years_columns(case.last_year(), now)
    named = rating_names(library().get(now.design))
    found = differences(before, now, ratings=named) if before else ()
    context = {
        "case": case,
        "versions": versions,
        "since": since or "last",
        "chosen": chosen,
        "found": [one for one in found if not _of_course(one.path)],
        **beside(desk, case),
    }
    return show(request, desk, "desk/changes.html", context)


def _of_course(path: str) -> bool:
    """Every year's sheet is of another year."""
    return path in {"評価対象年度", "実施年度", "様式", "様式の版", "確認状態"}


@require_POST
@for_case(*WRITES)
def save_fields(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """Autosave: JSON ``{"edits": [{"address", "before", "text"}]}`` → what became of each."""
    try:
        edits = [
            Edit(parse(str(one["address"])), str(one["before"]), str(one["text"]))
            for one in json.loads(request.body)["edits"]
        ]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"refused": "読めない内容が送られました。"}, status=400)
    try:
        result = save(case.pk, edits, by=desk.by)
    except Refused as refused:
        return refusal(request, refused, 403)
    return JsonResponse(_told(case, result))


def _told(case: Case, result: SaveResult) -> dict[str, object]:
    touched = [one.address for one in result.saved]
    return {
        "revision": result.revision,
        "saved": [{"address": str(s.address), "say": s.say, "text": s.text} for s in result.saved],
        "conflicts": [
            {"address": str(c.address), "mine": c.mine, "theirs": c.theirs, "by": who}
            for c, who in result.conflicts
        ],
        "wrong": [{"address": str(w.address), "why": w.why} for w in result.wrong],
        "computed": {str(address): text for address, text in result.computed},
        "lines": _lines(case, {a.at for a in touched if a.part == "indicators.values"}),
        "back_to": result.back_to,
    }


def _lines(case: Case, ats: set[str]) -> dict[str, str]:
    """What the numbers of the touched indicators say now."""
    if not ats:
        return {}
    case.refresh_from_db(fields=["draft"])
    sheet, design = case.plain(), library()[case.design]
    return {
        one.at or "": figures.this_year(one, sheet, design)
        for one in sheet.indicators
        if any(value.at in ats for value in one.values)
    }


@require_POST
@for_case(*WRITES)
def save_section(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """The same without script: all fields of the section that changed."""
    back = f"{reverse('desk:sheet', args=[case.pk])}?s={request.POST.get('s', '')}"
    try:
        result = save(case.pk, list(_edits(request)), by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    except ValueError:
        return sorry(request, Refused("読めない内容が送られました。", "Malformed."), back)
    if result.conflicts or result.wrong:
        context = {"case": case, "result": result, "back": back, **beside(desk, case)}
        return show(request, desk, "desk/conflicts.html", context, 409)
    return done(request, f"{len(result.saved)}か所を保存しました。", back)


def _edits(request: HttpRequest) -> Iterable[Edit]:
    for address, before, text in unsent.edits(request):
        yield Edit(parse(address), before, text)


@require_POST
@for_case(Verb.SAVE)
def change_rows(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """Add a row (``part``, ``under``) or take one out (``remove``: its spot)."""
    section = request.POST.get("s", "")
    back = f"{reverse('desk:sheet', args=[case.pk])}?s={section}"
    try:
        typed = list(_edits(request))
        if typed:  # without script, what was typed comes with the button
            save(case.pk, typed, by=desk.by)
        if request.POST.get("remove"):
            part, _, at = request.POST["remove"].partition(":")
            remove_row(case.pk, Spot(part, at), by=desk.by)
            return done(request, "行を除きました。書いてあったことは記録に残っています。", back)
        under = request.POST.get("under") or None
        spot = add_row(case.pk, request.GET.get("part", ""), by=desk.by, under=under)
    except Refused as refused:
        return sorry(request, refused, back)
    return see(f"{back}#c-{spot.at}")


@require_safe
@for_case(*READS)
def findings(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    """The open findings for the page's script, each with its place."""
    found = [
        {
            "at": one.at or "",
            "text": one.text(),
            "error": one.blocks,
            "token": one.token,
        }
        for one in findings_of(case)
    ]
    page = sections.page(case, writes=True, findings=False)
    states = {section.key: section.state for section in page.sections}
    waiting = case.parts.filter(state=PartRequest.State.OPEN).count()
    return JsonResponse({"findings": found, "states": states, "parts": waiting})
