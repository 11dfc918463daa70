"""An indicator has an actual but no target.

Why: readers cannot tell whether 120 users is good.
Instead: set a target for that year, or say why there is none.

実績値があるのに目標値がない。
なぜ: 利用者120人が良いのか悪いのか、読む人には分かりません。
どうする: その年度の目標値を入れるか、目標を置かない理由を書いてください。
"""

from collections.abc import Iterator

from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.texts import named
from shirube.lint.wording import Message
from shirube.schema import Indicator, Value

rule = Rule(
    __name__,
    __doc__,
    id="S03",
    severity="warning",
    context=SheetContext,
    messages={
        "never": Message(
            "「{name}」には{fiscal_years}の実績値がありますが、目標値がどの年度にもありません。",
            "“{name}” has actual values ({fiscal_years}) but no target in any year.",
        ),
        "those_years": Message(
            "「{name}」には{fiscal_years}の実績値がありますが、その年度の目標値がありません。",
            "“{name}” has actual values ({fiscal_years}) but no target for those years.",
        ),
    },
)


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """One finding an indicator; what is counted about the people served needs no target."""
    if context.design is None or not context.design.has_targets:
        return
    for index, indicator in enumerate(context.sheet.indicators):
        if indicator.kind == "population" or indicator.flags:
            continue
        alone = [actual for actual in indicator.of("actual") if _alone(indicator, actual)]
        if alone:
            targets = [target for target in indicator.of("target") if _stated(target)]
            yield Found(
                path=f"indicators[{index}]",
                at=alone[0].at,
                kind="those_years" if targets else "never",
                severity="notice" if targets else None,
                values={
                    "name": named(indicator),
                    "fiscal_years": [actual.fiscal_year for actual in alone],
                },
            )


def _alone(indicator: Indicator, actual: Value) -> bool:
    """The actual is certain, and nothing stands as a target in its column, not even in doubt."""
    targets = [t for t in indicator.of("target") if t.fiscal_year == actual.fiscal_year]
    return actual.certain and not any(_stated(target) for target in targets)


def _stated(target: Value) -> bool:
    return target.value is not None or bool(target.parts) or bool(target.flags)
