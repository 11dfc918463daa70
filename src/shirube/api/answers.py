"""Answers as they are remembered and sent: bytes and a few headers."""

import gzip
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse

MOST_BYTES = 32 * 1024 * 1024  # of answers that are remembered by a process
SMALL = 600  # bytes: below, packing gains nothing
_LEVEL = 4  # of gzip: half the time of 6, and a few per cent more


class Stored(HttpResponse):
    """An answer whose bytes are stored as gzip already."""

    def __init__(self, packed: bytes, **more: Any) -> None:
        super().__init__(zlib.decompress(packed, wbits=31), **more)
        self.packed = packed


class Answer:
    """A body and headers that do not change."""

    def __init__(self, response: HttpResponse) -> None:
        self.body = response.content
        self.headers = dict(response.headers)
        self._packed = response.packed if isinstance(response, Stored) else None

    @property
    def packed(self) -> bytes | None:
        """The body as gzip, made when first asked for; None where it is too small to gain by it."""
        if self._packed is None and len(self.body) >= SMALL:
            self._packed = gzip.compress(self.body, compresslevel=_LEVEL, mtime=0)
        return self._packed


def packing(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A stream as gzip, in pieces of some size."""
    press = zlib.compressobj(_LEVEL, wbits=31)
    for piece in pieces:
        if made := press.compress(piece):
            yield made
    yield press.flush()


class Remembered:
    """The answers that were asked for last, up to so many bytes."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._size = 0
        self._held: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Answer | None:
        """The answer of that key."""
        found = self._held.get(key)
        if found is not None:
            with self._lock:
                if key in self._held:
                    self._held.move_to_end(key)
        return found

    def put(self, key: str, answer: Answer) -> None:
        """Remember it; the ones longest unasked for are forgotten."""
        with self._lock:
            old = self._held.pop(key, None)
            self._size += _size(answer) - (_size(old) if old else 0)
            self._held[key] = answer
            while self._size > self._most:
                _, gone = self._held.popitem(last=False)
                self._size -= _size(gone)


def _size(answer: Answer) -> int:
    # Packed, it is a tenth: counted in, since it may be made later.
    return len(answer.body) + len(answer.body) // 8 + 1000
