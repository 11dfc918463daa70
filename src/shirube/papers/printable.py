"""Text of a sheet as it can be printed: nothing vanishes, nothing turns the line around.

PDF/A allows no letter without a shape, so a letter that the fonts lack is named by its number.
"""

import re
import unicodedata
from collections.abc import Collection

_VOICED = re.compile(r".[\u3099\u309a]")
# Joiners, selectors of letter forms, soft hyphens: they have no shape of their own.
_SHAPELESS = re.compile(
    r"[\u00ad\u034f\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
LINE_ENDS = "\r\v\f\x85\u2028\u2029"
_RUN = re.compile(r"[!-~]{17,}")
_BREAK = 12  # letters of a long Latin word after which a line may break
ZERO_WIDTH_SPACE = "\u200b"


class Printable:
    """Makes texts printable with the letters that the fonts have."""

    def __init__(self, letters: Collection[int]) -> None:
        self._table = _Table(letters)

    def __call__(self, text: str) -> str:
        """Every letter that cannot be printed as 〔U+1F600〕, and breaks in long words."""
        text = _VOICED.sub(lambda m: unicodedata.normalize("NFC", m.group()), text)
        return _RUN.sub(lambda m: _breakable(m.group()), text.translate(self._table))


class _Table(dict[int, str | None]):
    """For ``str.translate``: what is printed instead of a letter, found once a letter."""

    def __init__(self, letters: Collection[int]) -> None:
        super().__init__({ord("\t"): " ", 0xA0: " "})
        self._letters = letters

    def __missing__(self, code: int) -> str | None:
        self[code] = shown = _shown(code, self._letters)
        return shown


def _shown(code: int, letters: Collection[int]) -> str | None:
    letter = chr(code)
    if letter in " \n":
        return letter
    if letter in LINE_ENDS:
        return "\n"
    if _SHAPELESS.match(letter):
        return None
    category = unicodedata.category(letter)
    if category == "Co":
        return f"〔外字U+{code:04X}〕"
    # Direction marks, control characters and what no font has: named, so that nothing vanishes.
    if category in {"Cc", "Cf", "Cs", "Cn"} or code not in letters:
        return f"〔U+{code:04X}〕"
    return letter


def _breakable(run: str) -> str:
    return ZERO_WIDTH_SPACE.join(run[i : i + _BREAK] for i in range(0, len(run), _BREAK))
