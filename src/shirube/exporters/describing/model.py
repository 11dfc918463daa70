"""The data and their files as plain values."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import quote

from shirube.schema import MunicipalityRef, Sheet
from shirube.schema.sheet import UNDATED

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that holds the data. ``path`` is relative to ``Dataset.base``."""

    path: str
    media_type: str = ""  # "" where only the suffix tells it
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What sheets there are: of whom, of which years, how many of each kind, what they measure."""

    municipalities: tuple[MunicipalityRef, ...]
    years: tuple[int, ...] = ()  # evaluated years in order; sheets of a plan may have none
    kinds: Mapping[str, int] = field(default_factory=dict)
    unconfirmed: int = 0
    measures: tuple[str, ...] = ()  # codes of list measure; () where nobody looked

    @property
    def sheets(self) -> int:
        """How many there are."""
        return sum(self.kinds.values())

    @property
    def period(self) -> str:
        """``2019``, ``2019-2021``; ``undated`` where no sheet names a year."""
        if not self.years:
            return UNDATED
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else f"{first}-{last}"


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses, absolute or relative to the description; each ends in "/", "" where unknown."""

    base: str = ""  # of the files
    page: str = ""  # that lasts and shows the data to people
    city: str = ""  # the page of the municipality


@dataclass(frozen=True, slots=True)
class Dataset:
    """The sheets of a municipality and year as data; files of one's own may be of several."""

    contents: Contents
    files: tuple[DataFile, ...] = ()
    places: Places = field(default_factory=Places)
    own_title: str = ""  # of files of one's own; an edition's title follows from its contents
    number: int | None = None  # of the edition
    issued: date | None = None  # the first edition of the year
    modified: date | None = None  # this one
    reason: str = ""  # why there is another edition
    early: bool = False  # published before the assembly approved the accounts

    @property
    def ident(self) -> str:
        """``132217/2019``: the same in every edition."""
        codes = ",".join(one.code for one in self.contents.municipalities)
        return f"{codes}/{self.contents.period}"

    def address(self, file: DataFile) -> str:
        """Where the file lies."""
        return f"{self.places.base}{quote(file.path)}"

    @property
    def of_one(self) -> MunicipalityRef | None:
        """The municipality, if there is only one."""
        found = self.contents.municipalities
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Several datasets under one address. ``publisher`` is None where there are several."""

    datasets: tuple[Dataset, ...]
    page: str = ""  # the home of whoever publishes; "" where unknown
    publisher: MunicipalityRef | None = None

    @property
    def modified(self) -> date | None:
        """When anything in it changed last."""
        return max((one.modified for one in self.datasets if one.modified), default=None)


class Tally:
    """Counts sheets while somebody else walks them."""

    def __init__(self) -> None:
        self._municipalities: dict[str, MunicipalityRef] = {}
        self._years: set[int] = set()
        self._kinds: Counter[str] = Counter()
        self._measures: set[str] = set()
        self._unconfirmed = 0

    def over(self, sheets: Iterable[Sheet]) -> Iterator[Sheet]:
        """The same sheets."""
        for sheet in sheets:
            self._municipalities.setdefault(sheet.municipality.code, sheet.municipality)
            if sheet.fiscal_year is not None:
                self._years.add(sheet.fiscal_year)
            self._kinds[sheet.kind] += 1
            self._unconfirmed += sheet.standing == "machine_read"
            self._measures |= {value.measure for one in sheet.indicators for value in one.values}
            yield sheet

    @property
    def contents(self) -> Contents:
        """What was seen so far."""
        return Contents(
            tuple(one for _, one in sorted(self._municipalities.items())),
            tuple(sorted(self._years)),
            dict(sorted(self._kinds.items())),
            self._unconfirmed,
            tuple(sorted(self._measures)),
        )


def data_file(path: Path, folder: Path) -> DataFile:
    """A file that was just written below ``folder``, with its size and hash."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    name = path.relative_to(folder).as_posix()
    return DataFile(name, size=size, sha256=digest.hexdigest())
