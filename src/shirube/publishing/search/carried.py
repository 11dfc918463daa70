"""The index as files that a browser searches without a server: scripts, since a page on a disk may
load nothing else.

Rows stand in blocks, in the order of their ids; up to 128 blocks are a book. A book says for every
pair of letters which of its blocks hold it. So a browser loads the pairs of the words that were
typed, then the blocks that may hold all of them, then what is shown of the rows on the page. All
of it grows with the letters that are searched and no faster.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from shirube.publishing.models import Edition
from shirube.publishing.search.models import SearchRow
from shirube.publishing.snapshot import File
from shirube.schema.codes import label

BLOCK = 40_000  # letters; a block of Japanese is some 120 KB
BOOK = 128  # blocks: the places of a pair are one number of so many bits
MOST_SHELVES = 64
SCRIPT = "text/javascript"


class Carried(NamedTuple):
    """A row as it is stored."""

    part: str
    name: str
    body: str
    context: str
    filters: str
    hit: Mapping[str, Any]


def carried_files(edition: Edition, folder: str) -> Iterator[File]:
    """The files of an edition's index below ``folder`` (it ends with ``/``); none are many."""
    rows = SearchRow.objects.filter(volume__edition=edition).order_by("id")
    fields = rows.values_list(*Carried._fields).iterator(chunk_size=2000)
    yield from _files(map(Carried._make, fields), folder, edition.slug)


def _files(rows: Iterable[Carried], folder: str, slug: str) -> Iterator[File]:
    books: list[tuple[int, int]] = []  # blocks and shelves of each
    pairs = _Pairs()
    for block in _blocks(rows):
        if pairs.blocks == BOOK:
            yield from _shelves(pairs, books, folder, slug)
            pairs = _Pairs()
        name = f"{len(books)}/%s{pairs.blocks}"
        pairs.add(block)
        yield _script(folder, slug, name % "t", block.searched())
        yield _script(folder, slug, name % "s", block.shown())
    if pairs.blocks:
        yield from _shelves(pairs, books, folder, slug)
    yield _script(folder, slug, "books", books)


def _shelves(
    pairs: "_Pairs", books: list[tuple[int, int]], folder: str, slug: str
) -> Iterator[File]:
    number = len(books)
    shelves = pairs.shelves()
    books.append((pairs.blocks, len(shelves)))
    for place, shelf in enumerate(shelves):
        yield _script(folder, slug, f"{number}/p{place}", shelf)


def _script(folder: str, slug: str, name: str, data: object) -> File:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    script = f'shirubeIndex("{slug}/{name}",{text});\n'
    return File(f"{folder}{name}.js", script.encode(), SCRIPT)


@dataclass
class _Block:
    """Some rows; what many of them share stands once."""

    rows: list[Carried] = field(default_factory=list)
    letters: int = 0

    def searched(self) -> dict[str, Any]:
        """Folded texts: rows of (part, name, body, context, filters), the last two by number."""
        contexts, filters = _Once(), _Once()
        rows = [
            (row.name, row.body, contexts.number(row.context), filters.number(row.filters))
            for row in self.rows
        ]
        return {"contexts": contexts.values, "filters": filters.values, "rows": rows}

    def shown(self) -> dict[str, Any]:
        """Texts as they were printed, and where they stand."""
        sheets = _Once()
        rows = [
            (sheets.number(_sheet(row.hit)), row.part, row.hit["path"],
             row.hit.get("name") or row.hit.get("no", ""), row.hit["texts"],
             row.hit.get("says", ""), row.hit.get("unit", ""),
             [label("flag", flag) for flag in row.hit.get("flags", ())])
            for row in self.rows
        ]  # fmt: skip
        return {"sheets": sheets.values, "rows": rows}


class _Once:
    """Values in the order in which they came, each with its number."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def number(self, value: Any) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    @property
    def values(self) -> list[Any]:
        return list(self._numbers)


def _sheet(hit: Mapping[str, Any]) -> tuple[object, ...]:
    kind = label("kind", hit["sheet_kind"])
    return kind, hit["code"], hit["sheet"], "、".join(hit["units"]), hit["machine_read"]


def _blocks(rows: Iterable[Carried]) -> Iterator[_Block]:
    block = _Block()
    for row in rows:
        block.rows.append(row)
        block.letters += len(row.name) + len(row.body)
        if block.letters >= BLOCK:
            yield block
            block = _Block()
    if block.rows:
        yield block


class _Pairs:
    """Which blocks of a book hold a pair of letters: in names, and anywhere.

    A pair is a number, the second letter above the first. Letters beyond 65,535 are two halves in
    a browser; pairs with a half are not kept, so such words are looked for in every block.
    """

    def __init__(self) -> None:
        self.blocks = 0
        self.in_names: dict[int, int] = {}
        self.anywhere: dict[int, int] = {}

    def add(self, block: _Block) -> None:
        bit = 1 << self.blocks
        names = [row.name for row in block.rows]
        contexts = dict.fromkeys(row.context for row in block.rows)
        for held, texts in (
            (self.in_names, names),
            (self.anywhere, [*names, *(row.body for row in block.rows), *contexts]),
        ):
            # A letter at the end of its line makes a pair with the line's end.
            for pair in _pairs("\n".join(texts) + "\n"):
                held[pair] = held.get(pair, 0) | bit
        self.blocks += 1

    def shelves(self) -> list[tuple[dict[str, str], dict[str, str]]]:
        """The pairs by their first letter, so that one letter is found on one shelf."""
        count = 1
        while count < min(self.blocks // 2, MOST_SHELVES):
            count *= 2
        found: list[tuple[dict[str, str], dict[str, str]]] = [({}, {}) for _ in range(count)]
        for place, held in enumerate((self.in_names, self.anywhere)):
            for pair, bits in held.items():
                first, second = chr(pair & 0xFFFF), chr(pair >> 16)
                if first != "\n" and not (_is_half(first) or _is_half(second)):
                    found[ord(first) % count][place][first + second] = f"{bits:x}"
        return found


def _pairs(text: str) -> set[int]:
    """Read as numbers of four bytes, once from each of the first two letters: faster than texts of
    two letters.
    """
    letters = text.encode("utf-16-le", "surrogatepass")
    found: set[int] = set()
    for start in (0, 2):
        pairs = array("I")
        pairs.frombytes(letters[start : len(letters) - (len(letters) - start) % 4])
        if sys.byteorder == "big":
            pairs.byteswap()
        found.update(pairs)
    return found


def _is_half(letter: str) -> bool:
    return "\ud800" <= letter <= "\udfff"
