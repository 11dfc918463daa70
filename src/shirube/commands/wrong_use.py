"""Wrong use, in words of the person's language. Typer itself speaks English only."""

from typing import Any

import typer

from shirube.commands.common import tell
from shirube.commands.wording import language, say

# Typer carries its own copy of Click from 0.20 on; this is UsageError of whichever it uses.
UsageError: type[Exception] = typer.BadParameter.__bases__[0]


def complain(error: Any) -> None:
    """Say what was wrong, and where the help is."""
    name = type(error).__name__
    if language() == "en" or name == "NoArgsIsHelpError":  # which shows the help
        error.show()
        return
    tell(f"使い方が違います。{_reason(error, name)}")
    if error.ctx is not None:
        tell(error.ctx.get_usage())
        tell(f"くわしくは {error.ctx.command_path} --help をご覧ください。")


def _reason(error: Any, name: str) -> str:
    if name == "NoSuchOption":
        return f"{error.option_name} というオプションはありません。"
    if not isinstance(error, typer.BadParameter):
        return str(error.message)
    hint, message = _hint(error), str(error.message)
    if name == "MissingParameter":
        return f"{hint} を指定してください。"
    if message.isascii():  # Typer's own words
        return f"{hint} の値が使えません({message})。"
    return f"{hint}: {message}" if hint else message


def _hint(error: Any) -> str:
    """``--fiscal-year``, ``FILE``: the parameter as it is typed."""
    if error.param_hint or error.param is None:
        return str(error.param_hint or "")
    typed = next((word for word in error.param.opts if word.startswith("--")), None)
    return str(typed or error.param.metavar or error.param.name)


def no_such_command(name: str, known: list[str], context: Any) -> typer.BadParameter:
    """The error for a command that is not in the table."""
    words = ", ".join(known)
    return typer.BadParameter(
        say(
            f"{name} というコマンドはありません。あるのは {words} です。",
            f"There is no command {name}. There are {words}.",
        ),
        ctx=context,
    )
