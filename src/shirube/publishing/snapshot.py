"""What an edition is made of, as plain values: page makers get this and nothing else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from shirube.designs import Design
from shirube.people.city.model import CitySettings
from shirube.publishing.accounts import Accounts
from shirube.publishing.addresses import edition_slug
from shirube.reckon.identity import rows
from shirube.schema import MunicipalityRef, Sheet, SheetKey
from shirube.schema.ledger import Ledger
from shirube.schema.tables import EditionRow

EditionKind = Literal["first", "addition", "correction"]


@dataclass(frozen=True, slots=True)
class EditionRef:
    """An edition by name: municipality, evaluated year, number."""

    municipality: MunicipalityRef
    fiscal_year: int | None
    number: int
    published_on: date
    accounts: Accounts = ""

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
    """The newest edition of an earlier year, as it stood when this edition was made. Its sheets
    are read one at a time: ten years of a city do not fit into memory.
    """

    ref: EditionRef
    folders: frozenset[str]  # of every sheet: ``program/511/``
    read: Callable[[str, str], Sheet | None]  # by kind and number
    every: Callable[[], Iterator[Sheet]]
    row: EditionRow


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file of the edition: its path and its size in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose bytes an older edition has already."""

    path: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The edition that an unchanged sheet came with, and its files as they were stored then."""

    ref: EditionRef
    kind: EditionKind
    files: tuple[StoredFile, ...] = ()


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
    quality: Mapping[str, Any] = field(default_factory=dict)  # what data-quality.json says
    papers: bool = False  # with PDFs
    kept: Mapping[SheetKey, Kept] = field(default_factory=dict)  # what did not change (kept.py)
    city: CitySettings = field(default_factory=CitySettings)  # as decided when it was made

    @property
    def fresh(self) -> tuple[Sheet, ...]:
        """The sheets whose files are to be made."""
        return tuple(s for s in self.sheets if s.key not in self.kept or not self.kept[s.key].files)

    def came_with(self, sheet: Sheet) -> Kept:
        """The edition that the sheet's pages name: this one, unless they are kept."""
        return self.kept.get(sheet.key) or Kept(self.ref, self.kind)

    @cached_property
    def states_money(self) -> bool:
        """Whether there is a page about money."""
        return any(
            cost.fiscal_year == sheet.fiscal_year and cost.item == "total"
            for sheet in self.sheets
            if sheet.fiscal_year is not None
            for row in rows(sheet)
            for cost in row.costs
        )


@dataclass(frozen=True, slots=True)
class File:
    """One file of an edition."""

    path: str  # relative, "/" between parts; a page is ``…/index.html``
    data: bytes
    media_type: str


# Named in settings.SHIRUBE_PAGE_MAKERS by dotted path; called once when an edition is made.
PageMaker = Callable[[Snapshot], Iterator[File]]
