"""``shirube workbook``: sheets that are being written, as an Excel workbook to be filled."""

from pathlib import Path
from typing import Annotated

import typer

from shirube.commands.arguments import SheetKeys
from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.keys import sheet_key
from shirube.commands.wording import say

HELP = say(
    "記入中のシートを、Excelで書くブックにします。団体コード/年度 で、その年度のすべてになります。",
    "Make a workbook to be filled of sheets under way; CODE/YEAR stands for all of a year.",
)


def command(
    context: typer.Context,
    sheets: SheetKeys,
    out: Annotated[
        Path,
        typer.Option(dir_okay=False, metavar="FILE", help=say("書き出すファイル", "File to write")),
    ],
    unit: Annotated[
        str,
        typer.Option(metavar="NAME", help=say("この部署のシートだけ", "Only of this division")),
    ] = "",
) -> None:
    """One workbook, one tab a sheet."""
    with installation(common(context)):
        from shirube.people.actors import system
        from shirube.people.permissions import Refused
        from shirube.workflow.workbook_forms import sheets_by_key, sheets_of_year, workbook_of

        cases = []
        for text in sheets:
            code, _, year = text.partition("/")
            if year.isdecimal():
                cases += sheets_of_year(code, int(year))
            else:
                cases += sheets_by_key(sheet_key(text))
        if unit:
            cases = [case for case in cases if case.unit is not None and case.unit.name == unit]
        if not cases:
            raise Refused(
                "記入中のシートが見つかりません。団体コード/年度(/種類/番号)を確かめてください。",
                "No such sheets are being written.",
            )
        data = workbook_of(cases, by=system())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    tell(say(f"{out} に {len(cases)} 枚を書き出しました。", f"{len(cases)} sheets → {out}."))
