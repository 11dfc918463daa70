"""The same value stands in two years running, while the text says that it moved.

Why: last year's number was probably left standing, so the text and the rate rest on nothing.
Instead: look up this year's value; if it really is the same, say so in the text.

本文は動いたと書いているのに、2年続けて同じ値である。
なぜ: 前年度の数が残ったままの可能性が高く、本文も達成率も根拠を失います。
どうする: その年度の値を確かめ、本当に同じなら本文にそう書いてください。
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shirube.basics.japanese_text import squeeze
from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.texts import clauses, mentions, named, share_a_word, statements
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

# 「〜が少しずつ伸びている」: what moved stands before the word, and the verb says that it happened.
_MOVED = re.compile(
    r"(?P<subject>.+?)(?:が|は|も|の)[^がはもを]{0,12}?(?P<word>"
    r"(?:増加|上昇|低下|下落|減少|向上|改善|悪化|微増|微減|倍増|半減)"
    r"(?:し(?:て(?:い|お|き)|た|まし|$)|傾向|と?なっ|が[見み]られ|の一途|(?:など|等)?に伴い)"
    r"|(?:伸び|増え|減っ?|上がっ?|下がっ?)(?:て(?:い|お|き)|た|まし))"
)
# A wish, a duty, a plan, a fear or a condition does not say that anything moved.
_NOT_YET = re.compile(
    r"図|目指|めざ|必要|たい|努|べき|ため|よう|課題|期待|見込|促|なけれ|検討|予定|目標|"
    r"今後|将来|懸念|おそれ|恐れ|可能性|れば|なら|場合|につなが|に資"
)
_INNER = re.compile(r"の|により|による|から|で")
_STEADY = re.compile(
    r"維持|横ばい|横這|変わら|同様|同じ|同数|同程度|ない|なく|なかっ|比べ|当時|以降"
)
# What is added up over years may well stand still for one.
_CUMULATIVE = re.compile(r"累計|累積|延べ|進捗|整備率|実施率")
_LONG = 5  # digits without the zeros at the end: 339,480 has five


class _Move(NamedTuple):
    subject: str
    word: str

    def is_of(self, name: str) -> bool:
        """The subject is the indicator: 会員の負担 is not 会員, アクセス数 is アクセス件数."""
        head = _INNER.split(self.subject)[-1]
        return mentions(self.subject, name) and share_a_word(head, name)


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """Warns where the text contradicts; only tells of it where so long a number repeats.

    Texts speak of the evaluated year, so only the latest actual is held against them.
    """
    moves: list[_Move] | None = None
    for place, indicator in enumerate(context.sheet.indicators):
        repeated = _repeated(indicator, context.sheet.fiscal_year)
        if repeated is None:
            continue
        before, value = repeated
        moves = _moves(context.sheet) if moves is None else moves
        word = next((move.word for move in moves if move.is_of(indicator.name)), None)
        if word is None and not _long(indicator, value):
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


def _repeated(indicator: Indicator, evaluated: int | None) -> tuple[Value, Value] | None:
    """The evaluated year's actual with that of the year before, where both are the same."""
    actuals = {v.fiscal_year: v for v in indicator.of("actual") if v.certain and v.fiscal_year}
    year = evaluated if evaluated is not None else max(actuals, default=None)
    if year is None or year not in actuals or year - 1 not in actuals:
        return None
    value, before = actuals[year], actuals[year - 1]
    # One observation standing in two columns is what actual_of_another_year tells; nothing counted
    # twice is no leftover; and what never changed (an area, a number of districts) need not.
    constant = len(actuals) > 2 and len({actual.number for actual in actuals.values()}) == 1
    if not value.number or constant or value.year == before.year:
        return None
    return (before, value) if value.number == before.number else None


def _long(indicator: Indicator, value: Value) -> bool:
    """A number too long to come twice by chance."""
    digits = (value.value or "").replace(".", "").strip("-0")
    adds_up = indicator.accumulation == "cumulative" or _CUMULATIVE.search(indicator.name)
    return indicator.kind != "population" and not adds_up and len(digits) >= _LONG


def _moves(sheet: Sheet) -> list[_Move]:
    """What the texts say moved, clause by clause."""
    found: list[_Move] = []
    for passage in statements(sheet):
        for clause in clauses(squeeze(passage.text)):
            match = _MOVED.match(clause)
            if match and not _NOT_YET.search(clause) and not _STEADY.search(clause):
                found.append(_Move(match["subject"], match["word"]))
    return found
