"""Worked cases (computed by hand and with R's prop.test without correction), and what must hold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.reckon import Share, distinguishable, interval

D = Decimal


def bounds(percent: str, answers: int, population: int | None = None) -> tuple[str, str]:
    found = interval(Share(D(percent), answers, population))
    return str(found.low), str(found.high)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (("50", 100, None), ("40.4", "59.6")),
        (("0", 20, None), ("0.0", "16.1")),
        (("100", 20, None), ("83.9", "100.0")),
        (("21.8", 1016, None), ("19.4", "24.4")),
        (("50", 100, 101), ("49.0", "51.0")),
        (("50", 100, 100), ("50.0", "50.0")),
    ],
)
def test_worked_cases(share: tuple[str, int, int | None], expected: tuple[str, str]) -> None:
    assert bounds(*share) == expected


def test_what_may_be_chance() -> None:
    assert not distinguishable(Share(D("21.8"), 300), Share(D("27.2"), 300))
    assert distinguishable(Share(D("21.8"), 1016), Share(D("27.2"), 1016))
    assert distinguishable(Share(D("21.8"), 100, 100), Share(D("21.9"), 100, 100))


@pytest.mark.parametrize(
    "share", [("101", 10, None), ("-1", 10, None), ("5", 0, None), ("5", 9, 8)]
)
def test_what_cannot_be(share: tuple[str, int, int | None]) -> None:
    with pytest.raises(ValueError, match="no share"):
        interval(Share(D(share[0]), share[1], share[2]))


@given(st.decimals(0, 100, places=1), st.integers(1, 10**6), st.integers(0, 10**7))
def test_it_holds_the_share_and_a_census_is_narrower(percent: D, n: int, more: int) -> None:
    sample, finite = interval(Share(percent, n)), interval(Share(percent, n, n + more))
    assert sample.low <= percent <= sample.high
    assert D(0) <= sample.low <= finite.low <= finite.high <= sample.high <= D(100)
