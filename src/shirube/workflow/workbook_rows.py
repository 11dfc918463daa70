"""The empty rows at the end of a workbook's tables: new ones, and those taken in before.

A spare row is called ``+1`` in its table, its cells ``+1/0``, a new action of the issue ``e9``
``e9+1``. What became of it is found by the workbook's id, so that sending the same workbook twice
adds nothing twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shirube.designs import Design
from shirube.designs.columns import INNER
from shirube.schema.addresses import Address, Item, index
from shirube.workbooks import Filled
from shirube.workflow.drafts import editing
from shirube.workflow.models import Case, FieldChange

_ROW_OF = {f"{row}.{cells}": row for row, cells in INNER.items()}  # a part inside a row


@dataclass(frozen=True, slots=True)
class Spare:
    """A spare row that was written into."""

    part: str
    at: str  # +1

    @property
    def under(self) -> str | None:
        """The item that holds its list: ``e9`` of ``e9+1``; None for the sheet itself."""
        return self.at.rpartition("+")[0] or None

    @property
    def above(self) -> tuple[str, str]:
        """Part and name of the item that holds its list."""
        return self.part.partition(".")[0], self.under or ""

    def source(self, book: str) -> str:
        """What the record of the added row says."""
        return f"workbook:{book}:{self.part}:{self.at}"


def spare_of(address: Address) -> Spare | None:
    """The spare row that an address lies in; None for a row that is there."""
    if "+" not in address.at:
        return None
    return Spare(_ROW_OF.get(address.part, address.part), address.at.partition("/")[0])


def spares(filled: Iterable[Filled]) -> list[Spare]:
    """The spare rows that were written into, an issue before its actions."""
    found: dict[Spare, None] = {}
    for one in filled:
        row = spare_of(one.place)
        if row is None:
            continue
        if row.under is not None and "+" in row.under:
            found[Spare(row.part.partition(".")[0], row.under)] = None
        found[row] = None
    return sorted(found, key=lambda row: (row.part.partition(".")[0], row.at))


def added_before(case: Case, book: str) -> dict[Spare, str]:
    """Spare rows of this workbook that were taken in earlier, and the ``at`` they were given."""
    begins = f"workbook:{book}:"
    rows = case.changes.filter(kind=FieldChange.Kind.ADDED, source__startswith=begins)
    found = {}
    for source, place in rows.values_list("source", "place"):
        part, _, at = source.removeprefix(begins).partition(":")
        found[Spare(part, at)] = place
    return found


def add_blank(data: Item, rows: Sequence[Spare], design: Design) -> None:
    """Put the spare rows, under their own names, into a draft that is only looked at.

    Raises editing.fields.BadTextError where the form has no such row.
    """
    for row in rows:
        cells = editing.inner(data, row.part, design)
        named = [cell | {"at": f"{row.at}/{n}"} for n, cell in enumerate(cells)]
        editing.add_row(data, editing.NewRow(row.part, row.at, row.under, named))


Names = dict[tuple[str, str], str]  # part of the row and name in the workbook → name in the draft


def real_names(data: Item, row: Spare, at: str) -> Names:
    """The names of a spare row that is now ``at``, and of its cells."""
    found = next((f for spot, f in index(data).items() if spot == (row.part, at)), None)
    cells = found.item.get(INNER.get(row.part, ""), []) if found else []
    inside = {(row.part, f"{row.at}/{n}"): cell["at"] for n, cell in enumerate(cells)}
    return {(row.part, row.at): at} | inside


def renamed(address: Address, names: Names) -> Address:
    """The address with the draft's own name in it."""
    row = _ROW_OF.get(address.part, address.part)
    return address._replace(at=names.get((row, address.at), address.at))
