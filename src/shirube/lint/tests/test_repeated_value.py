import pytest

from shirube.lint.rules import repeated_value
from shirube.lint.tests.bind import bind, indicator, narrative, sheet
from shirube.schema import Value

quiet, reports = bind(repeated_value.rule)

SAME = {2023: "339", 2024: "339"}
NAME = "市のウェブサイトへの年間アクセス件数"
GREW = narrative("広報に努めた結果、ウェブサイトのアクセス数が少しずつ伸びている。")


def test_text_and_number_agree() -> None:
    quiet(sheet(indicator(NAME, actual={2023: "339", 2024: "340"}), GREW))


def test_the_text_says_it_grew() -> None:
    found = reports(
        sheet(indicator(NAME, actual=SAME), GREW), kind="text_says_moved", printed="339"
    )
    assert found.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "アクセス数を維持している。",
        "アクセス数の増加を図る。",
        "ウェブサイトのアクセス数は増加していない。",
        "ウェブサイトの維持費が増加している。",
        "図書館の利用者数が増加している。",
        "ウェブサイトのアクセス数が今後減少していくと考える。",
    ],
)
def test_the_text_says_no_such_thing(text: str) -> None:
    quiet(sheet(indicator(NAME, actual=SAME), narrative(text)))


def test_a_long_number_seldom_comes_twice() -> None:
    long = indicator(NAME, actual={2023: "339,480", 2024: "339,480"})
    assert reports(sheet(long), kind="many_digits").severity == "notice"
    quiet(sheet(indicator("緑地の面積", actual=dict.fromkeys((2022, 2023, 2024), "43,267.29"))))
    quiet(sheet(indicator("延べ利用者数", actual={2023: "339,481", 2024: "339,481"})))


def test_only_the_evaluated_year_is_spoken_of() -> None:
    quiet(sheet(indicator(NAME, actual={2021: "339", 2022: "339", 2024: "400"}), GREW))


def test_one_survey_in_two_columns() -> None:
    old = Value(measure="actual", fiscal_year=2024, observed_year=2023, value="339")
    quiet(sheet(indicator(NAME, old, actual={2023: "339"}), GREW))


def test_nothing_twice_is_no_leftover() -> None:
    quiet(sheet(indicator(NAME, actual={2023: "0", 2024: "0"}), GREW))
