"""``shirube link``: which item of one year is which of the next; people decide."""

from typing import Annotated, Literal

import typer

from shirube.commands.arguments import PersonName
from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say

HELP = say(
    "年度の間で同じ施策・指標・事業を結びます。似ているものを提案し、決めるのは人です。",
    "Join programs, indicators and projects of two years. Likeness proposes, people decide.",
)


def command(  # noqa: PLR0913, PLR0917 - one parameter an option: typer reads them
    context: typer.Context,
    propose: Annotated[bool, typer.Option("--propose", help=say("提案する", "Propose"))] = False,
    listed: Annotated[bool, typer.Option("--list", help=say("一覧", "List"))] = False,
    accept: Annotated[
        str | None, typer.Option(metavar="ID,ID", help=say("同じと決める番号", "Accept these"))
    ] = None,
    reject: Annotated[
        str | None, typer.Option(metavar="ID,ID", help=say("別と決める番号", "Reject these"))
    ] = None,
    accept_same: Annotated[
        bool,
        typer.Option(
            "--accept-same",
            help=say("名称・番号・単位が同じ提案をすべて決める", "Accept all that agree fully"),
        ),
    ] = False,
    relation: Annotated[
        Literal["same", "renamed", "split", "merged"] | None,
        typer.Option(help=say("提案と違う関係", "Another relation than proposed")),
    ] = None,
    municipality: Annotated[
        str | None, typer.Option(metavar="CODE", help=say("団体コード", "Municipality code"))
    ] = None,
    reason: Annotated[str, typer.Option(help=say("理由", "Why"))] = "",
    by: PersonName = "",
) -> None:
    """Do what is asked, in the order: propose, reject, accept, list."""
    if not (propose or listed or accept or reject or accept_same):
        tell(
            say(
                "--propose、--list、--accept、--accept-same、--reject のどれかを指定してください。",
                "Give --propose, --list, --accept, --accept-same or --reject.",
            )
        )
        raise typer.Exit(2)
    with installation(common(context)):
        from shirube.commands.linking import Linking
        from shirube.workflow.link import Decision

        linking = Linking(municipality, by)
        if propose:
            linking.propose()
        if reject:
            linking.decide(reject, Decision(False, reason))
        if accept:
            linking.decide(accept, Decision(True, reason, relation))
        if accept_same:
            linking.accept_same()
        if listed:
            linking.show()
