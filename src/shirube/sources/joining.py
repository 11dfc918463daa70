"""Line breaks inside a cell: print breaks Japanese anywhere, so most are no white space."""

import re

_BREAK = re.compile(r"[ \t\u3000]*(?:\r\n|[\r\n\v\f\x85\u2028\u2029])\s*")
_LATIN = re.compile(r"[0-9A-Za-z,.%)]")


def in_one_line(text: str) -> str:
    """The text without line breaks and tabs, as one cell of a line.

    「市民\\n参加」 → 「市民参加」, "open\\ndata" → "open data", "38\\n40" → "38 40": two words or
    two numbers stay apart.
    """
    return _BREAK.sub(_between, text.strip()).replace("\t", " ")


def _between(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return " " if _LATIN.match(before) and _LATIN.match(after) else ""
