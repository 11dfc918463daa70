"""Forms (様式) as data: one folder a form; the loaders."""

from shirube.designs.library import DesignError, Library, load_folder, packaged
from shirube.designs.model import Design, Privacy, Scale, Section
from shirube.designs.reading import Failed, ReadOptions, ReadSheet, Warned

__all__ = [
    "Design",
    "DesignError",
    "Failed",
    "Library",
    "Privacy",
    "ReadOptions",
    "ReadSheet",
    "Scale",
    "Section",
    "Warned",
    "load_folder",
    "packaged",
]
