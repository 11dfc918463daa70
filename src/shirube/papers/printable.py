"""Text of a sheet as it can be printed: nothing vanishes, nothing turns the line around.

PDF/A allows no letter without a shape, so a letter that the fonts lack is named by its number.
"""

import re
import unicodedata
from collections.abc import Collection

_VOICED = re.compile(r".[\u3099\u309a]")
# Joiners, selectors of letter forms, soft hyphens: they have no shape of their own.
_SHAPELESS = re.compile(r"[\u00ad\u034f\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_LINES = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\u00a0]")
_TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]")
_RUN = re.compile(r"[!-~]{17,}")
_BREAK = 12  # letters of a long Latin word after which a line may break
ZERO_WIDTH_SPACE = "\u200b"


def printable(text: str, letters: Collection[int]) -> str:
    """The text with every letter that cannot be printed as 〔U+1F600〕, and breaks in long words."""
    text = _VOICED.sub(lambda m: unicodedata.normalize("NFC", m.group()), text)
    text = _SPACES.sub(" ", _LINES.sub("\n", _SHAPELESS.sub("", text)))
    text = "".join(_shown(letter, letters) for letter in text)
    return _RUN.sub(lambda m: _breakable(m.group()), text)


def _shown(letter: str, letters: Collection[int]) -> str:
    if letter == "\n" or letter == " ":
        return letter
    code = ord(letter)
    category = unicodedata.category(letter)
    if category == "Co":
        return f"〔外字U+{code:04X}〕"
    if _TURNING.match(letter) or category in {"Cc", "Cs", "Cn"} or code not in letters:
        return f"〔U+{code:04X}〕"
    return letter


def _breakable(run: str) -> str:
    return ZERO_WIDTH_SPACE.join(run[i : i + _BREAK] for i in range(0, len(run), _BREAK))
