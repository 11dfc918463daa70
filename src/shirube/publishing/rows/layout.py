"""How the rows of an edition lie: blocks of lines of JSON, shelves that name them, keys that find
them.
"""

import hashlib
import json
import struct
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from pydantic_core import to_json

from shirube.schema.tables import TABLES, TREE, Line, Table

VERSION = 1  # of what is described here
# Another edition of an unchanged sheet differs in these only: they are put in when rows are read.
SPLICED = ("sheet_no", "edition")
ROWS_IN_A_BLOCK = 200  # of tables beside the sheets; a sheet's rows of a table are one block
DIGEST = 16  # bytes
PLACE = struct.Struct("<qi")  # number of the block, how many rows it holds
NOWHERE = 0  # stands for the block of a sheet that has no rows in a table


class Place(NamedTuple):
    """A block and how many rows it holds."""

    block: int
    rows: int


def shared(table: Table) -> bool:
    """Whether block ``n`` of the table's shelf holds the rows of sheet ``n``, without SPLICED."""
    return table in TREE


def row_line(table: Table, row: Line) -> bytes:
    """A row as a line of JSON; of shared blocks without SPLICED and the opening brace."""
    named = zip(table.names, row, strict=True)
    if not shared(table):
        return to_json(dict(named))
    return to_json({name: cell for name, cell in named if name not in SPLICED})[1:]


def opening_of(sheet_no: int, edition: str) -> bytes:
    """What a bare line lacks."""
    return to_json({"sheet_no": sheet_no, "edition": edition})[:-1] + b","


def pack(lines: Iterable[bytes]) -> bytes:
    """A block."""
    return zlib.compress(b"\n".join(lines), 6)


def unpack(packed: bytes) -> list[bytes]:
    """Its lines."""
    return zlib.decompress(packed).split(b"\n")


def pack_places(places: Iterable[Place]) -> bytes:
    """A shelf."""
    return b"".join(PLACE.pack(*place) for place in places)


def unpack_places(packed: bytes) -> Sequence[Place]:
    """Its places, one a block."""
    return [Place(*found) for found in PLACE.iter_unpack(packed)]


@cache
def layout() -> str:
    """A hash of tables and columns: rows that were made with others are made anew."""
    said = [[table.name, [(c.name, c.type) for c in table.columns]] for table in TABLES.values()]
    return hashlib.sha256(json.dumps([VERSION, said]).encode()).hexdigest()[:32]
