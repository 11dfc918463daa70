"""Rows of a table: which editions are meant, then a page of them, or all in a stream."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from shirube.api import asked, cursors, formats
from shirube.api.asked import Asked
from shirube.api.catalogue import Catalogue, Listed, catalogue
from shirube.api.problems import RefusedError, not_found
from shirube.publishing.rows import reading
from shirube.publishing.rows.layout import layout, shared
from shirube.schema.tables import Cell, Table

MOST_BLOCKS = 200  # are read for a page; what was found until then is a short page
MOST_SELECTIONS = 256  # of editions are remembered
# Each edition states these for all years before it as well: one edition a municipality says all.
OF_ALL_YEARS = frozenset({"municipalities", "editions", "identity_links", "target_ledger"})
_streams = threading.BoundedSemaphore(settings.SHIRUBE_API_STREAMS)


def answer(request: HttpRequest, table: Table) -> HttpResponseBase:
    """Rows as the address asks for them. Raises RefusedError."""
    given = asked.parameters(request.META.get("QUERY_STRING", ""))
    what = asked.of_table(given, table)
    form = formats.chosen(what.format, request.META.get("HTTP_ACCEPT", ""), asked.FORMATS)
    now = catalogue()
    among = _among(table, what, now)
    question = reading.Question(table, among.editions, _columns(table, what), now.state)
    if form != "json" and what.limit is None and what.cursor is None:
        return _stream(question, what, form)
    start, after = _start(question, what, among)
    found = _read(question, start, what.limit or asked.DEFAULT_LIMIT)
    address = None
    if found.after is not None:
        address = f"{request.path}?{urlencode({**given, 'cursor': after(found.after)}, doseq=True)}"
    return _page(question, what, form, found.lines, address)


def _columns(table: Table, what: Asked) -> dict[str, frozenset[Cell]]:
    """What is left to ask of the rows: their edition says the municipality and the year."""
    said = {"municipality_code", "sheet_fiscal_year"} if shared(table) else set()
    return {name: values for name, values in what.columns.items() if name not in said}


class Among(NamedTuple):
    """The editions among which is asked, and eight bytes that stand for them."""

    editions: Sequence[reading.EditionRef]
    digest: bytes


def _among(table: Table, what: Asked, now: Catalogue) -> Among:
    years = what.columns.get("sheet_fiscal_year") if shared(table) else None
    cities = what.columns.get("municipality_code")
    return _selected(now, table.name in OF_ALL_YEARS, what.editions, (cities, years))


@lru_cache(MOST_SELECTIONS)
def _selected(
    now: Catalogue,
    of_all_years: bool,
    names: tuple[str, ...],
    within: tuple[frozenset[Cell] | None, frozenset[Cell] | None],
) -> Among:
    cities, years = within
    found = now.latest if of_all_years else now.newest
    if names:
        chosen = {one.pk: one for name in names for one in named(name, now)}
        found = sorted(chosen.values(), key=lambda e: (e.municipality, e.year_key, e.number))
    refs = tuple(
        one.ref
        for one in found
        if (cities is None or one.municipality in cities)
        and (years is None or one.fiscal_year in years)
    )
    return Among(refs, cursors.digest(layout(), [ref.pk for ref in refs]))


def named(name: str, now: Catalogue) -> list[Listed]:
    """The editions called ``2024-1``, or the one called ``132217/2024-1``. Raises RefusedError."""
    city, _, slug = name.rpartition("/")
    found = [one for one in now.editions if one.slug == slug and city in ("", one.municipality)]
    if not found:
        raise not_found(f"公表版 {name} はありません。", f"There is no edition {name}.")
    out = [one for one in found if one.withdrawn_at is None]
    if not out:
        raise withdrawn(found[0])
    return out


def withdrawn(edition: Listed) -> RefusedError:
    """What is left of an edition: when it went, and why."""
    assert edition.withdrawn_at is not None
    day = edition.withdrawn_at.date().isoformat()
    name = f"{edition.municipality}/{edition.slug}"
    return RefusedError(
        "withdrawn",
        f"公表版 {name} は {day} に取り下げられました。理由: {edition.withdrawn_reason}",
        f"Edition {name} was withdrawn on {day}. Reason: {edition.withdrawn_reason}",
        {"edition": name, "withdrawn_on": day, "reason": edition.withdrawn_reason},
    )


def _start(
    question: reading.Question, what: Asked, among: Among
) -> tuple[reading.Spot, Callable[[reading.Spot], str]]:
    """Where to begin, and what makes a cursor of where the next page begins."""
    columns = sorted((name, sorted(map(repr, held))) for name, held in what.columns.items())
    asks = cursors.digest(question.table.name, columns, what.editions)
    start = reading.START
    if what.cursor is not None:
        start = cursors.read(what.cursor, asks, among.digest)
    return start, lambda spot: cursors.make(spot, asks, among.digest)


def _page(
    question: reading.Question, what: Asked, form: str, lines: Sequence[bytes], after: str | None
) -> HttpResponse:
    table = question.table
    chosen = map(formats.only(what.fields), lines) if what.fields else lines
    if form == "json":
        body = formats.json_page(table.name, chosen, after)
    else:
        body = b"".join(_written(chosen, form, what.fields or table.names))
    response = HttpResponse(body, content_type=formats.MEDIA_TYPES[form])
    if after is not None:
        response["Link"] = f'<{after}>; rel="next"'
    return response


def _read(question: reading.Question, start: reading.Spot, limit: int) -> reading.Page:
    try:
        return reading.page(question, start, limit, MOST_BLOCKS)
    except reading.GoneError as error:
        raise _changing() from error


def _changing() -> RefusedError:
    return RefusedError(
        "expired-cursor",
        "聞いている間に公表版が取り下げられました。初めから聞きなおしてください。",
        "An edition was withdrawn while it was read. Begin again.",
    )


def _stream(question: reading.Question, what: Asked, form: str) -> StreamingHttpResponse:
    """All rows, a block at a time."""
    places = _streams
    if not places.acquire(blocking=False):
        raise RefusedError(
            "too-many-requests",
            "全部の行を出している途中のものが多すぎます。少し待つか、limit を付けてください。",
            "Too many whole tables are being sent. Wait a little, or give limit.",
            headers={"Retry-After": "10"},
        )
    lines = (line for batch in reading.batches(question) for line in batch.lines)
    chosen = map(formats.only(what.fields), lines) if what.fields else lines
    pieces = _in_pieces(_written(chosen, form, what.fields or question.table.names))
    response = StreamingHttpResponse(
        _Releasing(pieces, places), content_type=formats.MEDIA_TYPES[form]
    )
    name = f"{question.table.name}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _written(lines: Iterable[bytes], form: str, names: Sequence[str]) -> Iterator[bytes]:
    return formats.jsonl(lines) if form == "jsonl" else formats.csv_text(lines, names)


def _in_pieces(lines: Iterable[bytes], size: int = 1 << 16) -> Iterator[bytes]:
    held: list[bytes] = []
    length = 0
    for line in lines:
        held.append(line)
        length += len(line)
        if length >= size:
            yield b"".join(held)
            held, length = [], 0
    if held:
        yield b"".join(held)


class _Releasing:
    """Pieces that give their place among the streams back, whether they were sent or not."""

    def __init__(self, pieces: Iterator[bytes], places: threading.BoundedSemaphore) -> None:
        self._pieces = pieces
        self._places = places
        self._held = True

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._pieces
        finally:
            self.close()

    def close(self) -> None:
        """Called by Django when the answer ends, however it ends."""
        if self._held:
            self._held = False
            self._places.release()

    def __del__(self) -> None:
        self.close()  # an answer that nobody ever began to send
