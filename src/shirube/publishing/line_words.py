"""What the lines of a list say in words, as a value: each language hands in its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shirube.basics.fiscal_year import in_era, in_print
from shirube.charts.words import absent, stated
from shirube.schema import Cost, Value
from shirube.schema.codes import LISTS, label


@dataclass(frozen=True, slots=True)
class LineWords:
    """A language: the key of its code labels, and how it says states, values, amounts, years."""

    language: str
    unnamed: str  # an indicator without a name
    nothing: str  # what cannot be computed
    no_answer: str
    states: Mapping[str, str]
    stated: Callable[[Value, str | None], str]
    amount: Callable[[Cost], str]  # with its year and stage
    share: Callable[[int, int], str]  # (met, told)
    since: Callable[[int], str]


def _amount(cost: Cost) -> str:
    when = f"{in_era(cost.fiscal_year)} " if cost.fiscal_year else ""
    if cost.missing:
        return f"{when}{absent(cost.missing, cost.printed)}"
    if cost.number is None or not cost.certain:
        return f"{when}「{cost.printed or ''}」(確かではない)"
    return f"{when}{label('stage', cost.stage)} {cost.number:,.0f}円"


JAPANESE = LineWords(
    language="ja",
    unnamed="(名前のない指標)",
    nothing="—",
    no_answer="まだ回答がありません",
    states={
        "untold": "計算できない",
        "met": "目標に達した",
        "missed": "目標に届かない",
        "action_plan": "実行計画の対象",
        "no_action_plan": "対象でない",
        "actions": "これからすることがある",
        "no_actions": "これからすることの記載がない",
        "unstated": "記載なし",
        "to_come": "これから",
        "answered": "回答がある",
        "unanswered": "まだ回答がない",
    },
    stated=stated,
    amount=_amount,
    share=lambda met, told: f"{told}のうち{met}",
    since=lambda year: f"{in_print(year)}から",
)


def states_in(words: LineWords) -> dict[str, str]:
    """State as a row keeps it (in Japanese) → the word of another language."""
    codes = [one for name in ("standing", "follow_up_status") for one in LISTS[name].values()]
    said = {code.ja: code.ja if words.language == "ja" else code.en for code in codes}
    return said | {kept: words.states[state] for state, kept in JAPANESE.states.items()}
