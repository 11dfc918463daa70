"""Words for what a voice or a Braille program reads wrongly: symbols, eras, signs of numbers."""

import re

from shirube.basics.fiscal_year import LETTERS, era_year, in_era
from shirube.basics.japanese_text import nfkc

_MARKS = {
    "※": "注",
    "◎": "二重丸",
    "○": "丸",
    "〇": "丸",
    "◯": "丸",
    "●": "黒丸",
    "△": "三角",
    "▲": "黒三角",
    "×": "ばつ",
    "✕": "ばつ",
    "☆": "星",
    "★": "黒星",
    "→": "から",
    "⇒": "から",
    "⇨": "から",
    "←": "左矢印",
    "↑": "上向き",
    "↓": "下向き",
    "℃": "度",
    "㎡": "平方メートル",
    "㎢": "平方キロメートル",
    "㎥": "立方メートル",
    "㎞": "キロメートル",
    "㎏": "キログラム",
    "㎝": "センチメートル",
    "㎜": "ミリメートル",
    "㏊": "ヘクタール",
    "〒": "郵便番号",
    "☎": "電話",
    "℡": "電話",
    "№": "番号",
    "％": "パーセント",
    "%": "パーセント",
    "＆": "アンド",
    "÷": "わる",
    "＝": "イコール",
}
_MARK = re.compile("|".join(map(re.escape, _MARKS)))
_CIRCLED = re.compile(r"[①-⑳]")
# 「・」 and the like at the head of a line only say that an item begins.
_BULLET = re.compile(r"^[ \u3000]*[・◆◇■□▪●○◯〇✓☑◎★☆➢▶►-][ \u3000]*(?=\S{2})", re.MULTILINE)
# A hyphen within a word joins (2-3); a triangle before a number is a minus wherever it stands.
_MINUS = re.compile(r"(?:(?<![A-Za-z0-9.])[▲△−]|(?<![\w.])[‐–-])\s?(?=\d)")
_ERA = re.compile(r"(?<![A-Za-z0-9])([RHSTM])\s?\.?(元|\d{1,2})(?=年|[^\dA-Za-z.]|$)")
_RANGE = re.compile(r"(?<=[\d年度月日%％円])\s*[~〜～]\s*(?=[\d令平昭RHS])")
_DASH_ALONE = re.compile(r"^\s*(?:[-‐–—―−－ー]+|「[-‐–—―−－ー]+」)\s*$", re.MULTILINE)
_YEAR_HEAD = re.compile(r"^(\d{4}) ((?:令和|平成|昭和|大正|明治)(?:元|\d+))(?=\s|$)")


def spoken(text: str) -> str:
    """The text in words: 「R6 ▲3.1％(※)」 → 「令和6年 マイナス3.1パーセント(注)」."""
    text = _DASH_ALONE.sub("横線", text)
    text = _BULLET.sub("", text)
    text = _CIRCLED.sub(lambda m: f"({ord(m.group()) - 0x245F})", text)
    text = _MARK.sub(lambda m: _MARKS[m.group()], _minus(text))
    text = _RANGE.sub("から", nfkc(text))
    return _ERA.sub(_era, text)


def year_spoken(head: str) -> str:
    """The head of a column: 「2024 令和6 決算」 → 「令和6年度(2024年度)決算」."""
    head = " ".join(head.split())
    return spoken(_YEAR_HEAD.sub(r"\2年度(\1年度)", head).replace("年度) ", "年度)"))


def _minus(text: str) -> str:
    return _MINUS.sub("マイナス", text)


def _era(match: re.Match[str]) -> str:
    """R1 → 令和元年; an era that never had the year stays as it is printed."""
    if match[1] in "TM" and not text_says_year(match):
        return match.group()
    number = 1 if match[2] == "元" else int(match[2])
    if number < 1:
        return match.group()
    said = in_era(era_year(match[1], number))
    # A title that goes on past an era's end (H32) is read as printed, in words.
    name = LETTERS[match[1]]
    if not said.startswith(name):
        said = f"{name}{'元' if number == 1 else number}"
    return said if text_says_year(match) else f"{said}年"


def text_says_year(match: re.Match[str]) -> bool:
    """Whether 年 follows the number already."""
    return match.string[match.end() : match.end() + 1] == "年"
