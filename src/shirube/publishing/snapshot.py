"""What an edition is made of, as plain values: page makers get this and nothing else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shirube.designs import Design
from shirube.publishing.addresses import edition_slug
from shirube.schema import MunicipalityRef, Sheet
from shirube.schema.ledger import Ledger

EditionKind = Literal["first", "addition", "correction"]
KIND_WORDS = {"first": "初版", "addition": "追加", "correction": "訂正"}


@dataclass(frozen=True, slots=True)
class EditionRef:
    """An edition by name: municipality, evaluated year, number."""

    municipality: MunicipalityRef
    fiscal_year: int | None
    number: int
    published_on: date

    @property
    def slug(self) -> str:
        """The last part of its address: ``2019-1``."""
        return edition_slug(self.fiscal_year, self.number)


@dataclass(frozen=True, slots=True)
class Erratum:
    """One thing that a correction changed: where, from what, to what, why."""

    sheet: str
    title: str
    path: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The newest edition of an earlier year, as it stood when this edition was made."""

    ref: EditionRef
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file of the edition: its path, what is in it, its size in bytes."""

    path: str
    about: str
    size: int


@dataclass(frozen=True)
class Snapshot:
    """Everything that the pages and files of one edition may say."""

    ref: EditionRef
    kind: EditionKind
    reason: str
    sheets: tuple[Sheet, ...]  # public(sheet), in order of plan and code
    designs: Mapping[str, Design]
    ledger: Ledger
    earlier: tuple[Earlier, ...] = ()  # oldest first
    errata: tuple[Erratum, ...] = ()
    data_files: tuple[DataFile, ...] = ()
    papers: bool = False  # with PDFs


@dataclass(frozen=True, slots=True)
class File:
    """One file of an edition."""

    path: str  # relative, "/" between parts; a page is ``…/index.html``
    data: bytes
    media_type: str


# Named in settings.SHIRUBE_PAGE_MAKERS by dotted path; called once when an edition is made.
PageMaker = Callable[[Snapshot], Iterator[File]]
