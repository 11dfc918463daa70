"""Account codes: 会計-款-項-目-細目-事業 as one text, ``01-03-02-01-01``; zeros in front stay."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shirube.basics.japanese_text import squeeze

# level → what it is called, from the top down
LEVELS = {
    "fund": "会計",
    "chapter": "款",
    "section": "項",
    "head": "目",
    "detail": "細目",
    "work": "事業",
}
# Without these there is no account; below them at least one of the two deepest, if mapped.
ALWAYS = ("fund", "chapter", "section", "head")
_SEPARATED = re.compile(r"[-‐–—−－.．・/／\s]+")


@dataclass(frozen=True, slots=True)
class Code:
    """What a cell (or several) says of an account. ``restored``: zeros in front were put back."""

    parts: tuple[str, ...]
    restored: bool = False

    @property
    def account(self) -> str:
        """``01-03-02-01-01``."""
        return "-".join(self.parts)


def split(text: str, widths: Sequence[int]) -> Code | None:
    """One cell as an account: separated, or digits of known widths. None when neither fits.

    ``110050109`` under widths 2-2-2-2-2 lost its first zero: only zeros in front can get lost
    when a spreadsheet takes a code for a number, so at most the first part is shorter.
    """
    said = text.strip()
    pieces = [squeeze(piece) for piece in _SEPARATED.split(said) if piece]
    if len(pieces) > 1:
        return padded(pieces, widths)
    digits = squeeze(said)
    if not digits.isascii() or not digits.isdigit() or not widths:
        return None
    short = sum(widths) - len(digits)
    if short < 0 or short >= widths[0]:
        return None
    whole = digits.zfill(sum(widths))
    parts, start = [], 0
    for width in widths:
        parts.append(whole[start : start + width])
        start += width
    return Code(tuple(parts), restored=short > 0)


def padded(pieces: Sequence[str], widths: Sequence[int]) -> Code | None:
    """Parts that stand apart, each as wide as its level. None where one is no code."""
    if len(pieces) > len(widths):
        return None
    parts = []
    for piece, width in zip(pieces, widths, strict=False):
        if not re.fullmatch(r"[0-9A-Za-z]+", piece) or len(piece) > width:
            return None
        parts.append(piece.zfill(width))
    restored = any(one != other for one, other in zip(parts, pieces, strict=True))
    return Code(tuple(parts), restored)


def digits(account: str) -> str:
    """``01-03-02-01-01`` → ``0103020101``, as sheets number their projects."""
    return account.replace("-", "")


def fund(account: str) -> str:
    """The 会計: ``01``."""
    return account.split("-", 1)[0]


def chapter(account: str) -> str:
    """会計 and 款: ``01-03``."""
    return "-".join(account.split("-")[:2])


def below(account: str, prefix: str) -> bool:
    """Whether the account is the prefix or lies below it; everything lies below an empty one."""
    return not prefix or account == prefix or account.startswith(f"{prefix}-")
