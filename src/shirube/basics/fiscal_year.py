"""Japanese fiscal years and eras, both directions; a year is named by its April."""

import re
from datetime import date

from shirube.basics.japanese_text import nfkc, squeeze

# Year before the first of each era: 令和1 = 2018 + 1.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_IN_ENGLISH = {
    "令和": "Reiwa", "平成": "Heisei", "昭和": "Showa", "大正": "Taisho", "明治": "Meiji",
}  # fmt: skip
LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
# Fiscal year in which an era took over; 2019 is called 令和元年度.
_FIRST_YEARS = (("令和", 2019), ("平成", 1989), ("昭和", 1926), ("大正", 1912), ("明治", 1868))

# Printed titles are spaced out: 「令 和 ６ 年 度」. T and M mean too many other things (T5, M7).
_ERA = r"(?P<era>令\s?和|平\s?成|昭\s?和|大\s?正|明\s?治|(?<![A-Za-z0-9])[RHS])"
# 「令和2年3月」 and 「R2.3.31」
_MONTH = r"(?:\s*[年.]\s*(?P<month>1[0-2]|0?[1-9])\s*(?:月|\.\s*\d))?"
_PATTERN = re.compile(
    rf"{_ERA}\s*\.?\s*(?P<no>元|\d{{1,3}})(?![A-Za-z0-9]){_MONTH}"
    # not the end of a longer number, and not 「2,019」 「2019.5」 「2000人」
    rf"|(?<![\d,.])(?P<western>(?:18|19|20|21)\d\d)(?:(?=\s*年)|\b(?![,.]\d|\s*[%円人件]))"
    rf"{_MONTH.replace('month', 'western_month')}"
)
_TO = re.compile(r"\s*年?度?\s*(?:[~〜\-‐–—―−]|から)\s*(?P<short>\d{1,2}(?=\s*年))?")


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
    """Every fiscal year named in a text, in order: 「平成29、令和2年度」 → [2017, 2020].

    A date names the fiscal year it lies in: 「令和2年3月」 → [2019]. A bare number after a year of
    the same era is not taken for a year.
    """
    found = (_year_of(match) for match in _PATTERN.finditer(nfkc(text)))
    return [year for year in found if year is not None]


def parse_fiscal_year(text: str) -> int | None:
    """The one year a text names, or None when it names none or several different ones."""
    found = set(years_in(text))
    return found.pop() if len(found) == 1 else None


def typed_year(text: str) -> int | None:
    """The year that a person typed into a field for one: 「令和７」 「R7年度」 「２０２５」.

    None for anything else, also for several years or a number that is none.
    """
    typed = nfkc(text).strip()
    for said in (typed, f"{typed}年度"):
        # 「令和8年度(2026)」 is one year, 「令和6・7」 is not.
        if (year := parse_fiscal_year(said)) and not re.search(r"\d", _PATTERN.sub("", said)):
            return year
    return None


def year_span(text: str) -> tuple[int, int] | None:
    """First and last year of a printed span: 「R2–R9」 「令和2〜9年度」 → (2020, 2027).

    None when the text holds no such span, or one that runs backwards.
    """
    text = nfkc(text)
    years = [(match, _year_of(match)) for match in _PATTERN.finditer(text)]
    for place, (match, first) in enumerate(years):
        to = _TO.match(text, match.end())
        if first is None or to is None:
            continue
        last = None
        if to["short"] and match["era"]:
            last = era_year(_era(match), max(int(to["short"]), 1))
        elif place + 1 < len(years) and years[place + 1][0].start() == to.end():
            last = years[place + 1][1]
        if last is not None and last >= first:
            return first, last
    return None


def _era(match: re.Match[str]) -> str:
    return squeeze(match["era"])


def _year_of(match: re.Match[str]) -> int | None:
    month = match["month"] or match["western_month"]
    # January to March still belong to the fiscal year before.
    before = 1 if month and int(month) < 4 else 0
    if match["western"]:
        return int(match["western"]) - before
    number = 1 if match["no"] == "元" else int(match["no"])
    return era_year(_era(match), number) - before if number else None


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


def in_english(year: int) -> str:
    """For readers of English: FY2024 (Reiwa 6). Before 1868 the western year alone."""
    for era, first in _FIRST_YEARS:
        if year >= first:
            return f"FY{year} ({_IN_ENGLISH[era]} {year - ERAS[era]})"
    return f"FY{year}"
