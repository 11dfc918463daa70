"""Japanese fiscal years and eras, both directions; a year is named by its April."""

import re
from datetime import date

from shirube.basics.japanese_text import nfkc

# Year before the first of each era: 令和1 = 2018 + 1.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
# Fiscal year in which an era took over; 2019 is called 令和元年度.
_FIRST_YEARS = (("令和", 2019), ("平成", 1989), ("昭和", 1926), ("大正", 1912), ("明治", 1868))

_ERA = r"(?P<era>令和|平成|昭和|大正|明治|(?<![A-Za-z])[RHSTM](?![A-Za-z]))"
_PATTERN = re.compile(
    rf"{_ERA}\s*\.?\s*(?P<no>元|\d{{1,3}})\s*(?:年度?|\b|(?=\D|$))"
    r"|(?P<western>(?:18|19|20|21)\d\d)\s*(?:年度?|\b)"
)


def fiscal_year(day: date) -> int:
    """FY2026 runs from 2026-04-01 to 2027-03-31."""
    # April opens the year: 31 March still belongs to the year before.
    return day.year if day.month >= 4 else day.year - 1


def first_day(year: int) -> date:
    """1 April, the first day of a fiscal year."""
    return date(year, 4, 1)


def last_day(year: int) -> date:
    """31 March of the following calendar year."""
    return date(year + 1, 3, 31)


def era_year(era: str, number: int) -> int:
    """The western year: ("平成", 32) → 2020; eras go on past their end as print does.

    Raises KeyError for an unknown era and ValueError for a number below one.
    """
    if number < 1:
        raise ValueError(f"{era}{number}: an era has no year {number}")
    return ERAS[LETTERS.get(era.upper(), era)] + number


def years_in(text: str) -> list[int]:
    """Every year named in a text, in order: 「平成29、令和2年度」 → [2017, 2020].

    A bare number after a year of the same era is not taken for a year.
    """
    return [_year_of(match) for match in _PATTERN.finditer(nfkc(text))]


def parse_fiscal_year(text: str) -> int | None:
    """The one year a text names, or None when it names none or several different ones."""
    found = set(years_in(text))
    return found.pop() if len(found) == 1 else None


def _year_of(match: re.Match[str]) -> int:
    if match["western"]:
        return int(match["western"])
    number = 1 if match["no"] == "元" else int(match["no"])
    return era_year(match["era"], max(number, 1))


def in_era(year: int) -> str:
    """The year as it is called today: 2019 → 令和元, 2024 → 令和6. Before 1868 the western year."""
    for era, first in _FIRST_YEARS:
        if year >= first:
            number = year - ERAS[era]
            return f"{era}{'元' if number == 1 else number}"
    return str(year)


def in_print(year: int) -> str:
    """For people: 令和6年度(2024)."""
    return f"{in_era(year)}年度({year})"
