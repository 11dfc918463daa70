"""An actual belongs to another year than the column it stands in.

Why: drawn or compared by its column, an old survey looks like a new result.
Instead: leave the column empty, or say in the text that no newer value exists.

実績値が、置かれた欄とは別の年度の値である。
なぜ: 欄の年度の値として比べると、古い調査が新しい結果に見えます。
どうする: その年度の欄は空けるか、新しい値がまだないことを本文に書いてください。
"""

from collections.abc import Iterator

from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.texts import named
from shirube.lint.wording import Message

rule = Rule(
    __name__,
    __doc__,
    id="S06",
    severity="notice",
    context=SheetContext,
    messages={
        "": Message(
            "「{name}」の{fiscal_year}の欄の実績値{printed}は、{observed_year}の値です。",
            "“{name}”: the actual {printed} in the column of {fiscal_year} was observed in "
            "{observed_year}.",
        )
    },
)


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """Known from a note or from a year printed in the cell."""
    for place, indicator in enumerate(context.sheet.indicators):
        for index, value in enumerate(indicator.values):
            other = value.observed_year is not None and value.observed_year != value.fiscal_year
            if value.measure == "actual" and value.value is not None and other:
                yield Found(
                    path=f"indicators[{place}].values[{index}]",
                    at=value.at,
                    values={
                        "name": named(indicator),
                        "fiscal_year": value.fiscal_year,
                        "observed_year": value.observed_year,
                        "printed": value.printed or value.value,
                    },
                )
