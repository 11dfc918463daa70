"""The register of surveys, and their results on the way into drafts."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from shirube.basics.japanese_text import nfkc, squeeze
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
from shirube.desk.numbers import count_of, decimal_of, whole, year_of
from shirube.desk.page import said_at, show
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
    wanted = whole(request.POST.get("question", "")) or 0
    row = SurveyQuestion.objects.filter(municipality=desk.city, pk=wanted).first()
    if row is None:
        raise Refused("問いを選んでください。", "Choose a question.")
    return row


@require_POST
@for_city(Verb.KEEP_SURVEYS)
@said_at("desk:surveys")
def question(request: HttpRequest, desk: Desk) -> str:
    """A new question."""
    form = request.POST
    asked = Asked(form.get("survey", ""), form.get("text", ""), form.get("counted", ""))
    add_question(desk.city.code, asked, by=desk.by)
    return "問いを登録しました。年ごとの結果を入れてください。"


@require_POST
@for_city(Verb.KEEP_SURVEYS)
@said_at("desk:surveys")
def result(request: HttpRequest, desk: Desk) -> str:
    """What a year's survey found."""
    form = request.POST
    year = year_of(form.get("year", ""))
    answers, population, sample = (
        count_of(form.get(name, ""), name) for name in ("answers", "population", "sample")
    )
    if answers is None:
        raise Refused("回答数を書いてください。", "Give the answers.", "answers")
    share = Share(_percent(form.get("percent", "")), answers, population)
    keep_result(_question(request, desk), Result(year, share, sample), by=desk.by)
    return f"{year}年度の結果を登録しました。"


def _percent(text: str) -> Decimal:
    """0.523 is how Excel keeps 52.3 %: what is below one has to say that it means percent."""
    value = decimal_of(text, "percent")
    if 0 < value < 1 and "%" not in nfkc(text):
        raise Refused(
            f"割合が1%より小さくなっています。{text.strip()}%なら「%」を付けて、"
            f"{(value * 100).normalize():f}%ならその数で書いてください。",
            "Below one percent? Then write the sign.",
            "percent",
        )
    return value


@require_POST
@for_city(Verb.KEEP_SURVEYS)
@said_at("desk:surveys")
def use(request: HttpRequest, desk: Desk) -> str:
    """An indicator that takes its actuals from a question."""
    kind, code, name = [*request.POST.get("indicator", "").split("/", 2), "", "", ""][:3]
    use_question(_question(request, desk), kind, code, name, by=desk.by)
    return "指標と調査を結びました。"


@require_POST
@for_city(Verb.KEEP_SURVEYS)
@said_at("desk:surveys")
def into_drafts(request: HttpRequest, desk: Desk) -> str:
    """Write the results into drafts."""
    answers = fill_surveys(_found(desk), by=desk.by)
    return f"{sum(one.writes for one in answers)}か所に入れました。"


@require_POST
@for_city(Verb.KEEP_SURVEYS)
@said_at("desk:surveys")
def into_stored(request: HttpRequest, desk: Desk) -> str:
    """Tell the sheets read from files of which survey their values are."""
    written = sum(one.writes for one in fill_stored_surveys(_found(desk), by=desk.by))
    return f"{written}か所に入れました。入れたシートをもう一度確認してください。"
