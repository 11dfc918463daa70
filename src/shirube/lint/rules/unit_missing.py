"""An indicator has values but no unit.

Why: 120 may be persons, cases or thousand yen; nobody can compare or add it.
Instead: write the unit (人, 件, %) in the indicator's own field.

指標に値があるのに単位がない。
なぜ: 120が人か件か千円か分からず、比べることも足すこともできません。
どうする: 指標の単位の欄に、人・件・%などの単位を入れてください。
"""

from collections.abc import Iterator

from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.texts import named
from shirube.lint.wording import Message

rule = Rule(
    __name__,
    __doc__,
    id="S04",
    severity="warning",
    context=SheetContext,
    messages={"": Message("「{name}」に単位がありません。", "“{name}” has no unit.")},
)


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """Indicators under which nothing is stated, and ghosts without a name, need no unit."""
    for index, indicator in enumerate(context.sheet.indicators):
        has_unit = bool(indicator.unit and indicator.unit.strip(" \u3000-－―—ー"))
        if not has_unit and not indicator.flags and any(v.certain for v in indicator.values):
            yield Found(
                path=f"indicators[{index}]", at=indicator.at, values={"name": named(indicator)}
            )
