"""Years in every spelling of municipal print, both directions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.basics.fiscal_year import (
    ERAS,
    era_year,
    first_day,
    fiscal_year,
    in_era,
    in_print,
    last_day,
    parse_fiscal_year,
    typed_year,
    year_span,
    years_in,
)


@pytest.mark.parametrize(
    "printed",
    [
        "令和元年度", "令和元 年度", "令和1年度", "令和１年度", "平成31年度", "R1", "H31", "Ｒ１",
        "R元", "R.1", "2019年度", "２０１９", "平成31/令和元", "令和元年度(2019)", "令 和 元 年 度",
        "㋿元年度", "2019年4月", "令和2年3月31日",
    ],
)  # fmt: skip
def test_many_spellings_of_2019(printed: str) -> None:
    assert parse_fiscal_year(printed) == 2019


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ("平成32年度", 2020), ("昭和64年", 1989), ("昭和100年", 2025), ("平成元年度", 1989),
        ("大正15年", 1926), ("明治元年", 1868), ("S63", 1988), ("(令和6 年度)", 2024),
        ("R2.3.31", 2019), ("2025年1月", 2024),
    ],
)  # fmt: skip
def test_eras_past_their_end_and_dates(printed: str, year: int) -> None:
    assert parse_fiscal_year(printed) == year


@pytest.mark.parametrize(
    "printed",
    ["", "0102010826", "0102019", "2,019人", "2019.5", "2000冊", "T5蛍光灯", "M7.0", "H2O",
     "令和0年度", "CSS3", "第3次", "94/107"],
)  # fmt: skip
def test_what_is_no_year(printed: str) -> None:
    assert years_in(printed) == []


def test_several_years() -> None:
    assert years_in("市政世論調査(平成29、令和2、5、8年度実施)") == [2017, 2020]
    assert parse_fiscal_year("令和2年度と令和3年度") is None


@pytest.mark.parametrize(
    "printed",
    ["R2–R9", "R2-R9", "令和2〜9年度", "令和2年度～令和9年度", "2020-2027",
     "計画期間は令和2年度から令和9年度まで"],
)  # fmt: skip
def test_spans(printed: str) -> None:
    assert year_span(printed) == (2020, 2027)


def test_span_across_eras_and_what_is_no_span() -> None:
    assert year_span("平成29年度から令和3年度まで") == (2017, 2021)
    assert year_span("R9-R2") is None
    assert year_span("令和2、3年度") is None


def test_april_opens_the_year() -> None:
    assert fiscal_year(date(2024, 3, 31)) == 2023
    assert fiscal_year(date(2024, 4, 1)) == 2024


@given(st.integers(1900, 2200))
def test_first_and_last_day_lie_in_the_year(year: int) -> None:
    assert fiscal_year(first_day(year)) == fiscal_year(last_day(year)) == year


@given(st.integers(1868, 2100))
def test_today_s_name_is_read_back(year: int) -> None:
    assert parse_fiscal_year(in_era(year)) == year
    assert parse_fiscal_year(in_print(year)) == year


@given(st.sampled_from(sorted(ERAS)), st.integers(1, 120))
def test_any_number_of_any_era(era: str, number: int) -> None:
    assert parse_fiscal_year(f"{era}{number}年度") == era_year(era, number)


def test_names_change_with_the_era() -> None:
    assert [in_era(year) for year in (2019, 2018, 1989, 1988, 1867)] == [
        "令和元", "平成30", "平成元", "昭和63", "1867",
    ]  # fmt: skip


def test_impossible_eras() -> None:
    with pytest.raises(ValueError, match="令和0"):
        era_year("令和", 0)
    with pytest.raises(KeyError):
        era_year("慶応", 3)


@given(st.text())
def test_never_raises(text: str) -> None:
    years_in(text)
    year_span(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和７", 2025),
        ("令和７年度", 2025),
        ("R7", 2025),
        (" ２０２５ ", 2025),
        ("2025年度", 2025),
        ("令和元年度", 2019),
        ("7", None),
        ("来年", None),
        ("", None),
        ("令和8年度(2026)", 2026),
        ("令和6・7", None),
        ("令和6、令和7", None),
    ],
)
def test_a_year_as_people_type_it(text: str, year: int | None) -> None:
    assert typed_year(text) == year
