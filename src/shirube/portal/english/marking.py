"""Japanese inside English: every run of it says which language it is."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Kana, kanji, their marks and the full-width forms.
LETTERS = (
    r"\u3000-\u30ff\u3190-\u319f\u31f0-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
)
# 「市民まつり 2019年」 is one run: what stands between two Japanese letters is read with them.
_RUN = re.compile(rf"[{LETTERS}](?:[^{LETTERS}A-Za-z;:]{{0,12}}[{LETTERS}])*")


def has_japanese(text: str) -> bool:
    """Whether a text holds a Japanese letter or mark."""
    return _RUN.search(text) is not None


def marked(text: str) -> SafeString:
    """The text escaped, each Japanese run in ``<span lang="ja">``."""
    parts: list[str] = []
    end = 0
    for run in _RUN.finditer(text):
        parts += [escape(text[end : run.start()]), f'<span lang="ja">{escape(run.group())}</span>']
        end = run.end()
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped above


def without_japanese(text: str) -> str:
    """For titles and labels, which can carry no markup."""
    return " ".join(_RUN.sub(" ", text).split())
