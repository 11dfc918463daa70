"""``shirube confirm``: a named person confirms that sheets were read as printed."""

import typer

from shirube.commands.arguments import PersonName, SheetKeys
from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.keys import sheet_key
from shirube.commands.wording import say

HELP = say(
    "シートが印字どおりに読み取られていることを、氏名を残して確認します。",
    "Confirm, with a name, that sheets were read as they are printed.",
)


def command(context: typer.Context, sheets: SheetKeys, by: PersonName = "") -> None:
    """All sheets, or none."""
    with installation(common(context)):
        from shirube.people.actors import system
        from shirube.workflow.confirm import confirm

        confirmed = confirm([sheet_key(text) for text in sheets], by=system(by))
    before = len(set(sheets)) - len(confirmed)
    tell(
        say(
            f"{len(confirmed)} 枚を確認済みにしました(すでに確認済み {before} 枚)。",
            f"{len(confirmed)} confirmed ({before} were already).",
        )
    )
