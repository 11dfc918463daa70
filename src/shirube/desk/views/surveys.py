"""The register of surveys, and their results on the way into drafts."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shirube.budget.models import SurveyQuestion
from shirube.budget.verbs.surveys import (
    Asked,
    Result,
    add_question,
    keep_result,
    share_of,
    shares_by_indicator,
    use_question,
)
from shirube.desk.access import Desk, for_city
from shirube.desk.page import done, show, sorry
from shirube.desk.views.money.overview import decimal_of, number_of
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.reckon import Share, interval
from shirube.workflow.fill_surveys import Surveys, fill_surveys, preview
from shirube.workflow.filling import State
from shirube.workflow.models import Case


@require_safe
@for_city(Verb.KEEP_SURVEYS)
def surveys(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Questions with their years and intervals, and what would go into drafts."""
    rows = SurveyQuestion.objects.filter(municipality=desk.city).prefetch_related("rounds", "uses")
    questions = [
        (row, [(one, interval(share_of(one))) for one in row.rounds.all()], row.uses.all())
        for row in rows.order_by("survey", "id")
    ]
    answers = preview(_found(desk))
    context = {
        "questions": questions,
        "indicators": _indicators(desk),
        "answers": answers,
        "writes": sum(one.state in {State.FILL, State.RENEW} for one in answers),
    }
    return show(request, desk, "desk/money/surveys.html", context)


def _found(desk: Desk) -> Surveys:
    return Surveys(desk.city.code, shares_by_indicator(desk.city.code))


def _indicators(desk: Desk) -> list[tuple[str, str]]:
    """Indicators in percent of the sheets under way: value of the choice, what it is called."""
    found: dict[str, str] = {}
    cases = Case.objects.filter(municipality=desk.city, cycle__closed_at=None)
    for case in cases.order_by("kind", "code"):
        for one in case.plain().indicators:
            if one.name and (one.unit or "").strip() in {"%", "％", "パーセント"}:
                found[f"{case.kind}/{case.code}/{one.name}"] = f"{case.title}: {one.name}"
    return list(found.items())


def _question(request: HttpRequest, desk: Desk) -> SurveyQuestion:
    wanted = number_of(request.POST.get("question", "")) or 0
    row = SurveyQuestion.objects.filter(municipality=desk.city, pk=wanted).first()
    if row is None:
        raise Refused("問いを選んでください。", "Choose a question.")
    return row


@require_POST
@for_city(Verb.KEEP_SURVEYS)
def question(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new question."""
    form, back = request.POST, reverse("desk:surveys")
    asked = Asked(form.get("survey", ""), form.get("text", ""), form.get("counted", ""))
    try:
        add_question(desk.city.code, asked, by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, "問いを登録しました。年ごとの結果を入れてください。", back)


@require_POST
@for_city(Verb.KEEP_SURVEYS)
def result(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What a year's survey found."""
    form, back = request.POST, reverse("desk:surveys")
    try:
        year, answers = number_of(form.get("year", "")), number_of(form.get("answers", ""))
        if year is None or answers is None:
            raise Refused("年度と回答数を数で書いてください。", "Give year and answers.")
        population, sample = (number_of(form.get(name, "")) for name in ("population", "sample"))
        share = Share(decimal_of(form.get("percent", "")), answers, population)
        keep_result(_question(request, desk), Result(year, share, sample), by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, f"{year}年度の結果を登録しました。", back)


@require_POST
@for_city(Verb.KEEP_SURVEYS)
def use(request: HttpRequest, desk: Desk) -> HttpResponse:
    """An indicator that takes its actuals from a question."""
    back = reverse("desk:surveys")
    kind, code, name = [*request.POST.get("indicator", "").split("/", 2), "", "", ""][:3]
    try:
        use_question(_question(request, desk), kind, code, name, by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, "指標と調査を結びました。", back)


@require_POST
@for_city(Verb.KEEP_SURVEYS)
def into_drafts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write the results into drafts."""
    back = reverse("desk:surveys")
    try:
        answers = fill_surveys(_found(desk), by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    written = sum(one.state in {State.FILL, State.RENEW} for one in answers)
    return done(request, f"{written}か所に入れました。", back)
