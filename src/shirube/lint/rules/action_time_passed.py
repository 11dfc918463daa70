"""A next action's time had already passed when the sheet was written.

Why: a promise for a year that is over was copied from an older sheet; nobody will keep it.
Instead: say what was done about it, and from when the next step is taken.

「今後の取組」の時期が、シートを書いた時にはもう過ぎている。
なぜ: 過ぎた年度の約束は前の文の写しで、だれも果たしません。
どうする: 何をしたかを書き、次の取組をいつから行うかを書き直してください。
"""

import re
from collections.abc import Iterator

from shirube.basics.fiscal_year import years_in
from shirube.basics.japanese_text import nfkc
from shirube.lint.contexts import SheetContext
from shirube.lint.model import Found, Rule
from shirube.lint.wording import Message
from shirube.schema import NextAction

rule = Rule(
    __name__,
    __doc__,
    id="S13",
    severity="warning",
    context=SheetContext,
    messages={
        "from": Message(
            "課題{no}の今後の取組は{action_year}からですが、シートは{written_year}に書かれています。",
            "Issue {no}: the next action starts in {action_year}, but the sheet was written in "
            "{written_year}.",
        ),
        "until": Message(
            "課題{no}の今後の取組は{action_year}を期限としていますが、"
            "シートは{written_year}に書かれています。",
            "Issue {no}: the next action is due in {action_year}, but the sheet was written in "
            "{written_year}.",
        ),
    },
)

_DEADLINE = re.compile(
    r"(?:令和|平成|R|H)\s*(?:元|\d{1,2})年度(?=(?:末|中|内)?(?:まで|中)に?[^、。]*(?:予定|する|行う|図る|目指す)[^、。]*[。]?)"
)


@rule.checks
def check(context: SheetContext) -> Iterator[Found]:
    """By the year that stands over the action, else by a deadline that its own words name."""
    written = context.written_in
    if written is None:
        return
    for place, issue in enumerate(context.sheet.issues):
        for step, action in enumerate(issue.next_actions):
            kind, year = _time(action)
            if year is not None and year < written:
                yield Found(
                    path=f"issues[{place}].next_actions[{step}]",
                    at=action.at,
                    kind=kind,
                    values={"no": issue.no, "action_year": year, "written_year": written},
                )


def _time(action: NextAction) -> tuple[str, int | None]:
    if action.from_fiscal_year is not None:
        return "from", action.from_fiscal_year
    named = [years_in(match.group())[0] for match in _DEADLINE.finditer(nfkc(action.text))]
    return "until", max(named, default=None)
