"""``python -m shirube.commands.helps``: the help of every command as Markdown."""

import sys
from collections.abc import Iterator
from typing import Any

import typer

from shirube.commands.main import COMMANDS, app

WIDTH = 100


def helps() -> Iterator[str]:
    """The help of ``shirube`` itself, then of each command."""
    group: Any = typer.main.get_command(app)
    with group.make_context("shirube", [], resilient_parsing=True) as above:
        above.terminal_width = above.max_content_width = WIDTH
        yield _page("shirube", group.get_help(above))
        for name in COMMANDS:
            command = group.get_command(above, name)
            with command.make_context(name, [], parent=above, resilient_parsing=True) as context:
                yield _page(f"shirube {name}", command.get_help(context))


def _page(title: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"### {title}\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    sys.stdout.buffer.write("\n".join(helps()).encode())
