"""Recognise a file, choose the design, read: sheets, problems and unplaced text out."""

from shirube.importers.read import (
    Reading,
    read_bytes,
    read_document,
    read_path,
    read_together,
)

__all__ = ["Reading", "read_bytes", "read_document", "read_path", "read_together"]
