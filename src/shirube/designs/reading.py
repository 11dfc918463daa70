"""What a reader is given and what it gives back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shirube.designs.model import Design
from shirube.schema import Sheet
from shirube.sources.document import Document
from shirube.sources.taking import Coverage


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person who reads a file may add."""

    fiscal_year: int | None = None  # for forms that print none


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet that was read, and where the characters of its part of the file went."""

    sheet: Sheet
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Failed:
    """A sheet among others that could not be read; the others go on."""

    title: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A doubt about the sheet yielded just before: what of it is not there.

    ``code`` is a code of ``basics/problems.toml`` that takes a title and a reason.
    """

    title: str
    reason: str
    at: str
    code: str = "truncated"


# A design folder's ``reader.py`` has this function under the name ``read``.
Reader = Callable[[Document, Design, ReadOptions], Iterator[ReadSheet | Failed | Warned]]
