"""Choosing the source for a file and opening it, with bounds on what is accepted."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from shirube.basics.problems import UnreadableFileError
from shirube.sources import kinds
from shirube.sources.csv import source as csv
from shirube.sources.document import Document
from shirube.sources.pdf import source as pdf
from shirube.sources.refusing import MEGABYTE, megabytes, refusal
from shirube.sources.text import source as text
from shirube.sources.xlsx import source as xlsx

MOST_BYTES = 50 * MEGABYTE

Opener = Callable[[bytes, str, str], Document]

# suffix → opener; a new format is a folder with a source.py and a line here
OPENERS: dict[str, Opener] = {
    **dict.fromkeys(text.SUFFIXES, text.open_text),
    **dict.fromkeys(csv.SUFFIXES, csv.open_csv),
    **dict.fromkeys(xlsx.SUFFIXES, xlsx.open_xlsx),
    **dict.fromkeys(pdf.SUFFIXES, pdf.open_pdf),
}
# Asked of the reader of workbooks, which says what to do with them.
_OLD_WORKBOOKS = (".xls", ".xlsb")
_TEXT_SUFFIXES = (*text.SUFFIXES, *csv.SUFFIXES)


def open_path(path: Path) -> Document:
    """Open a file. Raises UnreadableFileError with a Problem that says how to mend it."""
    try:
        if not path.exists():
            raise refusal("missing_file", path.name)
        if not path.is_file():
            raise refusal("not_a_file", path.name)
        _require_size(path.stat().st_size, path.name)
        return open_bytes(path.read_bytes(), path.name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refusal("cannot_open", path.name, reason=reason) from error


def open_bytes(data: bytes, name: str) -> Document:
    """Open the bytes of a file with that name. Raises UnreadableFileError and nothing else."""
    _require_size(len(data), name)
    if not data.strip(b"\x00\t\n\r\x0b\x0c \xef\xbb\xbf"):
        raise refusal("empty_file", name)
    opener = _opener(data, name)
    try:
        return opener(data, name, hashlib.sha256(data).hexdigest())
    except UnreadableFileError:
        raise
    except Exception as error:
        # The libraries behind raise what they like on a damaged file.
        raise refusal("unreadable_contents", name, reason=type(error).__name__) from error


def _opener(data: bytes, name: str) -> Opener:
    """By suffix; but a PDF or workbook under the name of a text is opened as what it is."""
    suffix = Path(name).suffix.lower()
    if suffix in _OLD_WORKBOOKS:
        return xlsx.open_xlsx
    if suffix not in OPENERS:
        known = " ".join(OPENERS)
        raise refusal("unknown_format", name, suffix=suffix or name, known=known)
    if suffix in _TEXT_SUFFIXES and not kinds.is_text(data):
        kind = kinds.kind_of(data)
        if kind == kinds.PDF:
            return pdf.open_pdf
        if kind in {kinds.ZIP, kinds.OLD_OFFICE}:
            return xlsx.open_xlsx
        raise refusal("contents_differ", name, suffix=suffix, kind=kind)
    return OPENERS[suffix]


def _require_size(size: int, name: str) -> None:
    if size > MOST_BYTES:
        raise refusal("too_large", name, size=megabytes(size), limit=megabytes(MOST_BYTES))
