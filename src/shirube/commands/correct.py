"""``shirube correct``: what a place of a file really says."""

from typing import Annotated

import typer

from shirube.commands.arguments import PersonName
from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.keys import sheet_key
from shirube.commands.wording import say

HELP = say(
    "読み取りを訂正します。ファイルと位置とともに残り、読み直しても効きます。",
    "Correct what was read. Kept by file and place, it holds when the file is read again.",
)


def command(  # noqa: PLR0913, PLR0917 - one parameter an option: typer reads them
    context: typer.Context,
    sheet: Annotated[str, typer.Argument(metavar="SHEET", help="CODE/YEAR/KIND/SHEETCODE")],
    at: Annotated[
        str, typer.Argument(metavar="AT", help=say("読取位置(例 L57C6)", "Place, as in L57C6"))
    ],
    value: Annotated[
        str | None,
        typer.Argument(metavar="VALUE", help=say("正しい内容", "What it should say")),
    ] = None,
    reason: Annotated[str, typer.Option(help=say("訂正の理由", "Why"))] = "",
    by: PersonName = "",
    settle: Annotated[
        bool,
        typer.Option("--settle", help=say("印字どおりで正しい(疑いを消す)", "Right as printed")),
    ] = False,
    part: Annotated[
        str | None,
        typer.Option(help=say("項目の部分(例 indicators.values)", "Part of the sheet")),
    ] = None,
    nth: Annotated[
        int | None, typer.Option(min=1, help=say("同じ位置の何番目か", "Which of several there"))
    ] = None,
    field: Annotated[
        str | None, typer.Option(help=say("項目の欄(例 unit)", "Field of the item, as in unit"))
    ] = None,
) -> None:
    """Correct one place, or settle its doubt."""
    if (value is None) != settle:
        tell(
            say(
                "正しい内容(VALUE)か --settle のどちらか1つを指定してください。",
                "Give either VALUE or --settle.",
            )
        )
        raise typer.Exit(2)
    with installation(common(context)):
        from shirube.people.actors import system
        from shirube.workflow import correct as verbs

        target = verbs.Target(sheet_key(sheet), at, part, None if nth is None else nth - 1)
        if value is None:
            made = verbs.settle(target, by=system(by), reason=reason)
        else:
            made = verbs.correct(target, value, by=system(by), reason=reason, field=field)
    changed = "、".join(f"{name}: {made.before[name]} → {made.after[name]}" for name in made.after)
    tell(say(f"訂正しました。{changed}", f"Corrected. {changed}"))
