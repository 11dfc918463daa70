"""Letters of a foreign script stand inside Japanese words.

Why: they look alike, but search, sorting and reading aloud fail; they come from bad extraction.
Instead: type the word again (デバイド with two katakana, not with Cyrillic letters).

日本語の中に別の文字体系の文字が混じっている。
なぜ: 見た目は似ていても、検索・並べ替え・読み上げができません。文字の読み取りの誤りです。
どうする: その語を入力し直してください。
"""

from collections.abc import Iterator

from shirube.basics.japanese_text import foreign_letters
from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.texts import passages
from shirube.lint.wording import Message

rule = Rule(
    __name__,
    __doc__,
    id="S10",
    severity="warning",
    context=SheetContext,
    messages={
        "": Message(
            "「{words}」に別の文字体系の文字 {letters} が混じっています。",
            "“{words}” holds letters of another script: {letters}.",
        )
    },
)

_AROUND = 4


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """One finding a text, with every word that is hit."""
    for passage in passages(context.sheet):
        if passage.text.isascii():
            continue
        hits = list(foreign_letters(passage.text))
        if hits:
            text = passage.text
            words = [text[max(0, at - _AROUND) : at + len(odd) + _AROUND] for at, odd in hits]
            letters = [letters for _, letters in hits]
            yield Found(passage.path, passage.at, values={"words": words, "letters": letters})
