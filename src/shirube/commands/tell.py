"""``shirube tell``: short texts about a published sheet."""

from typing import TYPE_CHECKING, Annotated

import typer

from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.keys import sheet_key
from shirube.commands.wording import say
from shirube.publishing.short_texts import is_address
from shirube.schema import SheetKey

if TYPE_CHECKING:
    from shirube.publishing.short_texts import ShortText

HELP = say(
    "公表したシートを知らせる短い文を作ります(X、LINE、Facebook、市報)。数えた長さも表示します。",
    "Make short texts about a published sheet (X, LINE, Facebook, city paper), lengths counted.",
)


def command(
    context: typer.Context,
    sheet: Annotated[
        str,
        typer.Argument(
            metavar="SHEET",
            help=say(
                "公表したシート(団体コード/年度/種類/番号)",
                "Published sheet (CODE/YEAR/KIND/SHEETCODE)",
            ),
        ),
    ],
    url: Annotated[
        str,
        typer.Option(metavar="URL", help=say("市民画面の置き場所のアドレス", "Portal's address")),
    ],
) -> None:
    """Print each text; leave with 1 when the sheet is not out or a text has no room."""
    given = common(context)
    key = sheet_key(sheet)
    if not is_address(url):
        raise typer.BadParameter("https://www.city.example.lg.jp/", param_hint="--url")
    with installation(given):
        texts = _texts(key, url)
    for one in texts:
        if one.text is None:
            tell(
                say(
                    f"{one.channel.name}: アドレスが長く、{one.channel.limit}字に文が入りません。",
                    f"{one.channel.name}: the address leaves no room in {one.channel.limit}.",
                )
            )
            continue
        typer.echo(f"# {one.channel.name} {one.length}/{one.channel.limit}\n{one.text}\n")
    if any(one.text is None for one in texts):
        raise typer.Exit(1)


def _texts(key: SheetKey, url: str) -> "tuple[ShortText, ...]":
    from shirube.publishing import queries
    from shirube.publishing.short_texts import short_texts

    edition = queries.newest(key.municipality, key.fiscal_year)
    found = queries.sheets_of(edition) if edition is not None else ()
    sheet = next((one for one in found if one.key == key), None)
    if edition is None or sheet is None:
        tell(
            say(
                f"{key}: 公表されていません。shirube publish で公表してからお使いください。",
                f"{key}: is not published. Publish it with shirube publish first.",
            )
        )
        raise typer.Exit(1)
    design = queries.designs_of(edition).get(sheet.design)
    return short_texts(sheet, queries.reference(edition), design, url)
