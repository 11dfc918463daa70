"""The chart and its words: gaps stay gaps, doubts look different, the sentence says what came."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.charts.indicator_chart import CARD, draw
from shirube.charts.marks import LETTER
from shirube.charts.scale import ticks
from shirube.charts.series import join
from shirube.charts.tests.test_series import said
from shirube.charts.words import picture, sentence
from shirube.designs.model import Achievement
from shirube.schema import Value

RULES = Achievement()


def svg(*statements: object) -> ElementTree.Element:
    drawn = draw(
        join(statements),  # type: ignore[arg-type]
        size=CARD,
        title="満足度",
        words="実績",
        ident="a",
    )
    assert drawn is not None
    return ElementTree.fromstring(drawn)


def of(root: ElementTree.Element, tag: str, name: str) -> list[ElementTree.Element]:
    """What is drawn from values: the row that names the marks is left out."""
    row = set(named(root).iter())
    return [one for one in root.iter(tag) if one.get("class") == name and one not in row]


def named(root: ElementTree.Element) -> ElementTree.Element:
    return next(one for one in root.iter("g") if one.get("class") == "c-names")


def words_of(element: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in element.iter("text")]


def test_a_year_without_value_breaks_the_line() -> None:
    root = svg(said(2024, actual_2020="1", actual_2021="2", actual_2023="3", actual_2024="4"))
    assert len(of(root, "polyline", "c-actual")) == 2
    assert len(of(root, "circle", "c-actual")) == 4


def test_a_doubtful_value_is_a_diamond_and_no_dot() -> None:
    doubt = Value(fiscal_year=2021, measure="actual", value="2", flags=("ghost",))
    root = svg(said(2021, actual_2020="1", actual_2021=doubt))
    assert len(of(root, "circle", "c-actual")) == 1
    assert len(of(root, "path", "c-doubt")) == 1


def test_target_and_trend_have_gaps_too() -> None:
    root = svg(said(2024, target_2020="1", target_2021="2", target_2024="4", trend_2020="1",
                    trend_2024="2"))  # fmt: skip
    assert len(of(root, "polyline", "c-target")) == 1
    assert len(of(root, "rect", "c-target")) == 3
    assert len(of(root, "polyline", "c-trend")) == 0
    assert len(of(root, "path", "c-trend")) == 2


def test_every_kind_has_a_dash_a_shape_and_a_name_of_its_own() -> None:
    doubt = Value(fiscal_year=2021, measure="trend", value="2", flags=("ghost",))
    row = named(svg(said(2021, actual_2020="1", target_2020="2", trend_2020="3", trend_2021=doubt)))
    assert words_of(row) == ["実績", "目標", "成り行き", "不確か"]
    lines = [line.get("stroke-dasharray") for line in row.iter("polyline")]
    assert lines == [None, "7 5", "2 4"]
    shapes = [one.tag for one in row if one.tag not in {"text", "polyline"}]
    assert shapes == ["circle", "rect", "path", "path"]


def test_only_what_occurs_is_named_and_a_forecast_is_called_so() -> None:
    assert words_of(named(svg(said(2020, actual_2020="1")))) == ["実績"]
    assert words_of(named(svg(said(2020, forecast_2020="1")))) == ["見込み"]


def test_names_stay_inside_the_card() -> None:
    doubt = Value(fiscal_year=2021, measure="actual", value="2", flags=("ghost",))
    for language in ("ja", "en"):
        series = join(
            [said(2021, actual_2020="1", actual_2021=doubt, target_2020="2", forecast_2020="3")]
        )
        drawn = draw(series, size=CARD, title="", words="", ident="a", language=language)
        last = list(named(ElementTree.fromstring(drawn or "")).iter("text"))[-1]
        assert float(last.get("x") or 0) + LETTER[language] * len(last.text or "") <= CARD.width


def test_a_gap_says_why_and_years_to_come_say_nothing() -> None:
    def none(year: int) -> Value:
        return Value(fiscal_year=year, measure="actual", missing="not_surveyed")

    root = svg(said(2022, actual_2020="1", actual_2021=none(2021), actual_2022="2",
                    actual_2023=none(2023)))  # fmt: skip
    assert words_of(root).count("調査なし") == 1


def test_title_and_words_are_there_for_a_screen_reader() -> None:
    root = svg(said(2020, actual_2020="1"))
    assert root.get("role") == "img"
    assert [root.findtext(tag) for tag in ("title", "desc")] == ["満足度", "実績"]
    assert root.get("aria-labelledby") == "a-t a-d"


def test_no_number_no_chart() -> None:
    empty = join([said(2020)])
    assert draw(empty, size=CARD, title="", words="", ident="a") is None


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        ("51", "60", ["50", "55", "60"]),
        ("1", "100", ["0", "50", "100"]),
        ("5", "5", ["4.5", "5.0", "5.5"]),
        ("-3", "2", ["-5", "0", "5"]),
    ],
)
def test_round_marks(low: str, high: str, marks: list[str]) -> None:
    assert ticks(Decimal(low), Decimal(high), 3) == [Decimal(mark) for mark in marks]


@given(st.decimals(-(10**9), 10**9, places=3), st.decimals(0, 10**9, places=3), st.integers(2, 6))
def test_marks_enclose_what_they_measure(low: Decimal, span: Decimal, count: int) -> None:
    marks = ticks(low, low + span, count)
    assert marks[0] <= low
    assert marks[-1] >= low + span
    assert 2 <= len(marks) <= 2 * count + 2


def with_better(direction: str, **cells: str | Value):  # type: ignore[no-untyped-def]
    statement = said(2019, **cells)
    indicator = statement.indicator.model_copy(update={"better": direction or None, "unit": "%"})
    return join([type(statement)(indicator, 2019, "")])


@pytest.mark.parametrize(
    ("direction", "actual", "words"),
    [
        ("up", "87.4", "令和元年度は実績87.4%で、目標90%に届きませんでした。"),
        ("up", "92", "令和元年度は実績92%で、目標90%に達しました。"),
        ("down", "92", "令和元年度は実績92%で、目標90%に届きませんでした。"),
        ("", "92", "令和元年度は目標90%に対し、実績92%です。"),
    ],
)
def test_sentence_judges_only_where_the_direction_is_known(
    direction: str, actual: str, words: str
) -> None:
    series = with_better(direction, target_2019="90", actual_2019=actual)
    assert sentence(series, 2019, RULES) == words


def test_sentence_compares_with_the_year_before_in_points() -> None:
    series = with_better("up", actual_2018="80.7", actual_2019="87.4")
    assert sentence(series, 2019, RULES).endswith("前の年度より6.7ポイント増えました。")


def test_sentence_says_why_there_is_no_actual() -> None:
    pending = Value(fiscal_year=2019, measure="actual", missing="pending", printed="集計中")
    series = with_better("up", target_2019="90", actual_2019=pending)
    assert sentence(series, 2019, RULES) == "令和元年度の実績はありません(集計中)。目標は90%です。"


def test_sentence_says_of_which_year_a_carried_value_is() -> None:
    carried = Value(fiscal_year=2019, observed_year=2017, measure="actual", value="32.2")
    series = with_better("up", actual_2019=carried)
    assert sentence(series, 2019, RULES) == "令和元年度の欄にあるのは平成29年度の実績32.2%です。"


def test_sentence_never_states_a_doubtful_value_as_fact() -> None:
    doubt = Value(fiscal_year=2019, measure="actual", value="99", printed="99", flags=("shifted",))
    told = sentence(with_better("up", target_2019="90", actual_2019=doubt), 2019, RULES)
    assert "確かではありません" in told
    assert "達しました" not in told


def test_picture_in_words_tells_the_trend_apart() -> None:
    told = picture(with_better("up", actual_2019="80", trend_2019="75"))
    assert told == "実績: 2019年度80%。成り行き: 2019年度75%。"


def test_picture_in_words_marks_what_is_missing() -> None:
    blank = Value(fiscal_year=2019, measure="actual", missing="not_surveyed")
    told = picture(with_better("up", actual_2018="80", actual_2019=blank))
    assert told == "実績: 2018年度80%、2019年度は調査なし。"
