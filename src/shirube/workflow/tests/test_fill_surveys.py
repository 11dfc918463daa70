"""Survey results in drafts: the year's own, the last one carried over, what people typed."""

import pytest

from shirube.schema import Survey, Value
from shirube.workflow.fill_surveys import Surveys, fill_surveys, preview
from shirube.workflow.filling import State
from shirube.workflow.tests.office import CITY, YEAR, Office, found_office

pytestmark = pytest.mark.django_db
NAME = "市の情報が届いていると思う人の割合"
SURVEY = Survey(name="市民意識調査", question="届いていますか", sample=2000)
FOUND = Value(measure="actual", value="52.5", printed="52.5", answers=812, population=41_200,
              survey=SURVEY)  # fmt: skip


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("town")
    return office


def surveys(year: int, found: Value = FOUND) -> Surveys:
    rounds = {one: found.model_copy(update={"fiscal_year": one}) for one in (year, year - 4)}
    return Surveys(CITY, {("program", "32", NAME): rounds})


def value(office: Office) -> Value:
    indicators = office.case("32").plain().indicators
    own = next(one for one in indicators if one.name == NAME)
    found = own.get("actual", YEAR)
    assert found is not None
    return found


def test_this_years_survey(office: Office) -> None:
    assert [one.state for one in preview(surveys(YEAR))] == [State.FILL]
    fill_surveys(surveys(YEAR), by=office.tanaka)
    own = value(office)
    assert (own.value, own.observed_year, own.answers, own.population, own.survey) == (
        "52.5",
        None,
        812,
        41_200,
        SURVEY,
    )
    assert [one.state for one in fill_surveys(surveys(YEAR), by=office.tanaka)] == [State.SAME]


def test_the_last_survey_is_carried_and_says_its_year(office: Office) -> None:
    fill_surveys(surveys(YEAR - 2), by=office.tanaka)
    own = value(office)
    assert (own.value, own.year, own.note) == ("52.5", YEAR - 2, "令和5年度の調査の値")
    newer = FOUND.model_copy(update={"value": "55", "printed": "55", "population": None})
    fill_surveys(surveys(YEAR, newer), by=office.tanaka)
    assert (value(office).value, value(office).year, value(office).note) == ("55", YEAR, None)


def test_what_a_person_typed_stays_and_loses_the_surveys_n(office: Office) -> None:
    fill_surveys(surveys(YEAR - 2), by=office.tanaka)
    address = f"indicators.values:{value(office).at}:value"
    office.type(office.suzuki, address, "60.0", "32")
    own = value(office)
    assert (own.value, own.answers, own.survey, own.observed_year) == ("60.0", None, None, None)
    assert [one.state for one in fill_surveys(surveys(YEAR), by=office.tanaka)] == [State.KEPT]
    assert value(office).value == "60.0"
