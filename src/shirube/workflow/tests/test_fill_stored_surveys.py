"""Sheets read from files learn of which survey their values are, and nothing else."""

import pytest

from shirube.people.actors import system
from shirube.schema import Survey, Value
from shirube.sheets.models import Correction, StoredSheet
from shirube.workflow.fill_stored_surveys import fill_stored_surveys, preview_stored
from shirube.workflow.filling import State
from shirube.workflow.filling.surveyed import Surveys
from shirube.workflow.take_in import take_in
from shirube.workflow.tests.office import CITY, Office, found_office, reading

pytestmark = pytest.mark.django_db
WALKS = "週に3日以上歩く人の割合"
SURVEY = Survey(name="市民意識調査", sample=2000)


def surveys(**shares: str) -> Surveys:
    rounds = {
        int(year.removeprefix("fy")): Value(
            fiscal_year=int(year.removeprefix("fy")), measure="actual", value=share,
            printed=share, answers=1012, survey=SURVEY,
        )
        for year, share in shares.items()
    }  # fmt: skip
    return Surveys(CITY, {("program", "21", WALKS): rounds})


def actuals() -> list[Value]:
    sheet = StoredSheet.objects.get(fiscal_year=2024, code="21").current.plain()
    return list(next(one for one in sheet.indicators if one.name == WALKS).of("actual"))


@pytest.fixture
def office() -> Office:
    return found_office()


def test_the_value_and_the_one_carried_over_learn_of_their_survey(office: Office) -> None:
    """令和5年度 41.0, 令和6年度 41.0(※) of 令和5年度."""
    fill_stored_surveys(surveys(fy2023="41.0"), by=office.tanaka)
    own, carried, *later = actuals()
    assert (own.value, own.answers, own.survey, own.year) == ("41.0", 1012, SURVEY, 2023)
    assert (carried.printed, carried.survey, carried.year) == ("41.0(※)", SURVEY, 2023)
    assert {value.survey for value in later} == {None}
    assert {one.state for one in preview_stored(surveys(fy2023="41.0"))} == {State.SAME}


def test_another_value_stays_and_is_shown(office: Office) -> None:
    done = fill_stored_surveys(surveys(fy2024="44.4"), by=office.tanaka)
    assert [(one.state, one.before) for one in done] == [(State.KEPT, "41.0(※)")]
    assert not Correction.objects.exists()


def test_it_survives_reading_the_file_again(office: Office) -> None:
    fill_stored_surveys(surveys(fy2023="41.0"), by=office.tanaka)
    take_in(reading("r6_shisaku.txt"), by=system("見本"))
    assert actuals()[0].survey == SURVEY
