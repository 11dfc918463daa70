"""A target differs from what an earlier sheet stated for the same year.

Why: moving the goal after the game has begun hides success and failure alike.
Instead: keep the first target visible and give the reason for the change.

同じ年度の目標値が、以前のシートと違う。
なぜ: 途中で目標が動くと、達成も未達成も見えなくなります。
どうする: 変更前の目標値を残し、変えた理由を書いてください。
"""

import re
from collections.abc import Iterator

from shirube.lint.contexts import HistoryContext, IndicatorPair
from shirube.lint.model import Found, Rule
from shirube.lint.texts import mentions, named, sentences, statements
from shirube.lint.wording import Message
from shirube.schema import Sheet, Value

_WHAT_JA = (
    "「{name}」の{target_year}の目標値が、"
    "{earlier_year}のシートの{before}から{after}に変わっています"
)
_WHAT_EN = (
    "“{name}”: the target for {target_year} was {before} in the sheet of {earlier_year} "
    "and is {after} now"
)
rule = Rule(
    __name__,
    __doc__,
    id="H01",
    severity="warning",
    context=HistoryContext,
    messages={
        "silent": Message(
            f"{_WHAT_JA}。理由が書かれていません。", f"{_WHAT_EN}. No reason is given."
        ),
        "with_reason": Message(
            f"{_WHAT_JA}。変更への言及があります。", f"{_WHAT_EN}. It is mentioned."
        ),
    },
)

_CHANGED = re.compile(r"見直|変更|修正|改定|改訂|引き?上げ|引き?下げ|上方|下方|再設定|設定し直")


@rule.checks
def check(context: HistoryContext) -> Iterator[Found]:
    """Against the nearest earlier sheet that states a target for the year."""
    seen: set[tuple[int, int]] = set()
    for pair in context.pairs:
        for value in pair.now.of("target"):
            year = value.fiscal_year
            if year is None or (pair.index, year) in seen:
                continue
            before = pair.before.get("target", year)
            if before is None or not before.certain or not value.certain:
                continue
            seen.add((pair.index, year))
            if before.number != value.number:
                yield _found(context.sheet, pair, before, value)


def _found(sheet: Sheet, pair: IndicatorPair, before: Value, value: Value) -> Found:
    explained = _explained(sheet, pair.now.name, value)
    return Found(
        path=f"indicators[{pair.index}].values[{pair.now.values.index(value)}]",
        at=value.at,
        kind="with_reason" if explained else "silent",
        severity="notice" if explained else None,
        values={
            "name": named(pair.now),
            "target_year": value.fiscal_year,
            "before": before.printed or before.value,
            "after": value.printed or value.value,
            "earlier_year": pair.before_sheet.fiscal_year,
            "earlier_sheet": str(pair.before_sheet.key),
            "paired_by": pair.paired_by,
        },
    )


def _explained(sheet: Sheet, name: str, value: Value) -> bool:
    """A note on the value, or a sentence that speaks of this indicator's target being changed."""
    notes = [value.note or "", *(note.text for note in sheet.notes)]
    if any("目標" in note and _CHANGED.search(note) for note in notes):
        return True
    return any(
        "目標" in sentence and _CHANGED.search(sentence) and mentions(sentence, name)
        for passage in statements(sheet)
        for sentence in sentences(passage.text)
    )
