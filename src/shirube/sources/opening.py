"""Choosing the source for a file and opening it, with bounds on what is accepted."""

import hashlib
from pathlib import Path

from shirube.basics.problems import Problem, UnreadableFileError
from shirube.sources.document import Document
from shirube.sources.text.source import open_text
from shirube.sources.xlsx.source import open_xlsx

MOST_BYTES = 50 * 1024 * 1024

OPENERS = {
    ".txt": open_text,
    ".md": open_text,
    ".xlsx": open_xlsx,
    ".xlsm": open_xlsx,
}


def open_path(path: Path) -> Document:
    """Open a file. Raises UnreadableFileError with a Problem that says how to mend it."""
    if not path.is_file():
        raise UnreadableFileError(Problem("missing_file", path.name, fatal=True))
    return open_bytes(path.read_bytes(), path.name)


def open_bytes(data: bytes, name: str) -> Document:
    """Open the bytes of a file with that name. Raises UnreadableFileError."""
    if not data.strip():
        raise UnreadableFileError(Problem("empty_file", name, fatal=True))
    suffix = Path(name).suffix.lower()
    opener = OPENERS.get(suffix)
    if opener is None:
        values = {"suffix": suffix or name, "known": " ".join(OPENERS)}
        raise UnreadableFileError(Problem("unknown_format", name, values=values, fatal=True))
    return opener(data, name, hashlib.sha256(data).hexdigest())
