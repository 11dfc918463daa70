"""Codes of real municipalities, and what a spreadsheet leaves of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.basics.municipality_code import (
    check_digit,
    is_municipality_code,
    parse_municipality_code,
)

REAL = ["132217", "132152", "132080", "132101", "032034", "131016", "011002", "472018", "130001"]


@pytest.mark.parametrize("code", REAL)
def test_real_codes(code: str) -> None:
    assert is_municipality_code(code)
    assert check_digit(code[:5]) == code[5]
    assert parse_municipality_code(code) == code


@pytest.mark.parametrize("code", REAL)
def test_check_digit_left_out(code: str) -> None:
    if code[0] != "0":
        assert parse_municipality_code(code[:5]) == code


@pytest.mark.parametrize(("typed", "code"), [("32034", "032034"), (" １３２２１７ ", "132217")])
def test_dropped_zero_and_wide_digits(typed: str, code: str) -> None:
    assert parse_municipality_code(typed) == code


def test_two_readings_are_not_decided() -> None:
    # PPMMM without its check digit, or PMMMC of 0PMMMC: both could be real
    ambiguous = next(
        f"{number}"
        for number in range(13101, 47700)
        if is_municipality_code(f"0{number}")
        and 100 <= number // 10 % 1000 < 700
        and 100 <= number % 1000 < 700
    )
    with pytest.raises(ValueError, match="6桁で"):
        parse_municipality_code(ambiguous)


@pytest.mark.parametrize("typed", ["", "1322", "1322177", "清瀬市", "132218", "99999"])
def test_no_code(typed: str) -> None:
    with pytest.raises(ValueError, match=r"桁|検査数字"):
        parse_municipality_code(typed)


@given(st.text())
def test_anything_typed_is_a_code_or_a_value_error(text: str) -> None:
    try:
        code = parse_municipality_code(text)
    except ValueError:
        return
    assert is_municipality_code(code)


@given(st.sampled_from(REAL), st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_is_found(code: str, place: int, shift: int) -> None:
    wrong = str((int(code[place]) + shift) % 10)
    changed = code[:place] + wrong + code[place + 1 :]
    # 11 − 0 and 11 − 10 share their last digit with 1 and 0: two remainders cannot be told apart
    if check_digit(changed[:5]) != changed[5]:
        assert not is_municipality_code(changed)
