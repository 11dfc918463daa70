"""Differences: field by field, in words, whatever row an item stands in."""

import pytest

from shirube.schema import Issue, NextAction, Project, Rating, Sheet
from shirube.schema.codes import label
from shirube.schema.words import Source
from shirube.sheets.content import meaning
from shirube.sheets.differences import Difference, differences, rating_names
from shirube.sheets.forms import files
from shirube.sheets.tests.build import OTHER_FILE, indicator, sheet, value


def with_values(*texts: str | None) -> Sheet:
    cells = (value(2019 + n, text, f"L{n}C2") for n, text in enumerate(texts))
    return sheet(indicators=(indicator("相談件数", *cells),))


def test_same_sheet() -> None:
    assert differences(sheet(), sheet()) == ()


def test_one_value() -> None:
    path = "指標 ① 相談件数 › 値 令和2年度(2020) 実績値"
    assert differences(with_values("1", "2"), with_values("1", "3")) == (
        Difference(path, "2", "3"),
    )


def test_printed_alike_and_understood_differently() -> None:
    """A correction of what the program read must show, though the print is the same."""
    read = value(2019, None, "L10C2", printed="l20", missing="unreadable")
    corrected = read.model_copy(update={"value": "120", "missing": None})
    (found,) = differences(
        sheet(indicators=(indicator("相談件数", read),)),
        sheet(indicators=(indicator("相談件数", corrected),)),
    )
    assert found.before != found.after
    assert found.after == "l20(120)"


def test_english() -> None:
    found = differences(sheet(), sheet(title="別"), "en")
    assert found == (Difference("Title", "施策511", "別"),)


def test_value_that_went() -> None:
    found = differences(with_values("1", "2"), with_values("1"))
    assert [(item.before, item.after) for item in found] == [("2", None)]


def test_an_empty_cell_that_came_says_nothing() -> None:
    empty = value(2020, None, "L1C2", printed="", missing="blank")
    came = sheet(indicators=(indicator("相談件数", value(2019, "1", "L0C2"), empty),))
    assert differences(with_values("1"), came) == ()


def test_codes_are_said_in_words() -> None:
    rising = indicator("相談件数").model_copy(update={"better": "higher"})
    found = differences(sheet(indicators=(indicator("相談件数"),)), sheet(indicators=(rising,)))
    assert [item.after for item in found] == [label("better", "higher", "ja")]


def test_inserted_row_is_one_difference() -> None:
    rows = [Project(name=f"事業{n}") for n in range(3)]
    found = differences(
        sheet(projects=tuple(rows)), sheet(projects=(Project(name="新事業"), *rows))
    )
    assert found == (Difference("事業 新事業", None, "新事業"),)


def test_two_items_of_one_name_are_told_apart() -> None:
    one, other = Project(name="事業", unit="甲課"), Project(name="事業", unit="乙課")
    found = differences(
        sheet(projects=(one, other)),
        sheet(projects=(one, other.model_copy(update={"unit": "丙課"}))),
    )
    assert [(item.before, item.after) for item in found] == [("乙課", "丙課")]


def test_doubt_is_a_difference() -> None:
    doubtful = sheet(
        indicators=(indicator("相談件数", value(2019, "120", "L10C2", flags=("shifted",))),)
    )
    assert [item.after for item in differences(sheet(), doubtful)] == [
        label("flag", "shifted", "ja")
    ]


def test_signs_of_the_design_are_no_words() -> None:
    rating = Rating(key="overall", scale="progress", value="順調")
    (found,) = differences(sheet(), sheet(ratings=(rating,)), ratings={"overall": "総合評価"})
    assert found == Difference("評価 総合評価", None, "順調")


def test_a_form_names_its_ratings_in_both_languages() -> None:
    design = files()["kunitachi_shisaku"]
    assert rating_names(design)["overall"] == "総合評価"
    assert rating_names(design, "en")["overall"] == "Overall evaluation"


def test_when_a_next_action_begins_is_said_with_its_year() -> None:
    def promised(year: int | None) -> Sheet:
        action = NextAction(text="窓口を増やす", from_fiscal_year=year)
        return sheet(issues=(Issue(no="1", text="待ち時間", next_actions=(action,)),))

    (moved,) = differences(promised(2021), promised(2023))
    assert moved[1:] == ("令和3年度(2021)", "令和5年度(2023)")
    (came,) = differences(sheet(issues=(Issue(no="1", text="待ち時間"),)), promised(2021))
    assert came.after == "窓口を増やす、いつから 令和3年度(2021)"


@pytest.mark.parametrize(
    "update",
    [
        {"source": Source(file="other.txt", sha256=OTHER_FILE, first_line=99)},
        {"standing": "confirmed"},
        {"design_version": "2"},
    ],
    ids=["file and lines", "standing", "version of the design"],
)
def test_how_it_was_read_is_not_what_it_says(update: dict[str, object]) -> None:
    other = sheet().model_copy(update=update)
    assert differences(sheet(), other) == ()
    assert meaning(sheet()) == meaning(other)


def test_meaning_differs_where_a_value_does() -> None:
    assert meaning(with_values("1")) != meaning(with_values("2"))
