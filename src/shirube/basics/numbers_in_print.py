"""Numbers as they stand in printed sheets: value, qualifier, several in a cell, kinds of missing.

Empty, a dash, 集計中 and 0 are different statements; whatever cannot be read for sure has no value
and says so. Seen forms: ``12,345`` ``１２．５`` ``▲3.1`` ``94/107`` ``520g 以下`` ``29（4）``
``約1200人`` ``H24 98.18%`` ``32.2(※)``.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from shirube.basics.fiscal_year import parse_fiscal_year

# printed word (narrow letters, no space) → missing code; the codes are explained in schema.codes
MISSING_WORDS = {
    "": "blank",
    **dict.fromkeys("-‐‑‒–—―－−─━ーｰ", "dash"),
    **dict.fromkeys(("--", "---", "――", "——", "－－", "ーー"), "dash"),
    **dict.fromkeys(
        ("集計中", "算定中", "調査中", "未集計", "未確定", "確認中", "未定"), "pending"
    ),
    **dict.fromkeys(("なし", "無し", "無", "該当なし", "特になし", "設定なし"), "none"),
    **dict.fromkeys(("調査なし", "未実施", "調査未実施", "実施なし"), "not_surveyed"),
    **dict.fromkeys(("※", "*", "＊"), "mark"),
    **dict.fromkeys(("/", "／", "＼", "\\"), "not_applicable"),
    **dict.fromkeys(("不明", "把握不可", "把握不能"), "unknown"),
}
QUALIFIERS = {
    "約": "about", "概ね": "about", "おおむね": "about", "程度": "about",
    "以上": "at_least", "以下": "at_most", "以内": "at_most", "未満": "below", "超": "above",
    "以上を維持": "at_least", "延べ": "cumulative", "累計": "cumulative", "延": "cumulative",
}  # fmt: skip

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
# 「▲ 3.1」 is one number; 「- 3」 may have been a dash and a number in two cells.
_SIGN = r"(?:[▲△] ?|[-−+])"
_NUMBER = rf"{_SIGN}?{_DIGITS}"
_YEAR = r"(?:令和|平成|昭和|[RHS])(?:元|[0-9]{1,2})(?:年度?)?"
_BEFORE = r"(?P<before>約|概ね|おおむね|延べ|延|累計)?"
_AFTER = r"(?P<after>以上を維持|以上|以下|以内|未満|超|程度)?"
# A unit is a short word; with の or を in it the cell is a sentence and its number one of several.
_UNIT = r"(?P<unit>k?m[23]|[^0-9\s()/~,.\-−▲△+のをはが]{0,10}?)"
_ONE = re.compile(
    rf"(?:(?P<year_before>{_YEAR})[ :：]+)?"
    rf"{_BEFORE} ?(?P<number>{_NUMBER}) ?{_UNIT} ?{_AFTER}"
    rf"(?: ?\((?P<year_after>{_YEAR})\))?"
)
# ※1 and (※1、2) are marks; 「※1,234」 and 「※32」 may hold the number itself and stay whole.
_MARK = re.compile(
    r"\([※＊*][0-9]?(?![0-9])(?:[,、] ?[※＊*]?[0-9](?![0-9]))*\)"
    r"|※(?:[0-9](?![0-9,.]))?(?![0-9])(?:[、,]※?[0-9](?![0-9,.]))*"
    r"|[＊*](?![0-9])"
)
# In 「2-3」 the dash stands between two numbers and is no sign.
_PARTS = re.compile(rf"(?:(?<![0-9)）]){_SIGN})?{_DIGITS}")
_BETWEEN = re.compile(r"[\s/~〜()・:：、,→]|から|[^0-9\s]{1,3}")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# A longer number is a mistake of extraction; up to here 億円 become yen without rounding.
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """What one printed cell says.

    ``value`` is None unless the cell holds exactly one number; ``missing`` is a code when it holds
    none; ``parts`` are the numbers of a cell that holds several; ``flags`` name the doubt.
    """

    printed: str
    value: Decimal | None = None
    missing: str | None = None
    qualifier: str | None = None
    unit: str | None = None
    parts: tuple[Decimal, ...] = ()
    marks: tuple[str, ...] = ()
    observed_year: int | None = None
    flags: tuple[str, ...] = ()


def narrow(text: str) -> str:
    """Full-width ASCII letters as narrow ones and nothing else: ㎡ and ① stay what they are."""
    return text.translate(_FULL_WIDTH)


# A workbook prints the same few thousand texts in tens of thousands of cells.
@lru_cache(maxsize=1 << 14)
def read_number(printed: str) -> PrintedNumber:
    """Read one cell. Never raises; never guesses."""
    text = narrow(printed).strip()
    marks = tuple(mark.strip("()（）") for mark in _MARK.findall(text))
    bare = text if text in ("*", "※") else _MARK.sub("", text).strip()
    code = missing_code(bare)
    if code is not None:
        code = "mark" if code == "blank" and marks else code
        return PrintedNumber(printed, missing=code, marks=marks)
    match = _ONE.fullmatch(bare)
    if match:
        return _single(printed, match, marks)
    return _several(printed, bare, marks)


@lru_cache(maxsize=1 << 14)
def missing_code(text: str) -> str | None:
    """The code for a cell that states no number, None when it may hold one."""
    return MISSING_WORDS.get(re.sub(r"\s+", "", narrow(text)).strip("()（）"))


def to_decimal(number: str) -> Decimal:
    """「▲1,234.5」 → -1234.5. Raises decimal.InvalidOperation when it is no number."""
    text = narrow(number).replace(",", "").replace(" ", "")
    return Decimal(re.sub(r"^[-−▲△]", "-", text))


def _single(printed: str, match: re.Match[str], marks: tuple[str, ...]) -> PrintedNumber:
    if len(match["number"]) > _LONGEST:
        return _unreadable(printed, marks)
    word = match["after"] or match["before"]
    year = match["year_before"] or match["year_after"]
    return PrintedNumber(
        printed,
        value=to_decimal(match["number"]),
        qualifier=QUALIFIERS[word] if word else None,
        unit=match["unit"] or None,
        marks=marks,
        observed_year=parse_fiscal_year(year) if year else None,
    )


def _several(printed: str, bare: str, marks: tuple[str, ...]) -> PrintedNumber:
    found = _PARTS.findall(bare)
    rest = _BETWEEN.sub("", _PARTS.sub("", bare))
    # One number among other signs, such as 「(3)」 or 「第3回」, is not understood.
    if len(found) < 2 or rest or any(len(part) > _LONGEST for part in found):
        return _unreadable(printed, marks)
    parts = tuple(to_decimal(part) for part in found)
    # Two numbers with nothing but space between them were two cells once.
    only_space = not re.sub(r"\s", "", _PARTS.sub("", bare))
    flag = "glued" if only_space else "several_numbers"
    return PrintedNumber(printed, parts=parts, marks=marks, flags=(flag,))


def _unreadable(printed: str, marks: tuple[str, ...]) -> PrintedNumber:
    return PrintedNumber(printed, missing="unreadable", marks=marks, flags=("unreadable",))
