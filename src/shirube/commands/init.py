"""``shirube init``: folder, key and database of an installation."""

import typer

from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say

HELP = say(
    "データベースと鍵を用意します。何度実行しても、あるものは変わりません。",
    "Make database and key. Run again, it changes nothing that is there.",
)


def command(context: typer.Context) -> None:
    """Make what is missing, and say what comes next."""
    given = common(context)
    with installation(given):
        tell(
            say(
                f"{given.home} を使えます。次は「shirube import ファイル」で取り込みます。",
                f"{given.home} is ready. Next: shirube import FILE",
            )
        )
