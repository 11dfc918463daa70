"""Our own formats coming back: plain sheets as JSON, and the tables (folder or ZIP).

They are taken as they are: nothing is recognised, nothing guessed, the standing stays.
"""

from shirube.importers.natives.reading import (
    Native,
    is_native_document,
    is_native_name,
    is_native_path,
    read_native_bytes,
    read_native_document,
    read_native_path,
)

__all__ = [
    "Native",
    "is_native_document",
    "is_native_name",
    "is_native_path",
    "read_native_bytes",
    "read_native_document",
    "read_native_path",
]
