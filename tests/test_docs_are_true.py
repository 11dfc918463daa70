"""What the pages say exists: links lead to files, commands and options are real."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from shirube.commands.main import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
PROGRAM = typer.main.get_command(app)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@each_page
def test_links_lead_to_files(page: Path) -> None:
    targets = LINK.findall(page.read_text("utf-8"))
    assert [link for link in targets if not (page.parent / link).exists()] == []


def commands(page: Path) -> list[list[str]]:
    """The words of every ``shirube …`` line in a shell block, comments left out."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    found = [shlex.split(line, comments=True) for line in lines]
    return [words[words.index("shirube") + 1 :] for words in found if "shirube" in words[:6]]


@each_page
def test_commands_and_options_exist(page: Path) -> None:
    context = typer.Context(PROGRAM)
    for words in commands(page):
        rest = words[2:] if words[:1] == ["--home"] else words
        if not rest or rest[0] == "--find-links":
            continue
        command = PROGRAM.get_command(context, rest[0])  # type: ignore[attr-defined]
        assert command is not None, words
        known = {
            name for option in command.params for name in (*option.opts, *option.secondary_opts)
        }
        assert {word for word in rest[1:] if word.startswith("--")} <= known, words
