"""Plain text, in any encoding met in Japan, as located lines."""

import re

from shirube.sources.document import Document, Line
from shirube.sources.refusing import MEGABYTE, megabytes, refusal
from shirube.sources.text.encodings import decode

SUFFIXES = (".txt", ".md")
MOST_BYTES = 20 * MEGABYTE  # a volume of nine sheets is 0.1 MB
MOST_LINES = 500_000

_LINE_END = re.compile(r"\r\n|\r|\n")


def open_text(data: bytes, name: str, sha256: str) -> Document:
    """Lines of a text file, as an editor counts them; a form feed begins the next page.

    Raises UnreadableFileError: too_large, unknown_encoding, too_many_lines.
    """
    text, encoding = decoded(data, name)
    lines = located(text)
    pages = lines[-1].page if lines else None
    return Document(name, sha256, "text", lines=lines, encoding=encoding, pages=pages)


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text and its encoding, with the bounds on size and lines checked."""
    if len(data) > MOST_BYTES:
        raise refusal("too_large", name, size=megabytes(len(data)), limit=megabytes(MOST_BYTES))
    found = decode(data)
    if found is None:
        raise refusal("unknown_encoding", name)
    lines = found[0].count("\n") + found[0].count("\r")
    if lines > 2 * MOST_LINES or sum(1 for _ in _LINE_END.finditer(found[0])) > MOST_LINES:
        raise refusal("too_many_lines", name, lines=lines, limit=MOST_LINES)
    return found


def located(text: str) -> tuple[Line, ...]:
    """Numbered lines; ``page`` is set only where the text has form feeds."""
    parts = text.split("\f")
    lines: list[Line] = []
    for page, part in enumerate(parts, start=1):
        rows = _LINE_END.split(part)
        # A form feed stands at the head of the next page's first line: no line of its own.
        if page < len(parts) and rows[-1] == "" and len(rows) > 1:
            rows.pop()
        for row in rows:
            lines.append(Line(len(lines) + 1, row, page if len(parts) > 1 else None))
    return tuple(lines)
