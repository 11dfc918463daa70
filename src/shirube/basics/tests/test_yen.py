"""Printed units to yen and back to words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.basics.yen import UNITS, in_print, to_yen, yen_per


@pytest.mark.parametrize(
    ("number", "unit", "yen"),
    [
        ("2450", "千円", "2450000"),
        ("1355.3925", "千円", "1355392.5"),
        ("-3", " 千 円", "-3000"),
        ("12", "億円", "1200000000"),
        ("5", "円", "5"),
    ],
)
def test_printed_units(number: str, unit: str, yen: str) -> None:
    assert to_yen(Decimal(number), unit) == Decimal(yen)


def test_unknown_unit() -> None:
    with pytest.raises(KeyError):
        yen_per("ドル")


@pytest.mark.parametrize(
    ("yen", "words"),
    [
        ("0", "0円"),
        ("980", "980円"),
        ("-3000", "-3,000円"),
        ("51200000", "5,120万円"),
        ("903480000", "9億348万円"),
        ("1355392.5", "1,355,392.5円"),
        ("95024500", "約9,502万円"),
        ("100000000", "1億円"),
    ],
)
def test_words_for_people(yen: str, words: str) -> None:
    assert in_print(Decimal(yen)) == words


@given(st.decimals(0, 10**20, places=0), st.sampled_from(sorted(UNITS)))
def test_nothing_is_rounded(number: Decimal, unit: str) -> None:
    assert to_yen(number, unit) / UNITS[unit] == number
