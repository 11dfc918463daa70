"""A printed achievement rate differs from the one computed from target and actual.

Why: one of three numbers is wrong, and readers cannot know which.
Instead: compare target, actual and rate with the original; check whether less is better.

印字の達成率が、目標値と実績値から計算した率と合わない。
なぜ: 3つの数のどれかが誤っていますが、読む人にはどれか分かりません。
どうする: 目標値・実績値・達成率を原本と照らし、低いほどよい指標かどうかも確かめてください。
"""

from collections.abc import Iterator
from decimal import Decimal

from shirube.designs import Design
from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.numbers import (
    Column,
    as_printed,
    baseline_of,
    columns,
    computed,
    formula_for,
    stated_direction,
)
from shirube.lint.texts import named
from shirube.lint.wording import Message
from shirube.reckon import Better, Formula
from shirube.schema import Indicator, Value

_WHAT_JA = (
    "「{name}」{fiscal_year}: 達成率は{printed}と印字されていますが、"
    "目標値{target}・実績値{actual}からは{computed}%です"
)
_WHAT_EN = (
    "“{name}” {fiscal_year}: the printed rate is {printed}, "
    "target {target} and actual {actual} give {computed} %"
)
rule = Rule(
    __name__,
    __doc__,
    id="S02",
    severity="error",
    context=SheetContext,
    messages={
        "differs": Message(f"{_WHAT_JA}。", f"{_WHAT_EN}."),
        "rounded_actual": Message(
            f"{_WHAT_JA}。実績値の端数による差かもしれません。",
            f"{_WHAT_EN}. The actual value may have been rounded.",
        ),
    },
)


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """Where the direction is not stated, a rate is wrong only if neither direction gives it."""
    for place, indicator in enumerate(context.sheet.indicators):
        formulas = _formulas(indicator, context.design)
        baseline = baseline_of(indicator)
        for column in columns(indicator):
            printed = indicator.get("achievement", column.fiscal_year)
            if printed is not None and printed.certain:
                path = f"indicators[{place}].values[{indicator.values.index(printed)}]"
                for kind, rates in _judge(column, printed, formulas, (context.design, baseline)):
                    yield _found(indicator, column, printed, (path, kind, rates))


def _formulas(indicator: Indicator, design: Design | None) -> tuple[Formula, ...]:
    stated = stated_direction(indicator)
    tried: tuple[Better, ...] = (stated,) if stated is not None else ("up", "down")
    found = (formula_for(better, design) for better in tried)
    return tuple(
        formula
        for formula in found
        if formula is not None and formula not in {"range", "milestone"}
    )


def _judge(
    column: Column,
    printed: Value,
    formulas: tuple[Formula, ...],
    with_: tuple[Design | None, Decimal | None],
) -> Iterator[tuple[str, list[str]]]:
    """The kind of finding and the computed rates; nothing when a formula fits or none applies."""
    design, baseline = with_
    number = printed.number
    assert number is not None
    rates = [rate for formula in formulas if (rate := computed(column, formula, baseline))]
    shown = [as_printed(rate, number, design) for rate in rates]
    if not shown or number in shown:
        return
    near = any(_reachable(column, number, formula, (design, baseline)) for formula in formulas)
    yield "rounded_actual" if near else "differs", [str(rate) for rate in shown]


def _reachable(
    column: Column,
    printed: Decimal,
    formula: Formula,
    with_: tuple[Design | None, Decimal | None],
) -> bool:
    """Some actual value that prints like the given one gives the printed rate (only decimals)."""
    design, baseline = with_
    actual = column.actual.number
    assert actual is not None
    step = int(actual.as_tuple().exponent)
    if step >= 0:
        return False
    ends: list[Decimal] = []
    for sign in (-1, 1):
        moved = actual + sign * Decimal(5).scaleb(step - 1)
        value = column.actual.model_copy(update={"value": f"{moved:f}"})
        rate = computed(column._replace(actual=value), formula, baseline)
        if rate is not None:
            ends.append(as_printed(rate, printed, design))
    return len(ends) == 2 and min(ends) <= printed <= max(ends)


def _found(
    indicator: Indicator, column: Column, printed: Value, finding: tuple[str, str, list[str]]
) -> Found:
    path, kind, rates = finding
    return Found(
        path=path,
        at=printed.at,
        kind=kind,
        severity="notice" if kind == "rounded_actual" else None,
        values={
            "name": named(indicator),
            "fiscal_year": column.fiscal_year,
            "printed": printed.printed or printed.value,
            "target": column.target.value,
            "actual": column.actual.value,
            "computed": " / ".join(dict.fromkeys(rates)),
        },
    )
