"""The fictional city's surveys: two questions, when they were asked, and who uses them."""

from decimal import Decimal

from shirube.budget.models import SurveyQuestion
from shirube.budget.verbs.surveys import (
    Asked,
    Result,
    add_question,
    found_by_indicator,
    keep_result,
    use_question,
)
from shirube.people.actors import Actor
from shirube.reckon import Share
from shirube.workflow.fill_stored_surveys import fill_stored_surveys
from shirube.workflow.filling.surveyed import Surveys

CITY = "999997"
SURVEY, SAMPLE = "市民意識調査", 2000
# (program, indicator) → the question, the answer that is counted
QUESTIONS = {
    ("21", "週に3日以上歩く人の割合"): Asked(SURVEY, "週に何日、30分以上歩きますか。", "3日以上"),
    ("32", "市の情報が届いていると思う人の割合"): Asked(
        SURVEY, "市の情報は、あなたに届いていますか。", "届いている、まあ届いている"
    ),
}
# Year of the survey → people of 18 years or more, how many answered; program → share.
ASKED = {2021: (41_870, 956), 2023: (41_520, 1_012), 2024: (41_290, 934)}
SHARES = {
    2021: {"21": "38.4", "32": "51.8"},
    2023: {"21": "41.0", "32": "52.1"},
    2024: {"32": "54.2"},
}


def build_surveys(year: int, by: Actor) -> None:
    """What was asked until the evaluated year, told to the sheets that were read from files."""
    for (program, indicator), asked in QUESTIONS.items():
        if not SurveyQuestion.objects.filter(municipality=CITY, question=asked.question).exists():
            use_question(add_question(CITY, asked, by=by), "program", program, indicator, by=by)
        question = SurveyQuestion.objects.get(municipality=CITY, question=asked.question)
        known = set(question.rounds.values_list("fiscal_year", flat=True))
        for surveyed, shares in SHARES.items():
            if surveyed > year or surveyed in known or program not in shares:
                continue
            population, answers = ASKED[surveyed]
            share = Share(Decimal(shares[program]), answers, population)
            keep_result(question, Result(surveyed, share, SAMPLE), by=by)
    fill_stored_surveys(Surveys(CITY, found_by_indicator(CITY)), by=by)
