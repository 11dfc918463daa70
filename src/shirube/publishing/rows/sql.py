"""The questions behind every answer, as plain SQL: to put them together by the ORM takes longer
than to answer them.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

_PLACES = 'SELECT places FROM publishing_rowshelf WHERE made_id = %s AND "table" = %s'
_PACKED = "SELECT id, packed FROM publishing_rowblock WHERE id IN "
_KEYS = "SELECT made_id, token, blocks FROM publishing_rowkey WHERE token IN "
_STORED = (
    "SELECT b.packed, f.media_type FROM publishing_editionfile f "
    "JOIN publishing_blob b ON b.sha256 = f.blob_id WHERE f.edition_id = %s AND f.path = %s"
)


def places(edition: int, table: str) -> bytes:
    """The shelf of a table; empty where there is none."""
    found = _rows(_PLACES, (edition, table))
    return bytes(found[0][0]) if found else b""


def blocks(numbers: Sequence[int]) -> dict[int, bytes]:
    """Packed blocks by number."""
    if not numbers:
        return {}
    return {pk: bytes(packed) for pk, packed in _rows(_PACKED + _marks(numbers), numbers)}


def keys(tokens: Sequence[int], editions: Sequence[int]) -> list[tuple[int, int, bytes]]:
    """Edition, token, and the blocks that hold it, packed."""
    if not tokens or not editions:
        return []
    asked = f"{_KEYS}{_marks(tokens)} AND made_id IN {_marks(editions)}"
    return [(made, one, bytes(held)) for made, one, held in _rows(asked, (*tokens, *editions))]


def stored(edition: int, path: str) -> tuple[bytes, str] | None:
    """A file of an edition: gzip of its bytes, and its media type."""
    found = _rows(_STORED, (edition, path))
    return (bytes(found[0][0]), found[0][1]) if found else None


def _rows(asked: str, values: Sequence[int | str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(asked, tuple(values))
        return list(cursor.fetchall())


def _marks(values: Sequence[object]) -> str:
    return f"({', '.join(['%s'] * len(values))})"
