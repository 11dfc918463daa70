"""The same value stands in two years running, while the text says that it moved.

Why: last year's number was probably left standing, so the text and the rate rest on nothing.
Instead: look up this year's value; if it really is the same, say so in the text.

本文は動いたと書いているのに、2年続けて同じ値である。
なぜ: 前年度の数が残ったままの可能性が高く、本文も達成率も根拠を失います。
どうする: その年度の値を確かめ、本当に同じなら本文にそう書いてください。
"""

import re
from collections.abc import Iterator

from shirube.basics.japanese_text import squeeze
from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.texts import clauses, mentions, named, statements
from shirube.lint.wording import Message
from shirube.schema import Indicator, Sheet, Value

_WHAT_JA = "「{name}」の実績値が{before_year}と{fiscal_year}で同じ{printed}です"
_WHAT_EN = "“{name}”: the actual is {printed} in both {before_year} and {fiscal_year}"
rule = Rule(
    __name__,
    __doc__,
    id="S09",
    severity="warning",
    context=SheetContext,
    messages={
        "text_says_moved": Message(
            f"{_WHAT_JA}が、本文は「{{word}}」と書いています。",
            f"{_WHAT_EN}, but the text says that it moved ({{word}}).",
        ),
        "many_digits": Message(
            f"{_WHAT_JA}。桁の多い数が偶然に一致することはまれです。",
            f"{_WHAT_EN}. So long a number seldom comes twice.",
        ),
    },
)

_MOVED = re.compile(
    r"伸び|伸ば|増え|増加|増し|増と|増で|減少|減り|減っ|減と|減で|上昇|上が|下が|低下|下落|向上|改善|悪化|微増|微減|倍増|半減"
)
# A wish, a duty or a plan does not say that anything moved.
_NOT_YET = re.compile(
    r"図|目指|めざ|必要|たい|努|べき|ため|よう|課題|期待|見込|促|なけれ|取り組|検討|予定|目標|いくこと"
)
_STEADY = re.compile(r"維持|横ばい|変わら|同様|同じ|同数|同程度|横這")
_LONG = 5  # digits without the zeros at the end: 339,480 has five


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """Warns where the text contradicts; only tells of it where so long a number repeats."""
    moving: list[tuple[str, str]] | None = None
    for place, indicator in enumerate(context.sheet.indicators):
        for before, value in _repeated(indicator):
            if moving is None:
                moving = _moving_clauses(context.sheet)
            word = next((word for word, text in moving if mentions(text, indicator.name)), None)
            if word is None and (indicator.kind == "population" or not _long(value)):
                continue
            yield Found(
                path=f"indicators[{place}].values[{indicator.values.index(value)}]",
                at=value.at,
                kind="text_says_moved" if word else "many_digits",
                severity=None if word else "notice",
                values={
                    "name": named(indicator),
                    "before_year": before.fiscal_year,
                    "fiscal_year": value.fiscal_year,
                    "printed": value.printed or value.value,
                    "word": word,
                },
            )


def _repeated(indicator: Indicator) -> Iterator[tuple[Value, Value]]:
    actuals = {v.fiscal_year: v for v in indicator.of("actual") if v.certain}
    for year, value in actuals.items():
        before = actuals.get(year - 1) if year is not None else None
        # One observation standing in two columns is what actual_of_another_year tells.
        if before is not None and before.number == value.number and before.year != value.year:
            yield before, value


def _long(value: Value) -> bool:
    digits = (value.value or "").replace(".", "").strip("-0")
    return len(digits) >= _LONG


def _moving_clauses(sheet: Sheet) -> list[tuple[str, str]]:
    """(word, clause) of every clause that says something moved."""
    found: list[tuple[str, str]] = []
    for passage in statements(sheet):
        for clause in clauses(squeeze(passage.text)):
            match = _MOVED.search(clause)
            said = match and not _STEADY.search(clause) and not _NOT_YET.search(clause)
            if match and said:
                found.append((match.group(), clause))
    return found
