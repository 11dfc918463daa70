"""Which papers ``shirube paper`` makes: some in code, the rest templates of package and folder."""

import typer

from shirube.commands.common import Common, tell
from shirube.commands.wording import say
from shirube.papers.entry import Template, TemplateError, papers_with_folder

# Papers in code; every other kind is a template (shirube.papers.entry).
PLAIN_KINDS = ("sheet", "volume", "list", "committee", "text")
KINDS = say(
    "sheet 1枚ずつ、volume 1冊、list 施策の一覧、committee 評価委員会の資料、"
    "text 読み上げ・点訳用の文章、"
    "evaluation 評価表、results 主要な施策の成果を説明する書類、plan 実施計画調書、"
    "budget 予算要求の付表、"
    "audit 監査調書、kpi KPI検証表、ほかに papers フォルダーに置いたもの",
    "sheet one by one, volume one book, list of programs, committee pack, text to read aloud, "
    "evaluation, results (for the assembly), plan, budget, audit, kpi, and those of the folder "
    "papers",
)
FORMATS = say(
    "pdf か xlsx。xlsx にできるのは evaluation から後の書類",
    "pdf or xlsx; xlsx for evaluation, results, plan, budget, audit, kpi and own papers",
)


def template_of(kind: str, form: str, given: Common) -> Template | None:
    """The template of that kind; None for papers in code. Leaves with 2 at a kind that is not."""
    try:
        known = papers_with_folder(given.home / "papers")
    except TemplateError as error:
        tell(str(error))
        raise typer.Exit(1) from error
    if kind in known:
        return known[kind]
    if kind not in PLAIN_KINDS or form != "pdf":
        kinds = "、".join([*PLAIN_KINDS, *known] if kind not in PLAIN_KINDS else known)
        problem = say(f"使えるもの: {kinds}", f"Choose from: {kinds}")
        raise typer.BadParameter(problem, param_hint="--kind")
    return None
