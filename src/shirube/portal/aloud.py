"""Signs of a page in words, for those who listen: the sign stays for the eye and is hidden from
the voice, the word is there for the voice only.

Which sign is which word is stated once, in ``papers.spoken``. Eras (R6), signs of numbers (▲3.1),
marks (※ ◎), full-width digits and empty cells are meant; other letters are read well enough.
"""

import re
from collections.abc import Callable, Iterator

from shirube.papers.spoken import spoken

_ARROWS = "→⇒⇨←"
_BULLETS = "◎○◯●☆★△▲"
# Every sign begins with one of these. A page has few of them, and many other letters: only where
# one stands is looked at closely.
_FIRST = re.compile(r"[※◎○◯●△▲×✕☆★↑↓→⇒⇨←‐–—―−－~〜～０-９RHS]")
_SIGN = re.compile(
    r"(?P<era>(?<![A-Za-z0-9&#.])[RHS]\.?(?:元|\d{1,2})(?:年度?)?(?![\dA-Za-z.]))"
    r"|(?P<minus>(?<![A-Za-z0-9.])[▲△−]\s?(?=[\d０-９]))"
    r"|(?P<times>(?<=\d)×(?=\d))"
    r"|(?P<until>(?<=[\d年度月日%％円])[~〜～](?=[\d令平昭RHS]))"
    rf"|(?P<arrow>[{_ARROWS}])"
    rf"|(?P<bullet>[{_BULLETS}]\s*(?=[^\s<]{{2}}))"
    r"|(?P<dash>[‐–—―−－]+(?=\s*<))"
    r"|(?P<mark>[※◎○◯●△▲×✕☆★↑↓])"
    r"|(?P<wide>[０-９]+(?:[，．][０-９]+)*)"
)
# No text to be read lies in these, or a mark-up inside would break them.
_CLOSED = re.compile(r"<(head|svg|script|style|select|textarea)\b.*?</\1>", re.DOTALL)
_NAME = re.compile(r'aria-label="[^"]*"')
_PICTURE = re.compile(r"<(title|desc)\b[^>]*>[^<]*</\1>")
_EMPTY = re.compile(r'(<td(?: class="([^"]*)")?>)\s*(?=</td>)')
_UNSEEN = '<span class="unseen">'


def in_words(page: str) -> str:
    """A page in Japanese, its signs followed by their words. A page without signs stays as it is;
    words that are there already are not said twice.
    """
    page = _EMPTY.sub(_empty, page)
    if _FIRST.search(page) is None:
        return page
    return "".join(_spoken_parts(page))


def _empty(match: re.Match[str]) -> str:
    """An empty cell says whether the form has no such field or nothing stands in it."""
    word = "欄なし" if match[2] == "none" else "なし"
    return f"{match[1]}{_UNSEEN}{word}</span>"


def _spoken_parts(page: str) -> Iterator[str]:
    end = 0
    for closed in _CLOSED.finditer(page):
        yield _text(page[end : closed.start()])
        named = closed[1] in {"head", "svg"}
        yield _PICTURE.sub(_named, closed.group()) if named else closed.group()
        end = closed.end()
    yield _text(page[end:])


def _named(match: re.Match[str]) -> str:
    """A name has no place for mark-up: the words stand in it."""
    return _replaced(match.group(), lambda sign: _word(sign) or sign.group())


def _text(part: str) -> str:
    return _replaced(_NAME.sub(_named, part), _marked)


def _replaced(text: str, put: Callable[[re.Match[str]], str]) -> str:
    """As ``_SIGN.sub``, a good deal faster."""
    done, end = [], 0
    for first in _FIRST.finditer(text):
        sign = _SIGN.match(text, first.start()) if first.start() >= end else None
        if sign is not None:
            done += [text[end : sign.start()], put(sign)]
            end = sign.end()
    return "".join((*done, text[end:]))


def _marked(match: re.Match[str]) -> str:
    text, sign = match.string, match.group()
    if text.rfind("<", 0, match.start()) > text.rfind(">", 0, match.start()):
        return sign  # inside of a tag: an address
    if text.endswith('aria-hidden="true">', 0, match.start()):
        return sign
    word = "" if text.startswith(_UNSEEN, match.end()) else _word(match)
    if word == sign:
        return sign
    said = f"{_UNSEEN}{word}</span>" if word else ""
    return f'<span aria-hidden="true">{sign}</span>{said}'


def _word(match: re.Match[str]) -> str:
    """The word for a sign, "" for one that only adorns."""
    kind, sign = match.lastgroup, match.group()
    fixed = {"minus": "マイナス", "times": "かける", "until": "から"}
    before = match.string[max(0, match.start() - 9) : match.start()].rstrip(" \u3000")[-1:]
    if kind in fixed:
        return fixed[kind]
    if kind == "dash":
        return "なし" if before == ">" else sign
    if kind == "bullet" and before in ("", ">", "\n"):
        return ""
    if kind == "arrow":
        return "から" if sign != "←" and _between(match) else ""
    return spoken(sign)


def _between(match: re.Match[str]) -> bool:
    """Between two things, as in 「停滞→順調」; at one end of its text it only points."""
    text = match.string
    begins = text[text.rfind(">", 0, match.start()) + 1 : match.start()].strip()
    ends = text[match.end() :].partition("<")[0].strip()
    return bool(begins) == bool(ends)
