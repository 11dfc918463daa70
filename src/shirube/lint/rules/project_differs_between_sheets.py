"""The same project states different amounts or flags in two sheets.

Why: a project costs what it costs; two numbers for it mean that one is wrong.
Instead: let the division in charge settle it, and correct the other sheet.

同じ事業の金額や実行計画の印が、シートによって違う。
なぜ: 1つの事業に2つの金額があれば、どちらかが誤りです。
どうする: 担当課で正しい方を決め、もう一方のシートを直してください。
"""

from collections.abc import Iterator

from shirube.lint.contexts import CorpusContext
from shirube.lint.model import Found, Rule
from shirube.lint.wording import Message
from shirube.reckon import Appearance, Conflict, appearances, conflicts

rule = Rule(
    __name__,
    __doc__,
    id="C01",
    severity="error",
    context=CorpusContext,
    messages={
        "amount": Message(
            "「{name}」の{fiscal_year} {stage}・{item}がシートによって違います: {stated}。",
            "“{name}”: {fiscal_year} {stage}, {item} differs between sheets: {stated}.",
            "{sheet_code}では{amount}",
            "{amount} in {sheet_code}",
        ),
        "flag": Message(
            "「{name}」の実行計画の印がシートによって違います: "
            "対象は{marked}、対象でないのは{unmarked}。",
            "“{name}” is in the action plan by {marked}, but not by {unmarked}.",
        ),
    },
)


@rule.checks
def check(context: CorpusContext) -> Iterator[Found]:
    """Blanks contradict nothing; an empty mark beside 対象 does, where the form asks for it."""
    for conflict in conflicts(context.sheets):
        yield _amounts(conflict)
    for places in appearances(context.sheets).values():
        yield from _flags(places)


def _amounts(conflict: Conflict) -> Found:
    first = conflict.stated[0][0]
    return Found(
        path=path_of(first),
        at=first.project.at,
        kind="amount",
        sheet=first.sheet,
        values={
            "code": first.project.code,
            "name": first.project.name,
            "fiscal_year": conflict.slot.fiscal_year,
            "stage": conflict.slot.stage,
            "item": conflict.slot.item,
            "stated": [
                {"sheet_code": place.sheet.code, "item": conflict.slot.item, "amount": str(amount)}
                for place, amount in conflict.stated
            ],
        },
    )


def _flags(places: tuple[Appearance, ...]) -> Iterator[Found]:
    marked = [place for place in places if place.project.in_action_plan is True]
    unmarked = [place for place in places if place.project.in_action_plan is False]
    if not marked or not unmarked:
        return
    # The sheet without the mark is the one in which somebody forgot something.
    yield Found(
        path=path_of(unmarked[0]),
        at=unmarked[0].project.at,
        kind="flag",
        severity="warning",
        sheet=unmarked[0].sheet,
        values={
            "code": places[0].project.code,
            "name": places[0].project.name,
            "marked": [place.sheet.code for place in marked],
            "unmarked": [place.sheet.code for place in unmarked],
        },
    )


def path_of(place: Appearance) -> str | None:
    """The row in its sheet; None for a sheet that is itself the project."""
    if place.project not in place.sheet.projects:
        return None
    return f"projects[{place.sheet.projects.index(place.project)}]"
