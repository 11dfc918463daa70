"""What of a PDF is looked at before it is read: is it whole, is it locked, how much is packed."""

import re
import zlib

import pypdfium2

from shirube.sources import kinds
from shirube.sources.refusing import MEGABYTE, megabytes, refusal

MOST_PAGES = 2_000
MOST_STREAM = 64 * MEGABYTE  # one unpacked stream that is no picture: a whole font has 20 MB
MOST_PAGE_CONTENT = 8 * MEGABYTE  # the drawing of one page: a dense form has 0.3 MB
_HEAD = 1024  # bytes before %PDF- that readers put up with
_TAIL = 2048  # bytes in which %%EOF stands
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 2048  # bytes before a stream that hold its dictionary
_PIECE = 256 * 1024


def check_whole(data: bytes, name: str) -> int:
    """The number of pages of a PDF that can be opened without a password.

    Raises UnreadableFileError: not_a_pdf, password_protected, too_many_pages, too_large_page.
    """
    if b"%PDF-" not in data[:_HEAD]:
        raise not_a_pdf(name, f"中身は{kinds.kind_of(data)}")
    if b"%%EOF" not in data[-_TAIL:]:
        raise not_a_pdf(name, "途中で切れている / it ends early")
    check_streams(data, name)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusal("password_protected", name) from error
        raise not_a_pdf(name, "壊れている / damaged") from error
    try:
        pages = len(document)
    finally:
        document.close()
    if pages > MOST_PAGES:
        raise refusal("too_many_pages", name, pages=pages, limit=MOST_PAGES)
    return pages


def check_streams(data: bytes, name: str) -> None:
    """Refuse a stream that unpacks to more than a font or a page can hold; pictures stay packed."""
    for match in _STREAM.finditer(data):
        dictionary = data[max(match.start() - _DICTIONARY, 0) : match.start()]
        dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
        if b"/Image" in dictionary or (b"Flate" not in dictionary and b"/Fl" not in dictionary):
            continue
        if dictionary.count(b"/FlateDecode") > 1 or _unpacked(data, match.end()) > MOST_STREAM:
            over = megabytes(MOST_STREAM)
            raise refusal("zip_bomb", name, size=f"{over} +", limit=over)


def _unpacked(data: bytes, start: int) -> int:
    """Bytes that come out of a stream, counted up to just over the limit."""
    inflater = zlib.decompressobj()
    total, waiting = 0, memoryview(data)[start : start + _PIECE]
    try:
        while len(waiting) and not inflater.eof and total <= MOST_STREAM:
            total += len(inflater.decompress(waiting, _PIECE))
            tail = inflater.unconsumed_tail
            if tail:
                waiting = memoryview(tail)
            else:
                start += _PIECE
                waiting = memoryview(data)[start : start + _PIECE]
    except zlib.error:
        return 0  # not packed this way, or damaged; the reader will say so
    return total


def not_a_pdf(name: str, reason: str, at: str | None = None) -> Exception:
    """The refusal of a PDF that cannot be read."""
    return refusal("not_a_pdf", name, at, reason=reason)
