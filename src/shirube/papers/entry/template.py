"""A paper as data: what the TOML of a template may say, and where templates are found."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from shirube.papers.entry.take import Strict, Take
from shirube.papers.entry.vocabulary import FACTS, TABLES, fact_known

KINDS = Path(__file__).parents[1] / "kinds"


class TemplateError(Exception):
    """A template that cannot be used; the message names file, place and reason."""


class FactSpec(Take):
    """A label and what stands beside it."""

    label: str


class ColumnSpec(Take):
    """A column. In ``head``, {year} stands for the year that is meant, {unit} for that of money."""

    head: str
    width: Annotated[float, Field(gt=0, le=20)] = 1.0


class SectionSpec(Strict):
    """A part of the paper: facts, or a table with its columns."""

    title: str
    caption: str = ""
    facts: tuple[FactSpec, ...] = ()
    table: str = ""
    no_rows: str = ""  # what is said instead of the paper's own words where there are no rows
    columns: tuple[ColumnSpec, ...] = ()

    @model_validator(mode="after")
    def _says_one_thing(self) -> "SectionSpec":
        if bool(self.facts) == bool(self.table):
            raise ValueError(f"「{self.title}」には facts か table のどちらか1つを書きます。")
        if self.table:
            _known(self.title, "table", self.table, TABLES)
            if not self.columns:
                raise ValueError(f"「{self.title}」の columns に、列を1つ以上書きます。")
            for column in self.columns:
                _known(self.title, "take", column.take, TABLES[self.table].columns)
        for fact in self.facts:
            if not fact_known(fact.take):
                _known(self.title, "take", fact.take, FACTS)
        return self


def _known(title: str, what: str, word: str, words: Iterable[str]) -> None:
    if word not in words:
        raise ValueError(
            f"「{title}」の {what} 「{word}」はありません。使える語: {'、'.join(words)}"
        )


class Wording(Strict):
    """What is said where nothing is said."""

    absent: str = "このシートにはない項目です"
    blank: str = "記載なし"
    empty: str = "このシートには、まだ何も書かれていません"


class Template(Strict):
    """A paper: its title, a sentence under it, sections in order.

    ``one_year`` refuses sheets of several years or municipalities; ``overview`` begins a paper of
    several sheets with their money, every project counted once.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    lead: str = ""
    landscape: bool = False
    money_unit: Literal["円", "千円"] = "千円"
    one_year: bool = False
    overview: bool = False
    wording: Wording = Wording()
    sections: Annotated[tuple[SectionSpec, ...], Field(min_length=1)]


class Templates(Mapping[str, Template]):
    """Templates by id, in the order of their files."""

    def __init__(self, templates: Iterable[Template]) -> None:
        self._templates = {one.id: one for one in templates}

    def __getitem__(self, key: str) -> Template:
        return self._templates[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._templates)

    def __len__(self) -> int:
        return len(self._templates)


def load(path: Path) -> Template:
    """One file. Raises TemplateError."""
    try:
        template = Template.model_validate(tomllib.loads(path.read_text("utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(f"{path}: {error}") from error
    except ValidationError as error:
        raise TemplateError(f"{path}: {'; '.join(_reasons(error))}") from error
    if template.id != path.stem:
        raise TemplateError(f"{path}: ファイルの名前を {template.id}.toml にしてください。")
    return template


def _reasons(error: ValidationError) -> Iterator[str]:
    for one in error.errors(include_url=False):
        place = ".".join(str(step) for step in one["loc"])
        yield f"{place}: {one['msg'].removeprefix('Value error, ')}".removeprefix(": ")


@cache
def packaged_papers() -> Templates:
    """The papers that come with the product."""
    return Templates(_of(KINDS))


def papers_with_folder(folder: Path) -> Templates:
    """The packaged papers and those of a folder (``$SHIRUBE_HOME/papers``). One of the same id
    takes the packaged one's place. Raises TemplateError.
    """
    own = list(_of(folder)) if folder.is_dir() else []
    return Templates([*packaged_papers().values(), *own])


def _of(folder: Path) -> Iterator[Template]:
    for path in sorted(folder.glob("*.toml")):
        yield load(path)
