"""One form in the making: its items by address, and the cells and lines of single fields."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shirube.designs.entries import LONG, computed, is_number, label, shown
from shirube.designs.model import FieldSpec
from shirube.schema.addresses import Address, Found, Item, Spot, index
from shirube.workbooks.asking import cell_text, choices
from shirube.workbooks.forms import Cell, Form, Line, Style

LABEL, ENTRY, LAST = 1, 2, 6  # columns; the first one is the hidden key
ENTRY_SPAN, LAST_SPAN = 4, 3
ACROSS = 8  # from the label to the end of last year's column
WIDTHS = {LABEL: 28, ENTRY: 16}  # of the label, and of every column from the entry on
_LINE = 16.0  # points
_HIGHEST = 400.0  # Excel allows 409
_LETTERS = {LAST_SPAN: 23, ENTRY_SPAN: 31, ACROSS: 68}  # wide ones that fit over so many columns


@dataclass(frozen=True)
class Filling:
    """A form, its items and last year's by address."""

    form: Form
    items: dict[Spot, Found]
    last: dict[Spot, Found]

    @cached_property
    def by_part(self) -> dict[str, list[tuple[Spot, Found]]]:
        """The items of each part, in the order of the form."""
        found: dict[str, list[tuple[Spot, Found]]] = defaultdict(list)
        for spot, one in self.items.items():
            found[spot.part].append((spot, one))
        return found

    @cached_property
    def below(self) -> dict[Spot, list[Spot]]:
        """What stands directly below an item."""
        found: dict[Spot, list[Spot]] = defaultdict(list)
        for spot, one in self.items.items():
            if one.above:
                found[one.above[-1]].append(spot)
        return found

    def cell(self, address: Address, limit: int | None = None) -> Cell:
        """The cell of a field as it stands now; locked where nobody types."""
        found, design = self.items[address.spot], self.form.design
        number = is_number(address)
        known = () if number else choices(design, address, found.item)
        text = shown(found.item, address)
        if known:
            text = dict(known).get(text, text)
        if not self.may(address, found.item):
            return Cell(text, "fixed_figure" if number else "fixed", address=address)
        words = tuple(word for _, word in known)
        style: Style = "figure" if number else "entry"
        return Cell(text, style, 1, address, words, limit)

    def may(self, address: Address, item: Item) -> bool:
        """Whether the receiver may type there."""
        return self.form.may(address.spot) and not computed(self.form.sheet, address, item)

    def before(self, address: Address) -> str:
        """What the field said last year."""
        found = self.last.get(address.spot)
        return cell_text(self.form.design, address, found.item) if found else ""

    def line(self, address: Address, spec: FieldSpec | None = None, title: str = "") -> Line:
        """A line of its own: what the field is called, the field, last year's."""
        limit = spec.limit if spec and address.field in LONG else None
        cell = self.cell(address, limit)
        long = address.field in LONG and not cell.words
        return laid(cell, title or label(address), self.before(address), long=long)


def filling(form: Form) -> Filling:
    """The form with everything looked up."""
    last = index(form.last.model_dump(mode="json")) if form.last else {}
    return Filling(form, index(form.sheet.model_dump(mode="json")), last)


def laid(cell: Cell, title: str, before: str = "", *, long: bool = False) -> Line:
    """A line with a wide cell, its name before it and last year's text behind."""
    name = f"{title}({cell.limit}字まで)" if cell.limit else title
    wide = Cell(cell.text, cell.style, ENTRY_SPAN, cell.address, cell.words, cell.limit)
    cells = {LABEL: Cell(name, "label"), ENTRY: wide}
    if before:
        cells[LAST] = Cell(before, "last", LAST_SPAN)
    most = max(
        rows_of(cell.text, ENTRY_SPAN), rows_of(before, LAST_SPAN), rows_of(name, 0), 3 * long
    )
    return Line(cells, height(most))


def spare(address: Address, style: Style = "entry", words: tuple[str, ...] = ()) -> Cell:
    """An empty cell of a row that does not exist yet."""
    return Cell("", style, address=address, words=words)


def across(text: str, style: Style) -> Line:
    """A line of words over the whole width; a short one runs over the empty cells behind it."""
    rows = rows_of(text, ACROSS)
    return Line({LABEL: Cell(text, style, ACROSS if rows > 1 else 1)}, height(rows))


def rows_of(text: str, span: int) -> int:
    """How many printed lines a text takes over so many columns."""
    fits = _LETTERS.get(span, 14)
    if len(text) <= fits and "\n" not in text:
        return 1
    return sum(max(1, -(-_width(one) // (2 * fits))) for one in text.split("\n"))


def _width(text: str) -> int:
    """In narrow letters; whatever is not ASCII is taken for a wide one."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def height(rows: int) -> float | None:
    """Points for so many lines; None for the usual height of one."""
    return None if rows <= 1 else min(rows * _LINE + 4, _HIGHEST)


def spread(items: Iterable[Any], slot: Any) -> dict[tuple[Any, ...], Any]:
    """Items by slot; the second one of a slot is not lost, it gets a slot of its own."""
    found: dict[tuple[Any, ...], Any] = {}
    for item in items:
        key, number = slot(item), 0
        while (*key, number) in found:
            number += 1
        found[(*key, number)] = item
    return found
