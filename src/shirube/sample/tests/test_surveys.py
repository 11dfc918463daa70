"""What the fictional city's surveys found is told wherever their values are shown."""

import re

import pytest

from shirube.importers import read_path
from shirube.people.actors import system
from shirube.publishing import queries
from shirube.publishing.models import Edition
from shirube.publishing.publish import NotPublishedError, Order, publish_edition
from shirube.sample.building import CITY, FILES
from shirube.sample.surveys import build_surveys
from shirube.sheets.forms import library
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db
CHANCE = "令和5年度の調査との差は調査の誤差の範囲で、変わったとは言い切れません"


@pytest.fixture
def edition() -> Edition:
    by = system("見本")
    take_in(read_path(FILES / "r6_shisaku.txt", library=library()), by=by)
    build_surveys(2024, by)
    try:
        return publish_edition(Order(CITY, 2024), by=by, library=library())
    except NotPublishedError as refusal:
        accept = frozenset(one.token for one in refusal.findings)
        order = Order(CITY, 2024, reason="架空の人", accept=accept)
        return publish_edition(order, by=by, library=library())


def text(edition: Edition, path: str) -> str:
    file = queries.stored_file(edition, path)
    assert file is not None, path
    return file.blob.content.decode()


def seen(edition: Edition, path: str) -> str:
    return re.sub(r"<[^>]+>", " ", text(edition, path))


def test_two_years_of_a_survey(edition: Edition) -> None:
    page = seen(edition, "program/32/indicator/1/index.html")
    for said in ("令和6年度の調査", "回答934人", "95%信頼区間 51.0–57.3%", CHANCE):
        assert said in page
    assert "市民意識調査「市の情報は、あなたに届いていますか。」" in page
    assert "2024年度54.2%(95%信頼区間 51.0–57.3%)" in page  # of the picture
    assert CHANCE in seen(edition, "program/32/index.html")


def test_a_value_carried_over(edition: Edition) -> None:
    said = "令和5年度の調査(持ち越し)"
    assert said in seen(edition, "program/21/index.html")
    assert said in seen(edition, "program/21/indicator/1/index.html")
    assert said in text(edition, "program/21/sheet.txt")


def test_the_data_has_what_the_pages_say(edition: Edition) -> None:
    sheet = next(one for one in queries.sheets_of(edition) if one.code == "21")
    own = sheet.indicators[0].get("actual", 2024)
    assert own is not None
    assert own.survey is not None
    assert (own.year, own.answers, own.population) == (2023, 1012, 41_520)
    assert (own.survey.low, own.survey.high) == ("38.0", "44.0")
    assert "市民意識調査" in text(edition, "csv/indicator_values.csv")
