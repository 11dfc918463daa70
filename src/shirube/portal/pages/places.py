"""Where something was read, in words."""

import re

_LINE = re.compile(r"(?:p(?P<page>\d+))?L(?P<line>\d+)(?:C(?P<cell>\d+))?")
_CELL = re.compile(r"(?P<tab>.+)!(?P<cell>[A-Z]+\d+)")


def place_in_words(at: str) -> str:
    """``p3L12C2`` → 3ページの12行目、2つ目の欄; ``一覧!CC3`` → シート「一覧」のCC3. A place that is
    written otherwise stays as it is.
    """
    if found := _LINE.fullmatch(at):
        page = f"{found['page']}ページの" if found["page"] else ""
        cell = f"、{found['cell']}つ目の欄" if found["cell"] else ""
        return f"{page}{found['line']}行目{cell}"
    if found := _CELL.fullmatch(at):
        return f"シート「{found['tab']}」の{found['cell']}"
    return at
