"""What a workbook is made of: sheets in their forms, and the lines and cells they become."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from shirube.designs import Design
from shirube.schema import Sheet
from shirube.schema.addresses import Address, Spot

Style = Literal[
    "title", "section", "block", "guide", "item", "head", "label", "entry", "figure", "fixed",
    "fixed_figure", "last", "plain",
]  # fmt: skip


def everywhere(spot: Spot) -> bool:
    """Every place may be typed into."""
    return bool(spot)


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet to be filled: the draft, its design, last year's sheet with the same ``at``.

    ``may`` says where the receiver may type; ``rows`` whether they may add rows; ``born`` and
    ``revision`` are put into the hidden key.
    """

    sheet: Sheet
    design: Design
    last: Sheet | None = None
    short: bool = False
    may: Callable[[Spot], bool] = everywhere
    rows: bool = True
    born: str = ""
    revision: int = 0
    say: str = ""  # under the title: until when, by whom


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what it shows, how it looks, over how many columns, which field it is."""

    text: str = ""
    style: Style = "plain"
    span: int = 1
    address: Address | None = None
    words: tuple[str, ...] = ()  # to choose from
    limit: int | None = None

    @property
    def typed(self) -> bool:
        """A field that the receiver fills."""
        return self.style in {"entry", "figure"}


@dataclass(slots=True)
class Line:
    """A row of a tab. ``cells``: column → cell; column 1 is the first one that is seen."""

    cells: dict[int, Cell] = field(default_factory=dict)
    height: float | None = None  # points
    key: str = ""  # of a line that is the same in every form, once it is known
