"""The verbs of the register of surveys: a question, its years, the indicators that use it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from shirube.budget.models import QuestionUse, SurveyQuestion, SurveyRound
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb
from shirube.reckon import Share, interval
from shirube.schema import Survey, Value
from shirube.schema.plain import decimal_text


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a survey; ``counted`` is the answer that is counted (はい, 満足・やや満足)."""

    survey: str
    question: str
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a year's survey found."""

    fiscal_year: int
    share: Share
    sample: int | None = None


@transaction.atomic
def add_question(municipality: str, asked: Asked, *, by: Actor) -> SurveyQuestion:
    """Raises Refused without names, or when it is there already."""
    require(by, Verb.KEEP_SURVEYS, municipality)
    survey, question = asked.survey.strip(), asked.question.strip()
    if not survey or not question:
        raise Refused("調査名と問いを書いてください。", "Give survey and question.", "survey")
    rows = SurveyQuestion.objects.filter(municipality_id=municipality)
    if rows.filter(survey=survey, question=question).exists():
        raise Refused(
            "同じ問いがもうあります。その問いに、年ごとの結果を加えてください。",
            "This question is there already.",
        )
    row = SurveyQuestion.objects.create(
        municipality_id=municipality, survey=survey, question=question,
        counted=asked.counted.strip(), by=by.user, by_name=by.person,
    )  # fmt: skip
    _log(row, by, None, {"survey": survey, "question": question})
    return row


@transaction.atomic
def keep_result(question: SurveyQuestion, result: Result, *, by: Actor) -> SurveyRound:
    """Keep a year's result; one that was there is replaced, the log has both. Raises Refused."""
    require(by, Verb.KEEP_SURVEYS, question.municipality_id)
    share = result.share
    try:
        interval(share)
    except ValueError as error:
        raise Refused(
            "割合は0から100、回答数は1以上、母集団は回答数以上で書いてください。",
            "Share from 0 to 100, at least one answer, population no smaller than answers.",
        ) from error
    most = result.sample if result.sample is not None else share.population
    if most is not None and share.answers > most:
        raise Refused(
            "回答数が、調べた人数(標本。なければ母集団)より多くなっています。",
            "More answers than were asked.",
            "answers",
        )
    if share.percent != round(share.percent, 3):
        raise Refused(
            "割合は小数点以下3桁までで書いてください。", "At most three decimals.", "percent"
        )
    before = question.rounds.filter(fiscal_year=result.fiscal_year).first()
    row, _ = SurveyRound.objects.update_or_create(
        question=question,
        fiscal_year=result.fiscal_year,
        defaults={
            "population": share.population, "sample": result.sample, "answers": share.answers,
            "percent": share.percent, "by": by.user, "by_name": by.person,
        },
    )  # fmt: skip
    _log(question, by, before and _told(before), _told(row))
    return row


@transaction.atomic
def use_question(
    question: SurveyQuestion, kind: str, code: str, indicator: str, *, by: Actor
) -> QuestionUse:
    """An indicator takes its actuals from the question. Raises Refused when another one gives
    them already.
    """
    require(by, Verb.KEEP_SURVEYS, question.municipality_id)
    if not (kind and code and indicator):
        raise Refused("指標を選んでください。", "Choose an indicator.")
    place = {"kind": kind, "code": code, "indicator": indicator}
    rows = QuestionUse.objects.filter(question__municipality_id=question.municipality_id, **place)
    if rows.exists():
        raise Refused("この指標は、もう調査と結ばれています。", "This indicator has a question.")
    row = QuestionUse.objects.create(question=question, by=by.user, by_name=by.person, **place)
    _log(question, by, None, place)
    return row


def found_by_indicator(municipality: str) -> dict[tuple[str, str, str], dict[int, Value]]:
    """(kind, number, indicator) → year → the actual that was found: for
    ``workflow.fill_surveys``.
    """
    rows = QuestionUse.objects.filter(question__municipality_id=municipality)
    return {
        (use.kind, use.code, use.indicator): {
            one.fiscal_year: found(one, use.question) for one in use.question.rounds.all()
        }
        for use in rows.select_related("question").prefetch_related("question__rounds")
    }


def found(row: SurveyRound, question: SurveyQuestion) -> Value:
    """A result as the plain value that a sheet may carry."""
    share = share_of(row)
    bounds = interval(share)
    return Value(
        fiscal_year=row.fiscal_year,
        measure="actual",
        value=decimal_text(share.percent),
        printed=decimal_text(share.percent),
        answers=share.answers,
        population=share.population,
        survey=Survey(
            name=question.survey,
            question=question.question,
            counted=question.counted or None,
            sample=row.sample,
            low=decimal_text(bounds.low),
            high=decimal_text(bounds.high),
        ),
    )


def share_of(row: SurveyRound) -> Share:
    """The plain share; 21.800 is 21.8."""
    plain = Decimal(f"{row.percent.normalize():f}")
    return Share(plain, row.answers, row.population)


def _told(row: SurveyRound) -> dict[str, object]:
    return {
        "fiscal_year": row.fiscal_year, "percent": str(row.percent), "answers": row.answers,
        "sample": row.sample, "population": row.population,
    }  # fmt: skip


def _log(question: SurveyQuestion, by: Actor, before: object, after: object) -> None:
    key = f"{question.municipality_id}/surveys/{question.pk}"
    record(by, Verb.KEEP_SURVEYS, question.municipality_id, key, Change(before, after))
