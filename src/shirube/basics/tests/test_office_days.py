"""Office days over weekends, holidays and the turn of the year."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shirube.basics.office_days import after, between, is_open

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def test_weekend_and_holidays_are_closed() -> None:
    assert not is_open(date(2026, 5, 9))  # Saturday
    assert not is_open(date(2026, 5, 6))  # 振替休日 in Golden Week
    assert is_open(date(2026, 5, 7))


def test_turn_of_the_year_is_closed() -> None:
    assert after(date(2025, 12, 26), 1) == date(2026, 1, 5)  # Friday → Monday after 3 January


def test_late_by_office_days() -> None:
    assert between(date(2026, 6, 15), date(2026, 6, 12)) == -1  # Monday, due on Friday


@given(DAYS, st.integers(0, 60))
def test_after_and_between_are_inverse_on_open_days(day: date, days: int) -> None:
    start = after(day, 0)
    assert between(start, after(start, days)) == days
