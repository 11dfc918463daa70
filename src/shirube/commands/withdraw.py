"""``shirube withdraw``: take back an edition that must go; a tombstone with the reason stays."""

from typing import Annotated

import typer

from shirube.commands.arguments import PersonName
from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say

HELP = say(
    "公表版を取り下げます。内容は消え、日付と理由だけが残ります。",
    "Withdraw an edition. Its content is deleted; date and reason stay.",
)


def command(
    context: typer.Context,
    edition: Annotated[
        str,
        typer.Argument(
            metavar="CODE/EDITION", help=say("公表版(例 999997/2024-1)", "As in 999997/2024-1")
        ),
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help=say("理由(公表されます)", "Reason"))],
    by: PersonName = "",
) -> None:
    """Withdraw; refuse what is not there."""
    with installation(common(context)):
        from shirube.people.actors import system
        from shirube.publishing import queries
        from shirube.publishing.withdraw import comes_back, still_quoting, withdraw_edition

        code, _, slug = edition.partition("/")
        found = queries.by_slug(code, slug)
        gone = withdraw_edition(found.pk if found else 0, reason, by=system(by))
        before = comes_back(gone)
        if before is not None:
            tell(
                say(
                    f"この年度は {before} が最新に戻りました。取り下げた版で直した所は、そこでは"
                    "直っていません。直したものを publish --kind correction で出し直してください。",
                    f"{before} is the newest again, without what the withdrawn one had mended. "
                    "Publish a new correction.",
                )
            )
        for later in still_quoting(gone):
            tell(
                say(
                    f"{later} の正誤表には、取り下げた版の文が残っています。"
                    "その文を消すには、この版も取り下げて、公表しなおしてください。",
                    f"The errata of {later} still quote it. Withdraw that one, too.",
                )
            )
        tell(
            say(
                f"公表版 {edition} を取り下げました。バックアップと渡したファイルには残ります。",
                f"Edition {edition} is withdrawn. Backups and copies that were handed out stay.",
            )
        )
