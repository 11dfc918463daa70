"""What every command is given: the folder of the installation and the language."""

from dataclasses import dataclass
from pathlib import Path

import typer

from shirube.commands.wording import Language, language
from shirube.designs import Library
from shirube.designs.library import with_folder

DEFAULT_HOME = Path("shirube-data")


@dataclass(frozen=True, slots=True)
class Common:
    """The options that stand before the command's name."""

    home: Path = DEFAULT_HOME

    @property
    def language(self) -> Language:
        """The language of messages."""
        return language()

    def library(self) -> Library:
        """The packaged designs and those of the home folder. Raises DesignError."""
        return with_folder(self.home / "designs")


def common(context: typer.Context) -> Common:
    """The options that were given to ``shirube`` itself."""
    found = context.find_object(Common)
    return Common() if found is None else found


def tell(text: str = "") -> None:
    """A message for the person, on standard error."""
    typer.echo(text, err=True)
