"""The three ways in which rows go out, and which of them is wanted."""

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from pydantic_core import to_json

from shirube.api.problems import RefusedError
from shirube.schema.tables import encode

MEDIA_TYPES = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
}
_WORDS = {  # what an Accept header may call them
    "json": ("application/json",),
    "jsonl": ("application/jsonl", "application/x-ndjson", "application/x-jsonlines"),
    "csv": ("text/csv",),
}
_LONGEST_ACCEPT = 1000
_MOST_KNOWN = 256


@lru_cache(_MOST_KNOWN)
def wished(accept: str) -> tuple[str, ...]:
    """The formats that an Accept header takes, the dearest first."""
    rated = {name: _quality(name, accept[:_LONGEST_ACCEPT]) for name in MEDIA_TYPES}
    taken = [name for name in MEDIA_TYPES if rated[name] > 0]
    return tuple(sorted(taken, key=lambda name: -rated[name]))


def _quality(name: str, accept: str) -> float:
    """What is said most precisely about a format counts: ``text/csv;q=0`` against ``*/*``."""
    best = (-1, 0.0)
    for part in accept.split(",") if accept.strip() else ["*/*"]:
        media, *rest = (piece.strip().lower() for piece in part.split(";"))
        if media in _WORDS[name]:
            precise = 2
        elif media in {f"{word.partition('/')[0]}/*" for word in _WORDS[name]}:
            precise = 1
        elif media == "*/*":
            precise = 0
        else:
            continue
        best = max(best, (precise, _weight(rest)))
    return best[1]


def _weight(rest: Iterable[str]) -> float:
    for one in rest:
        if one.startswith("q="):
            try:
                return min(max(float(one[2:]), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def chosen(named: str | None, accept: str, offered: Collection[str]) -> str:
    """The format of an answer: what the address names, else what the header wishes for.

    Raises RefusedError where neither is offered.
    """
    if named is not None:
        return named
    for name in wished(accept):
        if name in offered:
            return name
    types = ", ".join(MEDIA_TYPES[name].partition(";")[0] for name in offered)
    raise RefusedError(
        "not-acceptable",
        f"出せるのは {types} です。Accept を直すか、format= で選んでください。",
        f"Offered are {types}. Mend Accept, or choose with format=.",
        {"known": list(offered)},
    )


Choose = Callable[[bytes], bytes]


def only(fields: Sequence[str]) -> Choose:
    """Leaves those columns of a line, in the order in which they were asked for."""

    def choose(line: bytes) -> bytes:
        row = json.loads(line)
        return to_json({name: row[name] for name in fields})

    return choose


def json_page(table: str, lines: Iterable[bytes], after: str | None) -> bytes:
    """A page of rows: ``table``, ``rows``, ``next`` (the address of the next page, or null)."""
    rows = b",\n".join(lines)
    return b'{"table":%b,"next":%b,"rows":[\n%b\n]}\n' % (
        to_json(table), to_json(after), rows
    )  # fmt: skip


def jsonl(lines: Iterable[bytes]) -> Iterator[bytes]:
    """A row a line."""
    for line in lines:
        yield line + b"\n"


def csv_text(lines: Iterable[bytes], fields: Sequence[str]) -> Iterator[bytes]:
    """The same cells as in the files: UTF-8 with BOM, CRLF, names in the first row."""
    yield "\ufeff".encode() + _csv_line(fields)
    for line in lines:
        row = json.loads(line)
        yield _csv_line([encode(_cell(row[name])) for name in fields])


def _cell(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _csv_line(cells: Iterable[str]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow(cells)
    return file.getvalue().encode()
