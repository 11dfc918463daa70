"""Survey results in drafts: the year's own, the last one carried over, what people typed."""

from decimal import Decimal

import pytest

from shirube.charts.surveys import against, sure
from shirube.reckon import Share
from shirube.schema import Value
from shirube.workflow.fill_surveys import Surveys, fill_surveys, preview
from shirube.workflow.filling import State
from shirube.workflow.tests.office import CITY, YEAR, Office, found_office

pytestmark = pytest.mark.django_db
NAME = "市の情報が届いていると思う人の割合"
SHARE = Share(Decimal("52.5"), 812, 41_200)


@pytest.fixture
def office() -> Office:
    office = found_office()
    office.open("town")
    return office


def surveys(year: int, share: Share = SHARE) -> Surveys:
    return Surveys(CITY, {("program", "32", NAME): {year: share, year - 4: share}})


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
    assert (own.value, own.observed_year, own.answers, own.population) == (
        "52.5",
        None,
        812,
        41_200,
    )
    assert [one.state for one in fill_surveys(surveys(YEAR), by=office.tanaka)] == [State.SAME]


def test_the_last_survey_is_carried_and_says_its_year(office: Office) -> None:
    fill_surveys(surveys(YEAR - 2), by=office.tanaka)
    own = value(office)
    assert (own.value, own.year, own.note) == ("52.5", YEAR - 2, "令和5年度の調査の値")
    fill_surveys(surveys(YEAR, Share(Decimal(55), 790)), by=office.tanaka)
    assert (value(office).value, value(office).year, value(office).note) == ("55", YEAR, None)


def test_what_a_person_typed_stays_and_loses_the_surveys_n(office: Office) -> None:
    fill_surveys(surveys(YEAR - 2), by=office.tanaka)
    address = f"indicators.values:{value(office).at}:value"
    office.type(office.suzuki, address, "60.0", "32")
    own = value(office)
    assert (own.value, own.answers, own.observed_year) == ("60.0", None, None)
    assert [one.state for one in fill_surveys(surveys(YEAR), by=office.tanaka)] == [State.KEPT]
    assert value(office).value == "60.0"


def test_the_interval_stands_only_where_n_is_known() -> None:
    known = Value(fiscal_year=2024, measure="actual", value="21.8", answers=1016)
    before = Value(fiscal_year=2020, measure="actual", value="27.2", answers=1004)
    assert sure(known, "%") == "回答1,016人。95%の確かさで19.4%から24.4%の間"
    assert "偶然では説明しにくい" in against(known, before, "%")
    assert sure(known, "人") == ""
    assert sure(known.model_copy(update={"answers": None}), "%") == ""
    assert sure(known.model_copy(update={"flags": ("glued",)}), "%") == ""
    assert against(known, before.model_copy(update={"fiscal_year": 2024}), "%") == ""
