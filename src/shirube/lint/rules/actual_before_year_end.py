"""An actual is stated for a year that was not over when the sheet was written.

Why: it is a forecast, a value of part of the year, or a leftover of last year's file.
Instead: move it to the forecast, or leave the column empty until the year is over.

まだ終わっていない年度の実績値がある。
なぜ: 見込みか、年度途中の値か、前のファイルの消し忘れです。
どうする: 見込み値に移すか、年度が終わるまで空けてください。
"""

from collections.abc import Iterator

from shirube.basics.fiscal_year import last_day
from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.texts import named
from shirube.lint.wording import Message
from shirube.schema import Value

rule = Rule(
    __name__,
    __doc__,
    id="S07",
    severity="warning",
    context=SheetContext,
    messages={
        "": Message(
            "「{name}」に、まだ終わっていない{fiscal_year}の実績値{printed}があります。",
            "“{name}” states {printed} as the actual of {fiscal_year}, which was not over.",
        )
    },
)

_OTHER_COLUMN = {"shifted", "glued", "doubtful_place", "year_inferred"}


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """A value whose column itself is in doubt says nothing about the year."""
    if context.as_of is None:
        return
    for place, indicator in enumerate(context.sheet.indicators):
        for index, value in enumerate(indicator.values):
            year = value.year
            if not _stated(value) or year is None or context.as_of > last_day(year):
                continue
            yield Found(
                path=f"indicators[{place}].values[{index}]",
                at=value.at,
                values={
                    "name": named(indicator),
                    "fiscal_year": year,
                    "printed": value.printed or value.value,
                },
            )


def _stated(value: Value) -> bool:
    return (
        value.measure == "actual"
        and value.value is not None
        and not _OTHER_COLUMN.intersection(value.flags)
    )
