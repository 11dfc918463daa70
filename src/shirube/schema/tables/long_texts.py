r"""Texts longer than a cell of a workbook: cut into pieces, and put together again.

A cell of Excel holds 32,767 letters. The first piece stands in its cell and ends in ``\+``, the
rest in a worksheet of its own, by table, key of the row, and column.
"""

import re

LONG_TEXTS = "long_texts"  # the worksheet
# Column → type and meaning, as the codebook states them.
LONG_TEXT_MEANINGS = {
    "table": ("text", "表の名前", "Name of the table"),
    "key": ("text", "行の鍵(縦線で区切る)", "Key of the row, divided by bars"),
    "column": ("text", "列の名前", "Name of the column"),
    "piece": ("integer", "何番目の部分か(2から)", "Which piece it is, from 2"),
    "text": ("text", "文の部分", "The piece of the text"),
}
LONG_TEXT_COLUMNS = tuple(LONG_TEXT_MEANINGS)
GOES_ON = r"\+"
MOST_LETTERS = 32_767  # counted in UTF-16
PIECE = 16_000  # letters of a piece; of the widest letters Excel counts two

_GOES_ON = re.compile(r"(?<!\\)(?:\\\\)*\\\+\Z")  # an even number of backslashes is text


def pieces(text: str) -> list[str]:
    """An encoded text in pieces that fit into cells, all but the last with ``GOES_ON``; most often
    itself alone.
    """
    if len(text) <= MOST_LETTERS // 2 or _letters(text) <= MOST_LETTERS:
        return [text]
    found = []
    while len(text) > PIECE:
        # A mark of two letters stays whole: a backslash and n apart would be read otherwise.
        cut = PIECE - (PIECE - len(text[:PIECE].rstrip("\\"))) % 2
        found.append(text[:cut] + GOES_ON)
        text = text[cut:]
    return [*found, text]


def goes_on(text: str) -> bool:
    """Whether a cell is the first piece of a longer text."""
    return text.endswith(GOES_ON) and _GOES_ON.search(text) is not None


def joined(parts: list[str]) -> str:
    """The encoded text of its pieces."""
    return "".join(part.removesuffix(GOES_ON) for part in parts[:-1]) + parts[-1]


def key_of(cells: list[str]) -> str:
    """The key of a row, of its key cells as text: ``3|1|2``."""
    return "|".join(cells)


def _letters(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
