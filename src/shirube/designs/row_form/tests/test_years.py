import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.designs.row_form.mapping import EraRule
from shirube.designs.row_form.years import read_year

ERAS = (EraRule(era="令和", last=19), EraRule(era="平成", first=20, last=31))


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ("7", 2025), ("７年度", 2025), ("元", 2019), ("31", 2019), ("令和元年度", 2019),
        ("H31", 2019), ("2025", 2025), ("0", None), ("32", None), ("", None), ("未定", None),
        ("令和5・6", 2023), ("²", None), ("1²", None), ("令和5年度、平成30年度", None),
    ],
)  # fmt: skip
def test_years_in_print(printed: str, year: int | None) -> None:
    assert read_year(printed, ERAS) == year


def test_number_that_two_eras_claim_is_no_year() -> None:
    assert read_year("7", (EraRule(era="令和"), EraRule(era="平成"))) is None


@given(st.text(max_size=12))
def test_any_text_is_a_year_of_the_eras_or_none(text: str) -> None:
    year = read_year(text, ERAS)
    assert year is None or 1868 <= year <= 2199 + 999


@given(st.integers(min_value=1, max_value=19))
def test_bare_number_is_a_year_of_reiwa(number: int) -> None:
    assert read_year(str(number), ERAS) == 2018 + number
