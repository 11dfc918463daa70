"""A problem met on the way in: what, where, why, how to mend, in Japanese and English.

The texts stand in ``problems.toml``, one table a code, so that the manual lists what can happen.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be read. ``file`` and ``at`` say where, ``values`` fill the text.

    ``fatal`` problems leave the whole file unread, ``refused`` ones a sheet of it; others warn.
    """

    code: str
    file: str
    at: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    fatal: bool = False
    refused: bool = False

    @property
    def leaves_out(self) -> bool:
        """Something of the file was not read because of it; a command then ends with 1."""
        return self.fatal or self.refused

    def text(self, language: str = "ja") -> str:
        """The full message. Raises KeyError for a code without text."""
        place = f"{self.file}{f' ({self.at})' if self.at else ''}"
        return f"{place}: {self.words(language)}"

    def words(self, language: str = "ja") -> str:
        """The message without its place, for a table that has a column for it."""
        return catalogue()[self.code][language].format_map(_Lenient(self.values))


class UnreadableFileError(Exception):
    """A file as a whole cannot be read; carries the Problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("en"))
        self.problem = problem


class _Lenient(dict[str, str]):
    """A value that was not given shows as its name instead of hiding the message."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """code → {"ja": …, "en": …}."""
    text = resources.files("shirube.basics").joinpath("problems.toml").read_text("utf-8")
    return tomllib.loads(text)
