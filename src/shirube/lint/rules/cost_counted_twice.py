"""A project's cost is counted in several programs.

Why: whoever adds up the programs counts it twice; the city seems to spend more than it does.
Instead: use the total that counts each project once, or give each program its share.

同じ事業の費用が、複数の施策に数えられている。
なぜ: 施策の合計を足すと二重になり、実際より多く使ったように見えます。
どうする: 事業を1回だけ数えた合計を使うか、施策ごとの按分を入れてください。
"""

from collections.abc import Iterator
from decimal import Decimal

from shirube.lint.contexts import CorpusContext
from shirube.lint.model import Found, Rule
from shirube.lint.rules.project_differs_between_sheets import path_of
from shirube.lint.wording import Message
from shirube.reckon import Appearance, appearances, overstatement
from shirube.reckon.identity import one_level

rule = Rule(
    __name__,
    __doc__,
    id="C02",
    severity="notice",
    context=CorpusContext,
    messages={
        "project": Message(
            "「{name}」は複数の施策に数えられています: {programs}。",
            "“{name}” is counted in several programs: {programs}.",
        ),
        "summary": Message(
            "施策の合計を足すと、同じ事業を重ねて数えます: {totals}。",
            "Adding up the programs counts projects more than once: {totals}.",
            "{fiscal_year} {stage}・{item}は施策の和{sum_of_sheets_amount}、"
            "事業を1回ずつ数えて{distinct_amount}(+{percent}%)",
            "{fiscal_year} {stage}, {item}: programs add up to {sum_of_sheets_amount}, "
            "each project once to {distinct_amount} (+{percent} %)",
        ),
    },
)


@rule.checks
def check(context: CorpusContext) -> Iterator[Found]:
    """One finding a project, then one with the totals of every year and stage."""
    programs = appearances(one_level(context.sheets)).values()
    shared = [places for places in programs if _counted_twice(places)]
    for places in shared:
        first = places[0]
        yield Found(
            path=path_of(first),
            at=first.project.at,
            kind="project",
            sheet=first.sheet,
            values={
                "code": first.project.code,
                "name": first.project.name,
                "programs": [f"{place.sheet.code} {place.sheet.title}" for place in places],
            },
        )
    totals = _totals(context) if shared else []
    if totals:
        yield Found(kind="summary", values={"totals": totals})


def _counted_twice(places: tuple[Appearance, ...]) -> bool:
    programs = {place.sheet.key for place in places}
    shares = [Decimal(place.project.share or 1) for place in places]
    stated = [place for place in places if any(cost.certain for cost in place.project.costs)]
    return len(programs) > 1 and sum(shares) > 1 and len(stated) > 1


def _totals(context: CorpusContext) -> list[dict[str, object]]:
    return [
        {
            "fiscal_year": slot.fiscal_year,
            "stage": slot.stage,
            "item": slot.item,
            "sum_of_sheets_amount": str(over.sum_of_sheets),
            "distinct_amount": str(over.distinct),
            "percent": f"{over.percent or Decimal(0):.1f}",
        }
        for slot, over in overstatement(context.sheets).items()
        if over.excess
    ]
