"""What stands in a cell of the workbook for a field, and what a word chosen there means."""

from shirube.basics.japanese_text import nfkc
from shirube.designs import Design
from shirube.designs.entries import Choices, asked_as, is_number, shown
from shirube.schema.addresses import Address, Item
from shirube.workbooks.keys import mark


class NotAChoiceError(ValueError):
    """A word that is not on the list of its field; the message is the list."""


def choices(design: Design, address: Address, item: Item) -> Choices:
    """Code and word of everything that may be chosen; empty for what is written freely."""
    kind, known = asked_as(design, address, item)
    if kind not in {"radio", "choice"}:
        return ()
    if address.part == "ratings":
        return tuple((code, code) for code, _ in known)
    return tuple((code, word) for code, word in known if code)


def cell_text(design: Design, address: Address, item: Item) -> str:
    """What the cell of a field shows."""
    text = shown(item, address)
    return dict(choices(design, address, item)).get(text, text)


def cell_mark(design: Design, address: Address, item: Item) -> str:
    """The mark of what the cell of a field shows now."""
    return mark(cell_text(design, address, item), number=is_number(address))


def meant(design: Design, address: Address, item: Item, text: str) -> str:
    """The text of the field that a cell means: the code of a chosen word.

    Raises NotAChoiceError for a word that is not on the list.
    """
    known = choices(design, address, item)
    wanted = _folded(text)
    if not known or not wanted:
        return text
    for code, word in known:
        if wanted in {_folded(code), _folded(word)}:
            return code
    raise NotAChoiceError("、".join(word for _, word in known))


def _folded(text: str) -> str:
    return "".join(nfkc(text).split()).casefold()
