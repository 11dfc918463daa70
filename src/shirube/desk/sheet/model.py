"""What a template prints of a sheet: sections, cards, fields. Plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from shirube.designs.entries import Kind
from shirube.lint import Finding
from shirube.workflow.models import Remark


@dataclass(frozen=True, slots=True)
class Entry:
    """One field: its address, what it is called, what it holds, and what stood there last year."""

    address: str
    label: str
    text: str
    kind: Kind = "line"
    choices: tuple[tuple[str, str], ...] = ()
    last: str = ""
    unit: str = ""
    must: bool = False
    done: bool = True
    limit: int | None = None
    same: bool = False  # as last year
    doubt: str = ""  # why the number is not one
    fixed: bool = False  # shown, not typed: computed, or not one's part

    @property
    def ident(self) -> str:
        """For label and link: ``f-e17-value``."""
        _, at, name = self.address.split(":")
        return f"f-{at}-{name}"

    @property
    def shown(self) -> str:
        """For reading: the word of a choice."""
        return dict(self.choices).get(self.text, self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its name, and a field (or nothing) in each column."""

    label: str
    cells: tuple[Entry | None, ...]
    at: str = ""
    removable: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    foot: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One item of a part, or a part that is one table."""

    part: str
    at: str
    title: str
    lead: str = ""
    entries: tuple[Entry, ...] = ()
    say: str = ""  # what the numbers say
    last_say: str = ""
    grid: Grid | None = None
    cards: tuple["Card", ...] = ()
    removable: bool = False
    adds: str = ""  # the part of which a row may be added below this card
    writes: bool = True  # this person may type here
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Remark, ...] = ()
    asked: str = ""  # the division that is asked to fill it
    open: bool = False  # nothing is said here yet: shown unfolded


@dataclass(frozen=True, slots=True)
class Block:
    """One question of the form (a FieldSpec) with the city's guidance."""

    label: str
    guidance: str | None
    cards: tuple[Card, ...]
    adds: str = ""  # the part of which a row may be added


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form, with how much of what is asked is done."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    asked: int = 0
    done: int = 0
    same: int = 0
    findings: int = 0

    def cards(self) -> Iterator[Card]:
        """Every card, those inside others too."""
        waiting = [one for block in self.blocks for one in block.cards]
        while waiting:
            one = waiting.pop(0)
            yield one
            waiting = [*one.cards, *waiting]

    def entries(self) -> Iterator[Entry]:
        """Every field, those in tables too."""
        for one in self.cards():
            yield from one.entries
            rows = (*one.grid.rows, *one.grid.foot) if one.grid else ()
            yield from (cell for row in rows for cell in row.cells if cell is not None)

    def holds(self, at: str) -> bool:
        """Whether an item stands in this section."""
        return any(one.at == at for one in self.cards()) or any(
            f":{at}:" in one.address for one in self.entries()
        )

    @property
    def state(self) -> str:
        """For the list of sections: ✓, 2/3, 未, 前年のまま, or nothing."""
        if self.asked:
            if self.done == self.asked:
                return "済"
            return f"{self.done}/{self.asked}" if self.done else "未"
        return "前年のまま" if self.same else ""


@dataclass(frozen=True, slots=True)
class Page:
    """The whole sheet for one person."""

    sections: tuple[Section, ...]
    loose: tuple[Finding, ...] = ()  # findings that belong to no single item
    remarks: tuple[Remark, ...] = ()  # talk about the whole sheet
    open_talk: int = 0
    words: dict[str, str] = field(default_factory=dict)
