"""A dash that the city printed where a value could stand: seen as printed, heard in words."""

import re
from collections.abc import Callable

# As ``charts.words.absent`` quotes it, in Japanese or English.
_QUOTED = re.compile(r"[「“][-‐‑‒–—―−－ーｰ─━]+[」”]")
WORDS = {"ja": "値なし(横線)", "en": "no value (a dash is printed)"}


def with_words(text: str, mark: Callable[[str], str], language: str = "ja") -> str:
    """Markup of a text: ``mark`` makes it of a piece, quoted dashes have their words beside them,
    for the pointer and the voice.
    """
    word, end = WORDS[language], 0
    parts: list[str] = []
    for dash in _QUOTED.finditer(text):
        parts += [
            mark(text[end : dash.start()]),
            f'<span title="{word}" aria-hidden="true">{mark(dash.group())}</span>',
            f'<span class="unseen">{word}</span>',
        ]
        end = dash.end()
    return "".join((*parts, mark(text[end:])))
