"""``shirube setup``: the steps of setting up from files, by the same verbs as the screens."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from shirube.commands.arguments import CityCode, PersonName
from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.setting_up import Given, look_or_do
from shirube.commands.wording import say

HELP = say(
    "はじめの準備をします: 計画、前の計画との対応、部署と職員、道すじ、様式、見本の市。",
    "Set up: the plan, the crosswalk from the old one, people, the route, a design, a sample city.",
)
Step = Literal["plan", "crosswalk", "people", "route", "design", "sample"]
_STEPS = say(
    "plan 計画の表、crosswalk 前の計画との対応の表、people 職員の表、route 道すじの鍵、"
    "design 写す様式の鍵、sample 見本の市を置く",
    "plan: table of the plan; crosswalk: what became of the old one; people: table of staff; route "
    "and design: a key; sample: put the sample city here",
)


def command(  # noqa: PLR0913, PLR0917 - one parameter an option: typer reads them
    context: typer.Context,
    step: Annotated[Step, typer.Argument(metavar="STEP", help=_STEPS)],
    what: Annotated[
        str, typer.Argument(metavar="FILE|KEY", help=say("表のファイルか鍵", "A table or a key"))
    ] = "",
    municipality: CityCode = "",
    title: Annotated[str, typer.Option(help=say("計画の名前", "Title of the plan"))] = "",
    years: Annotated[
        str,
        typer.Option(
            metavar="Y-Y",
            help=say(
                "計画の年度(2026-2033)。ほかでは最初の年度", "Years (2026-2033); else the first"
            ),
        ),
    ] = "",
    remove: Annotated[
        bool, typer.Option("--remove", help=say("見本の市を消す", "Remove the sample city"))
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help=say("確かめたうえで登録する", "Store, having looked"))
    ] = False,
    by: PersonName = "",
) -> None:
    """Show what a table says; with ``--yes`` store it. Exit 1 where something is wrong."""
    with installation(common(context)):
        given = Given(step, what, municipality, title, years, remove, by)
        wrong = look_or_do(given, store=yes, ask=_table)
        for one in wrong:
            tell(one.text(common(context).language))
    if wrong:
        raise typer.Exit(1)


def _table(path: str) -> str:
    """The text of a table in a file. Raises Refused."""
    from shirube.basics.problems import UnreadableFileError
    from shirube.people.permissions import Refused
    from shirube.people.tables import as_text
    from shirube.sources.opening import open_path

    try:
        return as_text(open_path(Path(path)))
    except UnreadableFileError as error:
        raise Refused(error.problem.text("ja"), error.problem.text("en")) from error
