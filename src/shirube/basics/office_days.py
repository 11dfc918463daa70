"""Days on which a municipal office is open: not Saturdays, Sundays, holidays, 29 Dec - 3 Jan."""

from datetime import date, timedelta
from functools import lru_cache

import jpholiday

_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def is_open(day: date) -> bool:
    """Whether the office is open (行政機関の休日に関する法律 and the like for municipalities)."""
    if day.weekday() >= 5 or (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
        return False
    return not jpholiday.is_holiday(day)


def after(day: date, days: int) -> date:
    """The day ``days`` office days after ``day``; with 0 the day itself, or the next open one."""
    while not is_open(day):
        day += _DAY
    for _ in range(days):
        day += _DAY
        while not is_open(day):
            day += _DAY
    return day


def between(start: date, end: date) -> int:
    """Office days from ``start`` (not counted) to ``end`` (counted); negative when end is before.

    Friday to Monday is 1; a due date three office days ago gives -3.
    """
    if end < start:
        return -between(end, start)
    return sum(is_open(start + n * _DAY) for n in range(1, (end - start).days + 1))


def in_words(day: date) -> str:
    """「6月13日(金)」."""
    return f"{day.month}月{day.day}日({'月火水木金土日'[day.weekday()]})"
