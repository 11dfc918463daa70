"""The register of surveys, and their results on the way into drafts."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shirube.basics.japanese_text import squeeze
from shirube.budget.models import SurveyQuestion
from shirube.budget.verbs.surveys import (
    Asked,
    Result,
    add_question,
    found_by_indicator,
    keep_result,
    share_of,
    use_question,
)
from shirube.charts.surveys import PERCENT
from shirube.desk.access import Desk, for_city
from shirube.desk.page import done, show, sorry
from shirube.desk.views.money.overview import decimal_of, number_of
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.reckon import Share, interval
from shirube.schema import Indicator
from shirube.sheets.models import StoredSheet
from shirube.workflow.fill_stored_surveys import fill_stored_surveys, preview_stored
from shirube.workflow.fill_surveys import Surveys, fill_surveys, preview
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
    answers, stored = preview(_found(desk)), preview_stored(_found(desk))
    told = [one for one in stored if one.state != "same"]
    context = {
        "questions": questions,
        "indicators": _indicators(desk),
        "answers": answers,
        "writes": sum(one.writes for one in answers),
        "stored": told,
        "stored_writes": sum(one.writes for one in told),
    }
    return show(request, desk, "desk/money/surveys.html", context)


def _found(desk: Desk) -> Surveys:
    return Surveys(desk.city.code, found_by_indicator(desk.city.code))


def _indicators(desk: Desk) -> list[tuple[str, str]]:
    """Indicators in percent of the sheets under way, and of the newest year that was read from
    files: value of the choice, what it is called.
    """
    cases = Case.objects.filter(municipality=desk.city, cycle__closed_at=None)
    stored = StoredSheet.objects.filter(municipality=desk.city).exclude(fiscal_year=None)
    newest = stored.order_by("-fiscal_year").values_list("fiscal_year", flat=True).first()
    read = stored.filter(fiscal_year=newest).select_related("current").order_by("kind", "code")
    sheets = [case.plain() for case in cases.order_by("kind", "code")]
    sheets += [one.current.plain() for one in read]
    return list({
        f"{sheet.kind}/{sheet.code}/{one.name}": f"{sheet.title}: {one.name}"
        for sheet in sheets
        for one in sheet.indicators
        if one.name and _in_percent(one)
    }.items())  # fmt: skip


def _in_percent(indicator: Indicator) -> bool:
    return squeeze(indicator.unit or "") in PERCENT


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
            wrong = "year" if year is None else "answers"
            words = "年度は西暦4桁、回答数は人の数で、数だけを書いてください。"
            raise Refused(words, "Give year and answers.", wrong)
        population, sample = (number_of(form.get(name, "")) for name in ("population", "sample"))
        share = Share(decimal_of(form.get("percent", ""), "percent"), answers, population)
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
    return done(request, f"{sum(one.writes for one in answers)}か所に入れました。", back)


@require_POST
@for_city(Verb.KEEP_SURVEYS)
def into_stored(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Tell the sheets read from files of which survey their values are."""
    back = reverse("desk:surveys")
    try:
        answers = fill_stored_surveys(_found(desk), by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    written = sum(one.writes for one in answers)
    return done(
        request, f"{written}か所に入れました。入れたシートをもう一度確認してください。", back
    )
