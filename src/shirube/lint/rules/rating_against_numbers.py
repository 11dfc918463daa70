"""The rating is good although most targets are missed, or bad although all are met.

Why: readers see a contradiction and trust neither the rating nor the numbers.
Instead: give the reason that outweighs the numbers, or change the rating.

評価が指標の数と食い違っている。
なぜ: 矛盾を見た人は、評価も数も信じなくなります。
どうする: 数より重い理由を評価理由に書くか、評価を見直してください。
"""

from collections.abc import Iterator

from shirube.designs import Design
from shirube.designs.model import Grade
from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.numbers import baseline_of, columns, computed, formula_for, likely_direction
from shirube.lint.texts import named
from shirube.lint.wording import Message
from shirube.schema import Indicator, Rating, Sheet

rule = Rule(
    __name__,
    __doc__,
    id="S12",
    severity="warning",
    context=SheetContext,
    messages={
        "good_but_missed": Message(
            "評価は「{rating}」ですが、{fiscal_year}の指標{judged}件のうち{missed}件が"
            "目標に届いていません({names})。",
            "The rating is {rating}, but {missed} of {judged} indicators missed their targets "
            "in {fiscal_year} ({names}).",
        ),
        "bad_but_met": Message(
            "評価は「{rating}」ですが、{fiscal_year}の指標{judged}件すべてが目標に届いています"
            "({names})。",
            "The rating is {rating}, but all {judged} indicators met their targets in "
            "{fiscal_year} ({names}).",
        ),
    },
)

# What the form itself prints wins over what can be computed.
_STATUS = {"達成": True, "未達成": False}
_ENOUGH = 2  # one indicator alone seldom decides a rating


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """The evaluated year's certain targets and actuals against each rating of the whole year."""
    if context.design is None or context.sheet.fiscal_year is None:
        return
    judged = list(_judged(context.sheet, context.design))
    if len(judged) < _ENOUGH:
        return
    for index, rating in enumerate(context.sheet.ratings):
        kind = _contradiction(_grade(rating, context.design), [met for _, met in judged])
        if kind:
            wanted = kind == "bad_but_met"
            names = [named(indicator) for indicator, met in judged if met == wanted]
            yield Found(
                path=f"ratings[{index}]",
                at=rating.at,
                kind=kind,
                values={
                    "rating": rating.value,
                    "fiscal_year": context.sheet.fiscal_year,
                    "judged": len(judged),
                    "missed": len(judged) - sum(met for _, met in judged),
                    "names": names,
                },
            )


def _judged(sheet: Sheet, design: Design) -> Iterator[tuple[Indicator, bool]]:
    """Indicators of the evaluated year with whether the target is met, where that is certain."""
    for indicator in sheet.indicators:
        status = indicator.get("status", sheet.fiscal_year)
        said = (
            _STATUS.get(status.printed or "") if status is not None and not status.flags else None
        )
        if said is not None:
            yield indicator, said
            continue
        better = likely_direction(indicator, design)
        formula = formula_for(better, design) if better else None
        for column in columns(indicator):
            own_year = column.fiscal_year == sheet.fiscal_year == column.actual.year
            if own_year and formula is not None:
                rate = computed(column, formula, baseline_of(indicator))
                if rate is not None:
                    yield indicator, rate.met


def _grade(rating: Rating, design: Design) -> Grade | None:
    scale = design.scale(rating.scale)
    if scale is None or not scale.judges_targets or rating.flags:
        return None
    return scale.grade(rating.value)


def _contradiction(grade: Grade | None, met: list[bool]) -> str | None:
    if grade is None:
        return None
    if grade.tone == "good" and sum(met) * 2 < len(met):
        return "good_but_missed"
    return "bad_but_met" if grade.tone == "bad" and all(met) else None
