"""Other volumes of the same form, and files that lost something: read rightly or doubted."""

import re

import pytest

from shirube.designs.program_form.tests.forms import FORMS, Form, read_text
from shirube.designs.program_form.tests.truth import Score, score_sheet
from shirube.importers.read import Reading
from shirube.schema import Sheet

FULL_WIDTH = {ord(c): ord(c) + 0xFEE0 for c in "0123456789%,.()"}


def score(form: Form, reading: Reading) -> Score:
    truth, total = form.truth, Score()
    for sheet in reading.sheets:
        total.add(score_sheet(sheet, truth[sheet.code], truth))
    return total


def one_sheet(text: str, code: str) -> str:
    parts = re.split(r"(?m)(?=^1\. 基本情報)", text)
    return next(part for part in parts if f"施策コード\t{code}" in part)


def only(reading: Reading) -> Sheet:
    (sheet,) = reading.sheets
    return sheet


HARMLESS = {
    "full-width digits": lambda text: text.translate(FULL_WIDTH),
    "trailing tabs dropped": lambda text: re.sub(r"(?m)\t+$", "", text),
    "blank lines dropped": lambda text: re.sub(r"\n\s*\n+", "\n", text),
    "every line indented": lambda text: re.sub(r"(?m)^(?=\S)", " ", text),
    "page numbers between": lambda text: text.replace("\n4. ", "\n- 3 -\n\n4. "),
    "headings without a dot": lambda text: re.sub(r"(?m)^(\d)\. (?=\S+$)", r"\1　", text),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "a title before": lambda text: f"令和9年度 施策評価シート\n\n{text}",
}


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS.keys())
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_what_is_harmless_changes_nothing(form: Form, change: object) -> None:
    assert callable(change)
    reading = read_text(change(form.sample))
    found = score(form, reading)
    assert found.wrong == []
    assert found.recall >= 0.99
    assert len(reading.sheets) == len(read_text(form.sample).sheets)
    assert all(not sheet.unplaced for sheet in reading.sheets)


def test_shift_jis_reads_as_utf_8() -> None:
    # Shift_JIS knows the long dash only as the horizontal bar.
    text = FORMS[0].fixture.replace("—", "―")

    def plain(reading: Reading) -> list[Sheet]:
        return [sheet.model_copy(update={"source": None}) for sheet in reading.sheets]

    assert plain(read_text(text, "cp932")) == plain(read_text(text))


def test_no_lost_cell_ever_gives_a_wrong_number() -> None:
    form = FORMS[0]
    lines = one_sheet(form.sample, "521").split("\n")
    for number, line in enumerate(lines):
        cells = line.split("\t")
        if len(cells) < 6:
            continue
        for cell in range(len(cells)):
            less = "\t".join(cells[:cell] + cells[cell + 1 :])
            reading = read_text("\n".join([*lines[:number], less, *lines[number + 1 :]]))
            assert score(form, reading).wrong == [], (number, cell)


def test_another_year_moves_every_column() -> None:
    form = FORMS[0]
    later = form.sample.replace("令和元", "令和3").replace("平成30年度", "令和2年度")
    sheet = read_text(later).sheets[0]
    assert sheet.fiscal_year == 2021
    assert {cost.fiscal_year for cost in sheet.costs} == {2020, 2021}
    assert [value.fiscal_year for value in sheet.indicators[0].of("target")][:2] == [2020, 2021]


def test_an_era_past_its_end() -> None:
    sheet = only(read_text(FORMS[1].sample.replace("令和4年度\t", "平成34年度\t")))
    assert [v.fiscal_year for v in sheet.indicators[0].of("target")][2] == 2022


def test_one_more_project_is_one_more_project() -> None:
    form = FORMS[0]
    row = "0909090909\t追加の事業\t対象\t2\t企画課\t1\t2\t3\n"
    sheet = only(read_text(one_sheet(form.sample, "511").replace("総事業費", row + "総事業費")))
    assert len(sheet.projects) == 7
    assert [cost.amount for cost in sheet.projects[-1].costs] == ["1000", "2000", "3000"]
    assert [cost.amount for cost in sheet.costs] == ["95024000", "108114000", "185074000"]


def test_two_indicators_fewer() -> None:
    form = FORMS[0]
    text = re.sub(r"(?ms)^②\t名称.*?(?=^※平成|\n\n)", "", one_sheet(form.sample, "513"))
    sheet = only(read_text(text))
    assert [indicator.no for indicator in sheet.indicators] == ["①"]


def test_money_in_yen() -> None:
    sheet = only(read_text(one_sheet(FORMS[0].sample, "511").replace("千円", "円")))
    first = sheet.costs[0]
    assert (first.amount, first.unit, first.flags) == ("95024", "円", ())


def test_money_without_a_unit_is_doubted() -> None:
    sheet = only(read_text(one_sheet(FORMS[0].sample, "511").replace("(単位:千円)", "")))
    assert {cost.flags for cost in sheet.costs} == {("unit_inferred",)}


def test_one_row_shorter_than_its_neighbours_is_doubted() -> None:
    text = one_sheet(FORMS[0].sample, "513")
    sheet = only(read_text(text.replace("450,000\t470,000\t500,000", "450,000\t500,000")))
    targets = sheet.indicators[1].of("target")
    assert {value.flags for value in targets} == {("shifted",)}
    assert not any(value.flags for value in sheet.indicators[0].values)


def test_a_value_for_a_year_to_come_is_a_ghost() -> None:
    text = one_sheet(FORMS[0].sample, "513").replace(
        "339,480\t339,480\t\t", "339,480\t339,480\t1\t"
    )
    ghost = only(read_text(text)).indicators[1].get("actual", 2020)
    assert ghost is not None
    assert ghost.flags == ("ghost",)


@pytest.mark.parametrize(
    "cells", ["\t順調\t維持\t停滞\t", "\t\t", "\t順調 維持 停滞\t", "\t維持 に向かう。\t"]
)
def test_an_uncertain_mark_is_lost(cells: str) -> None:
    text = one_sheet(FORMS[0].sample, "521").replace("\t維持\t", cells)
    (rating,) = only(read_text(text)).ratings
    assert (rating.value, rating.missing) == (None, "lost")


def test_sections_in_another_order() -> None:
    form = FORMS[0]
    parts = re.split(r"(?m)(?=^\d\. \S+(?:\(.*\))?$)", one_sheet(form.sample, "512"))
    moved = "\n".join([parts[0], parts[4], parts[1], parts[7], parts[2], parts[3], *parts[5:7]])
    found = score(form, read_text(moved))
    assert found.wrong == []
    assert found.recall == 1


def test_a_sheet_cut_short_is_read_as_far_as_it_goes() -> None:
    form = FORMS[0]
    text = one_sheet(form.sample, "511")
    reading = read_text(text[: text.index("5. 評価")] + one_sheet(form.sample, "512"))
    assert [sheet.code for sheet in reading.sheets] == ["511", "512"]
    assert len(reading.sheets[0].indicators) == 2
    assert reading.sheets[0].ratings == ()
    (problem,) = reading.problems
    assert (problem.code, problem.at) == ("truncated", "L41")
    assert "5. 評価" in problem.values["reason"]


def test_a_lost_section_in_the_middle_is_named() -> None:
    text = one_sheet(FORMS[0].sample, "511").replace("3. 構成事業の状況\n", "")
    (problem,) = read_text(text).problems
    assert problem.code == "section_missing"


def test_a_heading_printed_again_on_the_next_page() -> None:
    form = FORMS[0]
    text = form.sample.replace("\n0110050118", "\n\n3. 構成事業の状況(続き)\n\n0110050118")
    assert score(form, read_text(text)).recall == 1


def test_a_sheet_whose_first_heading_is_lost_does_not_join_the_one_before() -> None:
    form = FORMS[0]
    text = one_sheet(form.sample, "511") + one_sheet(form.sample, "512").replace("1. 基本情報", "")
    assert [sheet.code for sheet in read_text(text).sheets] == ["511", "512"]


def test_issues_numbered_in_digits() -> None:
    text = one_sheet(FORMS[0].sample, "513")
    head, issues = text.split("7. 施策を進める")
    for circled, digit in zip("①②③", "123", strict=True):
        issues = issues.replace(f"{circled}\t", f"{digit}\t")
    sheet = only(read_text(f"{head}7. 施策を進める{issues}"))
    assert [issue.no for issue in sheet.issues] == ["1", "2", "3"]
    assert not sheet.unplaced
