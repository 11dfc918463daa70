"""The ``shirube`` program. A command is loaded when it is called, so that reading a file never
waits for Django.
"""

import gc
import importlib
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import shirube
from shirube.commands.common import DEFAULT_HOME, Common, tell
from shirube.commands.wording import say
from shirube.commands.wrong_use import UsageError, complain, no_such_command

# Name → module, in the order of the help. The module has a function ``command`` and its ``HELP``,
# and imports Django only inside of the function.
COMMANDS = {
    "read": "shirube.commands.read",
    "lint": "shirube.commands.lint",
    "export": "shirube.commands.export",
    "doctor": "shirube.commands.doctor",
    "paper": "shirube.commands.paper",
    "init": "shirube.commands.init",
    "setup": "shirube.commands.setup",
    "import": "shirube.commands.import_",
    "confirm": "shirube.commands.confirm",
    "correct": "shirube.commands.correct",
    "link": "shirube.commands.link",
    "workbook": "shirube.commands.workbook",
    "take-workbook": "shirube.commands.take_workbook",
    "money": "shirube.commands.money",
    "reflection": "shirube.commands.reflection",
    "publish": "shirube.commands.publish",
    "withdraw": "shirube.commands.withdraw",
    "city": "shirube.commands.city",
    "tell": "shirube.commands.tell",
    "site": "shirube.commands.site",
    "serve": "shirube.commands.serve",
    "worker": "shirube.commands.worker",
    "invite": "shirube.commands.invite",
    "demo": "shirube.commands.demo.command",
}


def _complain_of(error: OSError) -> None:
    """A folder that cannot be written, a disk that is full."""
    what = f"{error.filename or ''} {error.strerror or error}".strip()
    tell(
        say(
            f"ファイルかフォルダを使えません({what})。場所、空き容量、権限を確かめてください。",
            f"Cannot use a file or folder ({what}). Check its place, free space and rights.",
        )
    )


class Commands(TyperGroup):
    """The commands of the table, loaded one by one."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load one command; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name])
        single = typer.Typer(
            add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
        )
        single.command(cmd_name, help=module.HELP)(module.command)
        return typer.main.get_command(single)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Refuse a name that is not in the table, naming those that are."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise no_such_command(args[0], list(COMMANDS), ctx)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run and leave with the status, on streams that print Japanese on any console."""
        # Hundreds of sheets are a million small values that live to the end: looking through them
        # again and again for cycles takes a fifth of the time.
        gc.set_threshold(5_000_000, 50, 100)
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            status = super().main(*args, **{**kwargs, "standalone_mode": False})
        except UsageError as error:
            complain(error)
            sys.exit(2)
        except OSError as error:
            _complain_of(error)
            sys.exit(1)
        except typer.Abort:
            tell(say("中止しました。", "Aborted."))
            sys.exit(1)
        sys.exit(status if isinstance(status, int) else 0)


app = typer.Typer(
    cls=Commands,
    help=say(
        "標 — 行政評価のシートを読み取り、確かめ、公開するプログラム。",
        "Shirube — reads, checks and publishes the sheets of municipal policy evaluation.",
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"shirube {shirube.__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    home: Annotated[
        Path,
        typer.Option(
            envvar="SHIRUBE_HOME",
            help=say("データベースとファイルを置くフォルダ", "Folder of database and files"),
        ),
    ] = DEFAULT_HOME,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help=say("版を表示して終わる", "Show the version and exit"),
        ),
    ] = False,
) -> None:
    """Take the options that stand before the command's name."""
    os.environ["SHIRUBE_HOME"] = str(home)  # for Django's settings, if the command needs them
    context.obj = Common(home=home)
