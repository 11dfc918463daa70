"""By which columns rows can be found, and in which blocks of an edition a value stands."""

import hashlib
import struct
from collections.abc import Iterator, Sequence
from functools import cache

from shirube.publishing.rows.layout import SPLICED, shared
from shirube.schema.tables import Cell, Column, Table
from shirube.schema.tables.catalogue import KEY_COLUMNS

SHEET_COLUMNS = frozenset(column.name for column in KEY_COLUMNS.values())
_NAMES = ("code", "no", "key", "id", "edition")
_LISTED, _MARKED = b"L", b"M"


@cache
def filters(table: Table) -> dict[str, Column]:
    """Columns that a question may name: keys, codes, numbers of things, years, yes or no."""
    return {column.name: column for column in table.columns if _finds(table, column)}


def _finds(table: Table, column: Column) -> bool:
    if column.name in table.key or column.type in ("code", "integer", "boolean", "date"):
        return True
    if column.type == "list":
        return column.code_list is not None
    return column.type == "text" and column.name.rpartition("_")[2] in _NAMES


@cache
def own_filters(table: Table) -> tuple[str, ...]:
    """Of these, the ones by which rows of a block differ."""
    alike = (SHEET_COLUMNS | set(SPLICED)) if shared(table) else frozenset()
    return tuple(name for name in filters(table) if name not in alike)


def token(table: Table, column: str, value: Cell) -> int:
    """A value of a column as a number of 64 bits. What stands in every table of a sheet alike has
    the same number in all of them.
    """
    room = "" if shared(table) and column in SHEET_COLUMNS else table.name
    text = f"{room}\t{column}\t{value!r}"
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def cells(cell: Cell) -> Iterator[Cell]:
    """The values of a cell: of a list each, else the one. An empty list is no value."""
    if isinstance(cell, tuple):
        yield from cell or (None,)
    else:
        yield cell


def pack_blocks(numbers: Sequence[int]) -> bytes:
    """Numbers of blocks, in order: a list of few, a mark for each block where that is shorter."""
    if not numbers or 4 * len(numbers) < numbers[-1] // 8:
        return _LISTED + struct.pack(f"<{len(numbers)}I", *numbers)
    marks = bytearray(numbers[-1] // 8 + 1)
    for number in numbers:
        marks[number >> 3] |= 1 << (number & 7)
    return _MARKED + bytes(marks)


def unpack_blocks(packed: bytes) -> int:
    """The blocks as marks: bit ``n`` stands for block ``n``."""
    if packed[:1] == _MARKED:
        return int.from_bytes(packed[1:], "little")
    marks = 0
    for (number,) in struct.iter_unpack("<I", packed[1:]):
        marks |= 1 << number
    return marks


def numbers_in(marks: int, start: int = 0) -> Iterator[int]:
    """The numbers that are marked, in order, from ``start``."""
    marks = marks >> start << start
    while marks:
        lowest = marks & -marks
        yield lowest.bit_length() - 1
        marks ^= lowest
