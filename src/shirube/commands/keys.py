"""A sheet as it is typed on the command line."""

import typer

from shirube.commands.common import tell
from shirube.commands.wording import say
from shirube.schema import SheetKey
from shirube.schema.sheet import parse_key


def sheet_key(text: str) -> SheetKey:
    """``132217/2019/program/511`` → its key; anything else is wrong use (exit 2)."""
    try:
        return parse_key(text)
    except ValueError as error:
        tell(
            say(
                f"{text}: シートは「団体コード/年度/種類/番号」の形で指定してください"
                "(例 132217/2019/program/511、年度のないシートは undated)。",
                f"{text}: give a sheet as CODE/YEAR/KIND/SHEETCODE, "
                "for example 132217/2019/program/511 (undated where there is no year).",
            )
        )
        raise typer.Exit(2) from error
