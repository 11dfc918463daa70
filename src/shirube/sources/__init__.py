"""Bytes to located text and grids: one folder a format."""

from shirube.sources.document import Document, Grid, Line, shown
from shirube.sources.opening import open_bytes, open_path
from shirube.sources.taking import Coverage, Takings

__all__ = [
    "Coverage",
    "Document",
    "Grid",
    "Line",
    "Takings",
    "open_bytes",
    "open_path",
    "shown",
]
