r"""How a value stands in a cell of text (CSV): one datum a cell, no line break, none ≠ empty.

An empty cell is none; the empty text is ``\e``; ``\n`` is a line break, ``\\`` a backslash.
"""

import re
from typing import NamedTuple

from shirube.schema.tables.columns import Cell, Column


class Convention(NamedTuple):
    """One rule of the encoding, as codebook and exports state it."""

    ja: str
    en: str
    example: str


FORMULA_MARK = Convention(
    "表計算ソフトが数式と読む文字(= + - @)で始まる文の前に置く。数や横線だけなら置かない",
    "Stands before a text that a spreadsheet would run as a formula (begins with = + - @)",
    r"\=A1",
)
ENCODING: tuple[Convention, ...] = (
    Convention("空のセルは「値がない」", "An empty cell: no value", ""),
    Convention("空の文字列(値がないのとは違う)", "The empty text, which is not the same", r"\e"),
    Convention("文の中の改行", "A line break inside a text", r"\n"),
    Convention("復帰(CR)、タブ", "Carriage return, tab", r"\r \t"),
    Convention("ほかの制御文字(16進4桁)", "Other control characters, four hex digits", r"\u000b"),
    Convention("円記号・バックスラッシュそのもの", "A backslash itself", r"\\"),
    Convention("複数の値は縦線で区切る", "Several values are separated by a bar", "glued|ghost"),
    Convention("値の中の縦線", "A bar inside one of several values", r"\|"),
    FORMULA_MARK,
    Convention("はい・いいえ", "Yes and no", "true false"),
    Convention(
        "数は印字どおりの桁。桁区切りも単位も付けない", "Plain decimals as printed", "-258.0"
    ),
)

_NAMED = {"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
_LETTERS = {"n": "\n", "r": "\r", "t": "\t"}
# Backslash, control characters, the line breaks of Unicode, which some programs obey, and the two
# letters that no XML can hold (the same cells stand in workbooks).
_SPECIAL = re.compile("[\\\\\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufffe\\uffff]")
# "=1+1" and "@SUM" run in a spreadsheet; "-3.1" and "-" are numbers and dashes, and stay.
_FORMULA = re.compile(r"[=@]|[+-](?![\d.,%]*\Z)")
_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)|\\\Z", re.DOTALL)


def encode(cell: Cell) -> str:
    """The text of a cell."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = _escaped(cell)
    elif isinstance(cell, tuple):
        text = "|".join(_escaped(item).replace("|", r"\|") for item in cell)
    else:
        return str(cell).lower()  # true, false, 2024
    return f"\\{text}" if _FORMULA.match(text) else text


def decode(text: str, column: Column) -> Cell:
    """The value of a cell. Raises ValueError, saying what was expected."""
    if column.type == "list":
        return tuple(_plain(item) for item in _split(text)) if text else ()
    if text == "":
        return None
    if column.type == "boolean":
        if text.lower() not in ("true", "false"):  # Excel writes TRUE
            raise ValueError("true / false")
        return text.lower() == "true"
    if column.type == "integer":
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise ValueError("integer")
        return int(text)
    return _plain(text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(_mark, text) if text else r"\e"


def _mark(found: re.Match[str]) -> str:
    letter = found.group()
    return _NAMED.get(letter) or f"\\u{ord(letter):04x}"


def _split(text: str) -> list[str]:
    """At bars that no backslash protects."""
    return re.findall(r"(?:\A|\|)((?:[^\\|]|\\.|\\\Z)*)", text, re.DOTALL)


def _plain(text: str) -> str:
    if "\\" not in text:
        return text
    return "" if text == r"\e" else _ESCAPE.sub(_meant, text)


def _meant(found: re.Match[str]) -> str:
    mark = found.group(1)
    if mark is None:
        raise ValueError(r"\ + n r t u | \ ")
    return chr(int(mark[1:], 16)) if len(mark) == 5 else _LETTERS.get(mark, mark)
