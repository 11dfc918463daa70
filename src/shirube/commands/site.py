"""``shirube site``: the portal as files."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say

if TYPE_CHECKING:
    from shirube.publishing.models import Edition

HELP = say(
    "公表したページをファイルに書き出します。どのWebサーバーにも置け、そのまま開けます。",
    "Write the portal as files, for any web server or to be opened from a disk.",
)


def command(
    context: typer.Context,
    out: Annotated[
        Path,
        typer.Option(
            file_okay=False, metavar="DIR", help=say("書き出すフォルダ", "Folder to write into")
        ),
    ],
    municipality: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help=say("この団体だけ", "Only this municipality")),
    ] = None,
    url: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help=say("置き場所のアドレス(フィードに要る)", "Where it will stand; feeds need it"),
        ),
    ] = "",
) -> None:
    """Write or renew; a second run writes only what changed."""
    with installation(common(context)):
        from shirube.publishing.site import NotOursError, write_site

        try:
            done = write_site(out, municipality or (), url=url, progress=_with_progress)
        except NotOursError as error:
            tell(
                say(
                    f"{out} には、ほかのものが入っています。空のフォルダを指定してください。",
                    f"{out} holds other things. Choose an empty folder.",
                )
            )
            raise typer.Exit(1) from error
    tell(
        say(
            f"{out} に書き出しました。新しいファイル {done.files}、同じもの {done.unchanged}、"
            f"なくなったもの {done.removed}。{out}/index.html を開けます。",
            f"Written to {out}: {done.files} files new, {done.unchanged} unchanged, "
            f"{done.removed} removed. Open {out}/index.html.",
        )
    )


def _with_progress(editions: "Iterable[Edition]", total: int) -> "Iterator[Edition]":
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("公表版", "Editions"), total=total)
        for edition in editions:
            yield edition
            progress.advance(task)
