"""Plain text, in any encoding met in Japan, as located lines."""

from shirube.sources.document import Document, Line


def open_text(data: bytes, name: str, sha256: str) -> Document:
    """Lines of a text file."""
    text = data.decode("utf-8-sig")
    lines = tuple(Line(no, line) for no, line in enumerate(text.split("\n"), start=1))
    return Document(name, sha256, "text", lines=lines, encoding="utf-8")
