"""What is said of a survey's value: only what the sheet carries, and chance where it is chance."""

import pytest

from shirube.charts.indicator_chart import CARD, draw
from shirube.charts.series import Statement, join
from shirube.charts.surveys import against, told
from shirube.charts.tables import values_table
from shirube.charts.words import picture, sentence
from shirube.designs.model import Achievement
from shirube.schema import Indicator, Value
from shirube.schema.numbers import Survey

SURVEY = Survey(name="市民意識調査")


def found(year: int, share: str, answers: int | None = 1000, **more: object) -> Value:
    of = {"fiscal_year": year, "measure": "actual", "value": share, "printed": share}
    return Value.model_validate(of | {"answers": answers, "survey": SURVEY} | more)


NOW, BEFORE = found(2024, "21.8", 1016), found(2020, "27.2", 1004)
CARRIED = found(2025, "21.8", 1016, observed_year=2024)


def indicator(*values: Value) -> Indicator:
    return Indicator(name="知っている人の割合", unit="%", better="up", values=values)


def test_year_answers_and_interval() -> None:
    assert told(NOW, "%") == ("令和6年度の調査", "回答1,016人", "95%信頼区間 19.4–24.4%")


def test_a_carried_value_says_so() -> None:
    assert told(CARRIED, "％")[0] == "令和6年度の調査(持ち越し)"


def test_no_interval_without_answers_or_for_something_else_than_a_share() -> None:
    assert told(found(2024, "21.8", None), "%") == ("令和6年度の調査",)
    assert told(found(2024, "3.4"), "点") == ("令和6年度の調査", "回答1,000人")


def test_nothing_of_other_values_and_of_doubtful_ones() -> None:
    assert told(NOW.model_copy(update={"answers": None, "survey": None}), "%") == ()
    assert told(NOW.model_copy(update={"flags": ("glued",)}), "%") == ()


def test_more_than_chance() -> None:
    assert "偶然では説明しにくい" in against(NOW, BEFORE, "%")


def test_within_chance() -> None:
    said = against(found(2024, "54.2"), found(2023, "52.1"), "%")
    assert said == "令和5年度の調査との差は調査の誤差の範囲で、変わったとは言い切れません"


@pytest.mark.parametrize("other", [found(2024, "27.2"), found(2020, "27.2", None)])
def test_no_word_on_chance_where_it_cannot_be_said(other: Value) -> None:
    assert against(NOW, other, "%") == ""


def test_the_sentence_does_not_leave_a_change_alone() -> None:
    series = join([Statement(indicator(found(2023, "52.1"), found(2024, "54.2")), 2024, "")])
    said = sentence(series, 2024, Achievement())
    assert "2.1ポイント増えました。令和5年度の調査との差は調査の誤差の範囲で" in said


def test_table_chart_and_words_carry_the_interval() -> None:
    of = indicator(BEFORE, NOW, CARRIED)
    cells = values_table(of).rows[0].cells
    assert cells[1].notes == told(NOW, "%")
    assert cells[2].notes == told(CARRIED, "%")
    series = join([Statement(of, 2025, "")])
    assert "2024年度21.8%(95%信頼区間 19.4–24.4%)" in picture(series)
    chart = draw(series, size=CARD, title="", words="", ident="i")
    assert chart is not None
    assert chart.count('class="c-range"') == 1 + 2  # its name, and one for each survey
