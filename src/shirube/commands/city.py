"""``shirube city``: what a city decides about its public side, as TOML: shown, or changed."""

from pathlib import Path
from typing import Annotated

import typer

from shirube.commands.arguments import PersonName
from shirube.commands.common import common, tell
from shirube.commands.installation import installation
from shirube.commands.wording import say

HELP = say(
    "団体の決めごと(読み、話題、所管委員会、名前を公表する役職)を見せるか、ファイルから変えます。",
    "Show a city's own decisions (readings, topics, committees, persons by post), or change them.",
)


def command(
    context: typer.Context,
    municipality: Annotated[
        str, typer.Argument(metavar="CODE", help=say("団体コード", "Code of the municipality"))
    ],
    put: Annotated[
        Path | None,
        typer.Option(
            "--set",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help=say("この TOML の内容に変える", "Change to the content of this TOML file"),
        ),
    ] = None,
    by: PersonName = "",
) -> None:
    """Print the TOML on standard output, or put a file in its place."""
    with installation(common(context)):
        from shirube.people.actors import system
        from shirube.people.city.deciding import decide_city, settings_of
        from shirube.people.city.text import from_toml, to_toml
        from shirube.people.permissions import Refused

        if put is None:
            typer.echo(to_toml(settings_of(municipality)), nl=False)
            return
        try:
            text = put.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Refused(f"{put} は UTF-8 ではありません。", f"{put} is not UTF-8.") from error
        if decide_city(municipality, from_toml(text), by=system(by)):
            tell(say("決めごとを変えました。", "The decisions are changed."))
        else:
            tell(say("前と同じです。", "They are the same as before."))
