"""Making the rows of an edition from its frozen bytes, and forgetting them."""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice

from django.db import transaction

from shirube.publishing.models import Edition, EditionRows, RowBlock, RowKey, RowShelf, RowsState
from shirube.publishing.rows.keys import SHEET_COLUMNS, cells, own_filters, pack_blocks, token
from shirube.publishing.rows.layout import (
    DIGEST,
    NOWHERE,
    ROWS_IN_A_BLOCK,
    Place,
    layout,
    pack,
    pack_places,
    row_line,
    shared,
    unpack_places,
)
from shirube.publishing.rows.source import Frozen, frozen
from shirube.schema import Sheet
from shirube.schema.tables import TABLES, TREE, Line, Table
from shirube.schema.tables.catalogue import SHEETS

BLOCKS_AT_ONCE = 500
AT_ONCE = 500  # SQLite takes 999 values in a query

Former = Mapping[bytes, Mapping[str, Place]]  # digest of a sheet → table → its block


def refresh(municipality: str, year_key: str, newest: Edition | None) -> None:
    """Make what is missing of a year's editions, forget what was withdrawn. Named in
    settings.SHIRUBE_DERIVED; older editions are asked for as well, so all are kept.
    """
    for edition in Edition.objects.filter(municipality_id=municipality, year_key=year_key):
        made = EditionRows.objects.filter(edition=edition).first()
        if edition.withdrawn_at is None and made is not None and made.layout == layout():
            continue
        forget(edition)
        if edition.withdrawn_at is None:
            _make(edition)
    tell_of_change()


@transaction.atomic
def rebuild(edition: Edition) -> None:
    """Make the rows of an edition anew from its stored bytes."""
    forget(edition)
    _make(edition)
    tell_of_change()


def forget(edition: Edition) -> None:
    """Remove the edition's rows; blocks that another edition of its year holds stay."""
    gone: set[int] = set()
    kept: set[int] = set()
    of_year = RowShelf.objects.filter(
        made__edition__municipality_id=edition.municipality_id,
        made__edition__year_key=edition.year_key,
    )
    for made, places in of_year.values_list("made_id", "places").iterator(chunk_size=50):
        held = gone if made == edition.pk else kept
        held.update(place.block for place in unpack_places(bytes(places)))
    free = iter(gone - kept - {NOWHERE})
    while some := list(islice(free, AT_ONCE)):
        RowBlock.objects.filter(pk__in=some).delete()
    EditionRows.objects.filter(edition=edition).delete()


def tell_of_change() -> None:
    """What is remembered of rows, in any process, counts no longer."""
    RowsState.objects.update_or_create(pk=1, defaults={"token": secrets.token_hex(8)})


def _make(edition: Edition) -> None:
    found = frozen(edition)
    digests = [_digest(sheet, found) for sheet in found.sheets]
    made = EditionRows(edition=edition, layout=layout(), sheets=b"".join(digests))
    maker = _Maker(edition.municipality_id, digests, _former(edition))
    for table, line in found.lines():
        maker.add(table, line)
    maker.end()
    made.save(force_insert=True)
    RowShelf.objects.bulk_create(
        RowShelf(
            made=made,
            table=name,
            rows=sum(place.rows for place in places),
            places=pack_places(places),
        )
        for name, places in maker.shelves.items()
    )
    RowKey.objects.bulk_create(
        (
            RowKey(made=made, token=one, blocks=pack_blocks(blocks))
            for one, blocks in maker.keys.items()
        ),
        batch_size=AT_ONCE,
    )


def _digest(sheet: Sheet, found: Frozen) -> bytes:
    """Of all that the rows of a sheet say."""
    said = f"{layout()}\n{found.designs[sheet.design]}\n{sheet.model_dump_json()}"
    return hashlib.blake2b(said.encode(), digest_size=DIGEST).digest()


def _former(edition: Edition) -> Former:
    """The blocks of the year's edition whose rows were made last."""
    known = EditionRows.objects.filter(
        edition__municipality_id=edition.municipality_id,
        edition__year_key=edition.year_key,
        layout=layout(),
    )
    made = known.order_by("-edition__number").first()
    if made is None:
        return {}
    places = {
        shelf.table: unpack_places(bytes(shelf.places))
        for shelf in made.shelves.all()
        if shared(TABLES[shelf.table])
    }
    held = bytes(made.sheets)
    return {
        held[start : start + DIGEST]: {name: found[number] for name, found in places.items()}
        for number, start in enumerate(range(0, len(held), DIGEST))
    }


class _Maker:
    """Takes the rows in their order, sheet by sheet; stores blocks, gathers shelves and keys."""

    def __init__(self, municipality: str, digests: list[bytes], former: Former) -> None:
        self.municipality = municipality
        self.digests = digests
        self.former = former
        self.shelves: dict[str, list[Place]] = {name: [] for name in TABLES}
        self.keys: dict[int, list[int]] = defaultdict(list)
        self._waiting: dict[str, list[Line]] = {name: [] for name in TABLES}
        self._packed: list[tuple[str, int, RowBlock]] = []  # table, number on its shelf
        self._sheet = 0

    def add(self, table: Table, line: Line) -> None:
        """One row."""
        if table is SHEETS:
            self._end_sheet()
            self._sheet += 1
        waiting = self._waiting[table.name]
        waiting.append(line)
        if not shared(table) and len(waiting) == ROWS_IN_A_BLOCK:
            self._put(table)

    def end(self) -> None:
        """No more rows."""
        self._end_sheet()
        for table in TABLES.values():
            if self._waiting[table.name]:
                self._put(table)
        self._store()

    def _end_sheet(self) -> None:
        if not self._sheet:
            return
        known = self.former.get(self.digests[self._sheet - 1])
        for table in TREE:
            self._put(table, known[table.name] if known is not None else None)

    def _put(self, table: Table, known: Place | None = None) -> None:
        rows, self._waiting[table.name] = self._waiting[table.name], []
        shelf = self.shelves[table.name]
        for one in _tokens(table, rows):
            self.keys[one].append(len(shelf))
        if known is None and rows:
            packed = pack(row_line(table, row) for row in rows)
            block = RowBlock(municipality_id=self.municipality, packed=packed)
            self._packed.append((table.name, len(shelf), block))
        shelf.append(known or Place(NOWHERE, len(rows)))
        if len(self._packed) == BLOCKS_AT_ONCE:
            self._store()

    def _store(self) -> None:
        RowBlock.objects.bulk_create(block for _, _, block in self._packed)
        for name, number, block in self._packed:
            self.shelves[name][number] = Place(block.pk, self.shelves[name][number].rows)
        self._packed.clear()


def _tokens(table: Table, rows: list[Line]) -> Iterator[int]:
    """Of all values by which one of the rows can be found."""
    for name in own_filters(table):
        column = table.names.index(name)
        for cell in {cell for row in rows for cell in cells(row[column])}:
            yield token(table, name, cell)
    if table is SHEETS:
        for name in SHEET_COLUMNS:
            yield token(table, name, rows[0][table.names.index(name)])
