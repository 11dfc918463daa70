"""Finance tables as they come: what is read, what is listed with its place."""

from dataclasses import replace

import pytest

from shirube.basics.problems import Problem
from shirube.budget.tables.headers import propose
from shirube.budget.tables.lines import Slot
from shirube.budget.tables.reading import Expected, read_table
from shirube.budget.tests.tables import (
    CITY,
    CRECHE,
    HEADER,
    ROADS,
    codes,
    csv,
    proposed,
    read,
    xlsx,
)

SETTLED, INITIAL = Slot("settlement"), Slot("initial_budget")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_table_in_any_encoding(encoding: str) -> None:
    reading = read(csv(CRECHE, ROADS, encoding=encoding))
    assert codes(reading) == []
    assert [line.account for line in reading.lines] == ["01-03-02-01-01", "01-08-02-01-01"]
    assert reading.lines[0].yen(SETTLED) == 45_200_123
    assert reading.lines[0].division == "子ども課"


def test_a_workbook_with_a_title_and_levels_in_columns() -> None:
    rows: list[list[object]] = [
        ["令和6年度 歳出決算", None, None, None, None, None, None],
        ["会計", "款", "項", "目", "事業コード", "事業名", "決算額(千円)"],
        [1, 3, 2, 1, 1, "児童館運営費", 45200],
    ]
    reading = read(xlsx(rows), money_unit=None)
    assert reading.lines[0].account == "01-03-02-01-01"
    assert reading.lines[0].yen(SETTLED) == 45_200_000
    assert codes(reading) == [("finance_zeros_restored", "決算!3")]


def test_codes_that_lost_their_zeros() -> None:
    rows: list[list[object]] = [
        ["科目コード", "事業名", "決算額"],
        [110050109, "市民協働費", 1000],
        [1100501, "桁の足りない行", 2000],
    ]
    reading = read(xlsx(rows))
    assert [line.account for line in reading.lines] == ["01-10-05-01-09"]
    assert codes(reading) == [
        ("finance_code_unreadable", "決算!3"),
        ("finance_zeros_restored", "決算!2"),
    ]
    assert reading.left_out[0].yen == {SETTLED: 2000}


def test_totals_among_the_rows_are_not_counted_but_checked() -> None:
    good = read(csv(CRECHE, ROADS, ",合計,,82000000,80600579"))
    assert len(good.lines) == 2
    assert codes(good) == []
    bad = read(csv(CRECHE, ",民生費計,,46000000,45200123", ROADS, ",合計,,82000000,80600580"))
    assert codes(bad) == [("finance_total_differs", "5")]


def test_a_chapter_with_money_is_a_total_of_what_is_below() -> None:
    header = "会計,款,項,目,事業コード,事業名,決算額"
    rows = ("01,03,,,,民生費,300", "01,03,02,01,01,児童館,100", "01,03,02,01,02,居場所,200")
    assert codes(read(csv(*rows, header=header))) == []
    alone = read(csv("01,04,,,,衛生費,50", *rows, header=header))
    assert codes(alone) == [("finance_code_partial", "2")]
    assert sum(left.yen[SETTLED] for left in alone.left_out) == 50


def test_a_word_that_only_ends_like_a_total() -> None:
    reading = read(
        csv("01-02-05-01-01,統計調査費,総務課,10,9", "01-02-05-01-02,実施設計,総務課,1,1")
    )
    assert len(reading.lines) == 2


def test_a_row_without_a_code() -> None:
    reading = read(csv(CRECHE, ",名前だけの事業,総務課,10,7"))
    assert codes(reading) == [("finance_code_missing", "3")]
    assert reading.left_out[0].yen == {INITIAL: 10, SETTLED: 7}


def test_the_same_row_twice_is_counted_neither_time() -> None:
    reading = read(csv(CRECHE, CRECHE, ROADS))
    assert [line.account for line in reading.lines] == ["01-08-02-01-01"]
    assert codes(reading) == [("finance_row_twice", "2")]
    assert len(reading.left_out) == 2


def test_rows_by_setsu_are_added_up() -> None:
    header = "科目コード,節,予算事業名,決算額"
    rows = ("01-03-02-01-01,10,児童館,100", "01-03-02-01-01,12,児童館,250")
    reading = read(csv(*rows, header=header))
    assert reading.lines[0].yen(SETTLED) == 350
    without = proposed(csv(*rows, header=header))
    columns = tuple(one for one in without.columns if one.role != "node")
    again = read_table(
        csv(*rows, header=header), without.model_copy(update={"columns": columns}), CITY
    )
    assert codes(again) == [("finance_account_twice", "2")]


def test_only_the_setsu_that_is_a_transfer_is_counted_elsewhere() -> None:
    header = "科目コード,節,予算事業名,決算額"
    rows = ("01-03-02-01-01,10,保険の事務,100", "01-03-02-01-01,27繰出金,保険の事務,250")
    line = read(csv(*rows, header=header)).lines[0]
    assert (line.yen(SETTLED), line.amounts[0].transferred, line.transfer) == (350, 250, False)
    assert line.marked(transfer=False).amounts[0].transferred == 0


def test_blank_dash_zero_and_minus_are_different() -> None:
    rows = ("01-01-01-01-01,空欄,,,", "01-01-01-01-02,横線,,－,0", "01-01-01-01-03,減,,▲1,△2")
    reading = read(csv(*rows))
    said = [[(one.yen, one.missing) for one in line.amounts] for line in reading.lines]
    assert said == [
        [(None, "blank"), (None, "blank")],
        [(None, "dash"), (0, None)],
        [(-1, None), (-2, None)],
    ]


@pytest.mark.parametrize(
    ("preface", "given", "code"),
    [
        ("単位：千円,,,,", "円", "money_units_differ"),
        ("（単位：千円）,（単位：円）,,,", None, "money_units_differ"),
        (",,,,", None, "money_unit_not_stated"),
    ],
)
def test_units_are_stated_never_guessed(preface: str, given: str | None, code: str) -> None:
    document = csv(HEADER, CRECHE, header=preface)
    reading = read(document, money_unit=given)
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.failed
    assert reading.lines == ()


def test_a_column_that_states_its_unit_and_a_cell_that_does() -> None:
    header = "科目コード,予算事業名,当初予算額(千円),決算額(円)"
    reading = read(csv("01-01-01-01-01,議会費,5,4900", header=header), money_unit=None)
    assert [one.yen for one in reading.lines[0].amounts] == [5000, 4900]
    reading = read(csv("01-01-01-01-01,議会費,,5千円,4900円"))
    assert [one.yen for one in reading.lines[0].amounts] == [5000, 4900]


@pytest.mark.parametrize("text", ["1.5", "約100", "12人", "1 2", "不詳", "9" * 20])
def test_an_amount_that_is_none(text: str) -> None:
    reading = read(csv(f"01-01-01-01-01,議会費,,{text},1"))
    assert reading.lines == ()
    assert reading.problems[0].at == "D2"
    assert reading.problems[0].refused


def test_another_municipality() -> None:
    header = "団体コード,科目コード,予算事業名,決算額"
    reading = read(csv("132217,01-01-01-01-01,議会費,1", header=header))
    assert codes(reading) == [("finance_other_municipality", None)]
    by_name = read(csv(HEADER, CRECHE, header="隣町市令和6年度決算,,,,"))
    assert codes(by_name) == [("finance_other_municipality", None)]
    assert codes(read(csv(HEADER, CRECHE, header="見本市令和6年度決算,,,,"))) == []


def test_lines_of_another_year() -> None:
    header = "年度,科目コード,予算事業名,決算額"
    rows = ("令和6,01-01-01-01-01,議会費,1", "2023,01-01-01-01-01,議会費,1", "x,01-01-01-01-02,z,1")
    reading = read(csv(*rows, header=header))
    assert [line.fiscal_year for line in reading.lines] == [2024]
    assert codes(reading) == [("finance_other_year", "A3"), ("finance_year_unreadable", "A4")]


def test_one_stage_a_row() -> None:
    header = "科目コード,予算事業名,区分,金額"
    rows = ("当初予算,100", "第1号補正,20", "補正予算(第2号),▲5", "予算現額,115")
    reading = read(csv(*(f"01-01-01-01-01,議会費,{row}" for row in rows), header=header))
    assert codes(reading) == []
    line = reading.lines[0]
    assert line.yen(Slot("supplementary", 2)) == -5
    assert line.yen(Slot("current_budget")) == 115


def test_current_budget_and_sources_that_do_not_add_up() -> None:
    header = (
        "科目コード,予算事業名,当初予算額,補正予算額(第1号),前年度繰越額,流用額,予算現額,決算額,"
        "国庫支出金,一般財源"
    )
    row = "01-01-01-01-01,議会費,100,20,5,-1,125,120,50,71"
    reading = read(csv(row, header=header), sources_of="settlement")
    assert codes(reading) == [("finance_sources_differ", "I2"), ("finance_current_differs", "2")]
    assert codes(read(csv(row, header=header))) == [("finance_sources_without_stage", None)]


def test_transfers_are_marked() -> None:
    reading = read(csv("01-03-03-01-90,国民健康保険会計繰出金,保険課,10,10", CRECHE))
    assert [line.transfer for line in reading.lines] == [True, False]


def test_a_wrong_file() -> None:
    found = propose(csv("1,2", header="名前,値段"))
    assert isinstance(found, Problem)
    assert found.code == "not_a_finance_table"
    mapping = proposed(csv(CRECHE))
    other = read_table(csv("1,2", header="科目コード,当初予算額"), mapping, CITY)
    assert other.problems[0].values == {"columns": "予算事業名、担当課、決算額"}


def test_a_year_that_nobody_says() -> None:
    reading = read(csv(CRECHE), Expected("999997", "見本市"))
    assert codes(reading) == [("finance_year_missing", "2")]


OTHER_YEAR: list[list[object]] = [
    ["令和7年度 歳出予算執行状況"],
    ["出力日 令和8年4月10日"],
    ["科目コード", "事業名", "決算額"],
    ["01-03-02-01-01", "児童館運営費", 1000],
]


def test_a_year_above_the_table_is_the_year_where_nobody_says_another() -> None:
    reading = read(xlsx(OTHER_YEAR), expected=replace(CITY, fiscal_year=None))
    assert [line.fiscal_year for line in reading.lines] == [2025]


def test_a_year_above_the_table_that_differs_stops_it() -> None:
    reading = read(xlsx(OTHER_YEAR))
    assert reading.lines == ()
    assert codes(reading) == [("finance_year_above_differs", None)]
    assert "令和7年度(2025)" in reading.problems[0].text("ja")


def test_a_column_of_another_year_is_not_of_this_one() -> None:
    header = "科目コード,予算事業名,令和5年度決算額,令和6年度当初予算額"
    document = csv("01-03-02-01-01,児童館,900,1000", header=header)
    assert codes(read(document)) == [("finance_column_of_another_year", "1")]
    mapping = proposed(document)
    used = tuple(one for one in mapping.columns if one.role != "settlement")
    reading = read_table(document, mapping.model_copy(update={"columns": used}), CITY)
    assert reading.lines[0].yen(INITIAL) == 1000


def test_the_number_of_a_project_in_a_column_that_is_just_called_project() -> None:
    header = "会計,款,項,目,事業,事業名,決算額"
    reading = read(csv("1,3,2,1,9,子ども食堂,1000", header=header))
    assert [line.account for line in reading.lines] == ["01-03-02-01-09"]


def test_a_subtotal_that_differs_is_held_against_the_rows_above_it() -> None:
    rows = ["1,3,2,1,9,食堂,1000", ",,,,,小計,1500", "1,8,2,1,1,道,400"]
    reading = read(csv(*rows, header="会計,款,項,目,事業コード,事業名,決算額"))
    problem = next(one for one in reading.problems if one.code == "finance_total_differs")
    assert problem.values["difference"] == "500"
