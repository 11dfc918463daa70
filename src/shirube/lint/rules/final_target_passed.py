"""The final target is already passed, or its year is long over.

Why: a target that is already behind steers nothing, and every later year counts as a success.
Instead: set a new final target, or say that keeping the level is the aim.

最終目標をすでに超えている、または最終目標の年度が過ぎている。
なぜ: すでに超えた目標は何も導かず、その後は毎年「達成」になります。
どうする: 最終目標を見直すか、水準の維持が目標であることを書いてください。
"""

from collections.abc import Iterator

from shirube.basics.fiscal_year import fiscal_year
from shirube.designs import Design
from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.numbers import likely_direction, rising_or_falling
from shirube.lint.texts import named
from shirube.lint.wording import Message
from shirube.schema import Indicator, Value

rule = Rule(
    __name__,
    __doc__,
    id="S08",
    severity="notice",
    context=SheetContext,
    messages={
        "passed": Message(
            "「{name}」の{actual_year}の実績値{actual}は、{target_year}の最終目標{target}を"
            "すでに超えています。",
            "“{name}”: the actual {actual} of {actual_year} has already passed the final target "
            "{target} of {target_year}.",
        ),
        "over": Message(
            "「{name}」の目標値は{target_year}のものが最後で、その後の目標がありません。",
            "“{name}” has no target after {target_year}.",
        ),
    },
)


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """The latest actual against the last target, where it is known or told which way is better."""
    for index, indicator in enumerate(context.sheet.indicators):
        targets = _by_year(indicator.of("target"))
        if not targets:
            continue
        last = targets[-1]
        actual = _latest(indicator.of("actual"))
        values: dict[str, object] = {
            "name": named(indicator),
            "target": last.printed or last.value,
            "target_year": last.fiscal_year,
        }
        path = f"indicators[{index}]"
        if actual is not None and _passed(actual, targets, indicator, context.design):
            shown = {"actual": actual.printed or actual.value, "actual_year": actual.year}
            yield Found(path, actual.at, "passed", {**values, **shown})
        elif _over(last, context):
            yield Found(path, last.at, "over", values)


def _by_year(targets: tuple[Value, ...]) -> list[Value]:
    certain = [value for value in targets if value.certain and value.fiscal_year is not None]
    return sorted(certain, key=lambda value: value.fiscal_year or 0)


def _latest(actuals: tuple[Value, ...]) -> Value | None:
    certain = [value for value in actuals if value.certain and value.year is not None]
    return max(certain, key=lambda value: value.year or 0, default=None)


def _passed(
    actual: Value, targets: list[Value], indicator: Indicator, design: Design | None
) -> bool:
    last = targets[-1]
    if (actual.year or 0) >= (last.fiscal_year or 0) or actual.number is None:
        return False  # reached in its own year: that is a success
    better = likely_direction(indicator, design) or rising_or_falling(targets)
    if better not in {"up", "down"} or last.number is None:
        return False
    ahead = actual.number - last.number if better == "up" else last.number - actual.number
    # A level that all years are to keep is not passed by keeping it.
    steady = len({target.number for target in targets}) == 1
    return ahead > 0 or (ahead == 0 and not steady)


def _over(last: Value, context: SheetContext) -> bool:
    """A whole year has gone by since the last target's year."""
    if context.as_of is None or last.fiscal_year is None:
        return False
    return fiscal_year(context.as_of) - last.fiscal_year > 1
