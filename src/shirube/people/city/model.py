"""The decisions as a plain value: readings, ways in, and which persons are named."""

from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from shirube.basics.japanese_text import squeeze
from shirube.schema.plain import Plain

ANY = "*"
KANA = r"^[ぁ-ゖァ-ヺー・ 　]+$"
MOST = 60  # topics, committees: more is no way in


def _one_line(text: str) -> str:
    if not text.strip() or not text.replace("\u3000", " ").isprintable():
        raise PydanticCustomError("one_line", "one line of text is wanted")
    return text.strip()


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_one_line)]
Lines = tuple[Line, ...]
Kana = Annotated[str, StringConstraints(pattern=KANA, max_length=200)]


class Persons(Plain):
    """Whose names are public, by post. Nobody's, unless the post is in ``show``.

    A post is meant as it is written (部長 is not 副部長); ``*部長`` means every post that ends so.
    ``hide`` outweighs ``show``.
    """

    show: Lines = ()
    hide: Lines = ()

    def shows(self, post: str) -> bool:
        """Whether the name of whoever holds the post is public."""
        return _names(self.show, post) and not _names(self.hide, post)


def _names(posts: Lines, post: str) -> bool:
    wanted = squeeze(post)
    return bool(wanted) and any(
        wanted.endswith(one.removeprefix(ANY)) if one.startswith(ANY) else wanted == one
        for one in map(squeeze, posts)
    )


class Group(Plain):
    """A way in: a topic for residents or a committee of the council, with what belongs to it.

    ``branches`` are parts of the plan by name, or level and number (基本目標11); ``sheets`` are
    numbers, with the kind where a number alone says too little (施策11); ``divisions`` by name.
    """

    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,30}$")]  # in addresses
    title: Line
    reading: Kana | None = None
    english: Line | None = None
    about: Line | None = None
    branches: Lines = ()
    sheets: Lines = ()
    divisions: Lines = ()

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if not (self.branches or self.sheets or self.divisions):
            raise PydanticCustomError("empty_group", "branches, sheets or divisions are wanted")
        return self


Groups = Annotated[tuple[Group, ...], Field(max_length=MOST)]


class CitySettings(Plain):
    """What a municipality decided. Without any of it nothing changes."""

    reading: Kana | None = None  # of the municipality's name
    # of places, divisions, branches
    readings: dict[Line, Kana] = Field(default_factory=dict, max_length=2000)
    topics: Groups = ()
    committees: Groups = ()
    persons: Persons | None = None  # None: nothing decided, the design alone speaks

    @model_validator(mode="after")
    def _keys_once(self) -> Self:
        for groups in (self.topics, self.committees):
            keys = [group.key for group in groups]
            if len(set(keys)) != len(keys):
                raise PydanticCustomError("key_twice", "two have the same key")
        return self

    def reading_of(self, name: str) -> str | None:
        """How a name of a place, a division or a branch is read, None where nobody said."""
        return self._read.get(squeeze(name))

    @cached_property
    def _read(self) -> dict[str, str]:
        return {squeeze(name): kana for name, kana in self.readings.items()}
