"""Arguments that several commands share."""

from typing import Annotated

import typer

from shirube.commands.wording import say

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE",
        help=say("ファイル、フォルダ、*.txt のような型", "Files, folders, patterns like *.txt"),
    ),
]
DesignId = Annotated[
    str | None, typer.Option(metavar="ID", help=say("様式を指定する", "Read by this design"))
]
FiscalYear = Annotated[
    int | None,
    typer.Option(
        metavar="Y",
        min=1900,
        max=2200,
        help=say(
            "年度が印字されていない様式の評価対象年度(西暦)",
            "Evaluated fiscal year, for forms that print none",
        ),
    ),
]
SheetKeys = Annotated[
    list[str],
    typer.Argument(
        metavar="SHEET...",
        help=say("シート(団体コード/年度/種類/番号)", "Sheets, as CODE/YEAR/KIND/SHEETCODE"),
    ),
]
PersonName = Annotated[
    str, typer.Option("--by", metavar="NAME", help=say("行う人の氏名", "Who does it"))
]
CityCode = Annotated[str, typer.Option(metavar="CODE", help=say("団体コード", "Municipality code"))]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=say("違いを示すだけ", "Only show the difference"))
]
