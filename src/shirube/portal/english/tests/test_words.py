"""English sentences, and Japanese runs marked inside them."""

from decimal import Decimal
from html import unescape
from re import sub

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.basics.fiscal_year import in_english
from shirube.charts.series import Statement, join
from shirube.designs.model import Achievement, Grade, Scale
from shirube.portal.english import words
from shirube.portal.english.marking import has_japanese, marked, without_japanese
from shirube.portal.english.words.money import yen
from shirube.schema import Cost, Indicator, Rating, Value

RULES = Achievement()


def indicator(*values: Value, **more: object) -> Indicator:
    return Indicator.model_validate({"name": "件数", "unit": "件", "better": "up", **more,
                                     "values": values})  # fmt: skip


def value(year: int, measure: str, number: str | None, **more: object) -> Value:
    fields = {"fiscal_year": year, "measure": measure, "value": number, "printed": number}
    return Value.model_validate(fields | more)


def said(*values: Value, year: int | None = 2024, **more: object) -> str:
    return words.sentence(join([Statement(indicator(*values, **more), year, "")]), year, RULES)


@pytest.mark.parametrize(
    ("year", "called"),
    [(2024, "FY2024 (Reiwa 6)"), (2019, "FY2019 (Reiwa 1)"), (2018, "FY2018 (Heisei 30)"),
     (1989, "FY1989 (Heisei 1)"), (1970, "FY1970 (Showa 45)"), (1867, "FY1867")],
)  # fmt: skip
def test_years(year: int, called: str) -> None:
    assert in_english(year) == called


def test_target_reached_and_missed() -> None:
    target = value(2024, "target", "10")
    assert said(target, value(2024, "actual", "10")) == (
        "In FY2024 (Reiwa 6) the actual was 10 件 against a target of 10 件: reached.")  # fmt: skip
    assert said(target, value(2024, "actual", "9")).endswith("not reached.")
    assert said(target, value(2024, "actual", "9"), better=None).endswith("a target of 10 件.")


def test_against_the_year_before() -> None:
    both = (value(2023, "actual", "40"), value(2024, "actual", "38.5"))
    assert said(*both).endswith("That is 1.5 件 less than in the year before.")
    assert said(*both, unit="％").endswith("That is 1.5 points less than in the year before.")


def test_missing_doubtful_and_carried_actuals() -> None:
    assert said(value(2024, "actual", None, missing="pending")) == (
        "There is no actual for FY2024 (Reiwa 6) (pending).")  # fmt: skip
    assert said() == "There is no actual for FY2024 (Reiwa 6) (not stated)."
    assert "reads “9”, but is doubtful (glued)" in said(
        value(2024, "actual", "9", flags=("glued",))
    )
    carried = said(value(2024, "actual", "9", observed_year=2022))
    assert "is the actual of FY2022 (Reiwa 4): 9 件" in carried


def test_a_plan_says_from_where_to_where() -> None:
    values = (value(2019, "baseline", "5"), value(2025, "target", "8"))
    assert said(*values, year=None) == (
        "The baseline was 5 件 (FY2019, Reiwa 1), the target is 8 件 (FY2025, Reiwa 7)."
    )


@pytest.mark.parametrize(
    ("more", "inputs"),
    [
        ({"better": "up"}, ("120.0%", "actual ÷ target", "12 ÷ 10")),
        ({"better": "down"}, ("83.3%", "target ÷ actual", "10 ÷ 12")),
    ],
)
def test_achievement_with_formula_and_inputs(
    more: dict[str, str], inputs: tuple[str, str, str]
) -> None:
    both = (value(2024, "target", "10"), value(2024, "actual", "12"))
    told = words.reached(indicator(*both, **more), 2024, RULES)
    assert (told.percent, told.formula, told.inputs) == inputs


@pytest.mark.parametrize(
    ("of", "reason"),
    [
        (indicator(better=None), "direction is better is not known"),
        (indicator(better="range"), "no formula"),
        (indicator(value(2024, "actual", "1")), "there is no target"),
        (indicator(value(2024, "target", "0"), value(2024, "actual", "1")), "target is zero"),
        (indicator(value(2024, "target", "2", flags=("ghost",)), value(2024, "actual", "1")),
         "there is no target"),
    ],
    ids=["direction", "formula", "no target", "zero", "doubtful target"],
)  # fmt: skip
def test_why_there_is_no_rate(of: Indicator, reason: str) -> None:
    told = words.reached(of, 2024, RULES)
    assert reason in told.reason
    assert (told.percent, told.met) == ("", None)


def test_the_picture_in_words_holds_no_japanese() -> None:
    odd = value(2023, "actual", None, printed="二百", flags=("unreadable",))
    series = join([Statement(indicator(odd, value(2024, "actual", "9")), 2024, "")])
    assert words.picture(series) == "Actual: FY2023 not readable, FY2024 9."


def test_yen_are_whole_and_the_printed_unit_is_named() -> None:
    assert yen(Decimal("51200000.000")) == "51,200,000 yen"
    assert yen(Decimal("1355392.50")) == "1,355,392.5 yen"
    costs = [Cost(stage="settlement", item="total", unit="千円"),
             Cost(stage="settlement", item="hours", unit="時間")]  # fmt: skip
    assert words.printed_unit(costs) == "Yen. The form prints 千円 (= 1,000 yen)."


def test_a_rating_says_where_its_mark_stands() -> None:
    grades = (Grade(value="順調", order=2, tone="good", meaning=""),
              Grade(value="停滞", order=1, tone="bad", meaning=""))  # fmt: skip
    scale = Scale.model_validate({"key": "s", "title": {"ja": "", "en": ""}, "grades": grades})

    def told(**fields: object) -> str:
        of = Rating.model_validate({"key": "k", "scale": "s", **fields})
        found = words.rating(of, scale)
        return f"{found['word']} {found['place']}".strip()

    assert told(value="停滞") == "停滞 (poor: grade 2 of 2)"
    assert told(value="別") == "別"
    assert told(value="順調", flags=("unknown_choice",)).startswith("順調 (doubtful: ")
    assert told(missing="lost") == "lost"


def test_only_japanese_is_marked() -> None:
    assert marked("Account: 款") == 'Account: <span lang="ja">款</span>'
    assert marked("市民まつり 2019年 <b>") == '<span lang="ja">市民まつり 2019年</span> &lt;b&gt;'
    assert without_japanese("Program 5ア") == "Program 5"


@given(st.text())
def test_marking_loses_nothing_and_leaves_nothing_unmarked(text: str) -> None:
    html = marked(text)
    assert unescape(sub(r"</?span[^>]*>", "", html)) == text
    assert not has_japanese(sub(r'<span lang="ja">.*?</span>', "", html, flags=16))
