"""What templates are filled with, and what is filled: cells that are a number or words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from shirube.schema import Cost, Sheet

Mark = Literal["", "doubt", "miss", "absent", "write"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A public sheet with what is known beside it.

    ``before`` is the public sheet of the year before. ``finance`` are amounts of the finance
    ledger in yen, by the key of the project (``schema.keys.project_keys``; of a sheet about one
    project its node key). ``state`` says where a sheet of the office stands (確定前).
    """

    sheet: Sheet
    before: Sheet | None = None
    finance: Mapping[str, tuple[Cost, ...]] = field(default_factory=dict)
    state: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a cell.

    ``number`` only where it is certain and nothing but the number is said: it may be computed
    with. ``absent``: the sheet has no such item; ``write``: left free to write into.
    """

    text: str
    number: Decimal | None = None
    unit: str = ""
    notes: tuple[str, ...] = ()
    mark: Mark = ""


ABSENT = Said("", mark="absent")


@dataclass(frozen=True, slots=True)
class Head:
    """Head of a column; ``key`` is alike in all sheets of a paper, ``unit`` of all its numbers."""

    text: str
    key: str
    numbers: bool = False
    width: float = 1.0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a filled table; ``foot`` for totals."""

    cells: tuple[Said, ...]
    foot: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A section filled from one sheet: as a table, or as facts (one line, a column a label)."""

    title: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    facts: bool = False
    caption: str = ""
    nothing: str = ""  # what is said where there are no rows


@dataclass(frozen=True, slots=True)
class Made:
    """A template filled from one sheet."""

    entry: Entry
    sections: tuple[Filled, ...]
