"""Finding and loading designs: from the package, from a folder, or handed over as values.

A design is a folder with ``design.toml`` and, where labels are not enough to read a file, a
``reader.py`` with a function ``read``. A bad folder is an error, never skipped silently.
"""

import importlib
import importlib.util
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import cast

from pydantic import ValidationError

from shirube.basics.japanese_text import nfkc
from shirube.designs.model import Design
from shirube.designs.reading import Failed, Reader, ReadOptions, ReadSheet, Warned
from shirube.sources.document import Document, shown

HEADER_ROWS = 5  # of a workbook's tab are looked at to recognise a form


class DesignError(Exception):
    """A design folder that cannot be loaded; the message names folder and reason."""


class Library(Mapping[str, Design]):
    """Designs by id, each with its reader.

    ``copies``: forms copied from another, with its id. They read what that one reads, but are
    known by no sign of their own: by ``of_year``, or because somebody names them.
    """

    def __init__(
        self,
        designs: Iterable[tuple[Design, Reader | None]],
        copies: Iterable[tuple[Design, str]] = (),
    ) -> None:
        self._designs: dict[str, Design] = {}
        self._readers: dict[str, Reader] = {}
        self._origins: dict[str, str] = {}
        for design, reader in designs:
            if design.id in self._designs:
                raise DesignError(f"{design.id}: two designs have this id")
            self._designs[design.id] = design
            if reader is not None:
                self._readers[design.id] = reader
        self._add_copies({design.id: (design, origin) for design, origin in copies})

    def _add_copies(self, copies: Mapping[str, tuple[Design, str]]) -> None:
        for name, (design, near) in copies.items():
            self._designs[name] = design
            origin = _first_origin(near, copies)
            if origin in self._readers:
                settings = self._designs[origin].reader
                self._readers[name] = _Borrowed(self._readers[origin], settings)
                self._origins[name] = origin

    def __getitem__(self, key: str) -> Design:
        return self._designs[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._designs)

    def __len__(self) -> int:
        return len(self._designs)

    def reader(self, design_id: str) -> Reader | None:
        """The function that reads this form; None when it only exists on screen."""
        return self._readers.get(design_id)

    def copies(self) -> list[tuple[Design, str]]:
        """The copied forms that read files, each with the id of the form that it reads like."""
        return [(self._designs[name], origin) for name, origin in self._origins.items()]

    def of_year(self, design: Design, year: int | None) -> Design:
        """The form itself, or the city's own latest copy of it that was in use in that year."""
        if year is None:
            return design
        own = [
            one
            for one, origin in self.copies()
            if origin == design.id
            and one.municipality.code == design.municipality.code
            and (one.first_year or year) <= year <= (one.last_year or year)
        ]
        return max(own, key=lambda one: one.first_year or 0, default=design)

    def recognise(self, document: Document) -> list[Design]:
        """Every readable design whose signs are in the document; one is what a caller hopes for."""
        text = recognisable_text(document)
        return [
            design
            for design in self._designs.values()
            if design.id in self._readers and _fits(design, document.format, text)
        ]


def _first_origin(name: str, copies: Mapping[str, tuple[Design, str]]) -> str:
    """Where a copy of a copy comes from."""
    seen: set[str] = set()
    while name in copies and name not in seen:
        seen.add(name)
        name = copies[name][1]
    return name


def recognisable_text(document: Document) -> str:
    """The text that signs are looked for in: all lines, and the first rows of every grid."""
    parts = [document.text] if document.lines else []
    for grid in document.grids:
        for row in grid.rows[:HEADER_ROWS]:
            parts.append("\t".join(re.sub(r"\s+", " ", shown(cell)) for cell in row))
    return nfkc("\n".join(parts))


def _fits(design: Design, format_: str, text: str) -> bool:
    signs = design.recognise
    if format_ not in signs.formats:
        return False

    def seen(pattern: str) -> bool:
        return re.search(pattern, text, re.MULTILINE) is not None

    return (
        all(seen(pattern) for pattern in signs.all)
        and (not signs.any or sum(seen(pattern) for pattern in signs.any) >= signs.any_count)
        and not any(seen(pattern) for pattern in signs.none)
    )


def load_folder(folder: Path) -> tuple[Design, Reader | None]:
    """Load one design folder. Raises DesignError."""
    try:
        data = tomllib.loads((folder / "design.toml").read_text("utf-8"))
        design = Design.model_validate(data)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise DesignError(f"{folder}: {error}") from error
    if design.id != folder.name:
        raise DesignError(f"{folder}: the folder must be named {design.id}")
    return design, _load_reader(folder)


def _load_reader(folder: Path) -> Reader | None:
    path = folder / "reader.py"
    if not path.exists():
        return None
    if folder.parent == Path(__file__).parent:
        return _PackagedReader(f"shirube.designs.{folder.name}.reader")
    return _read_function(_module(folder, path))


def _read_function(module: ModuleType) -> Reader:
    reader = getattr(module, "read", None)
    if not callable(reader):
        raise DesignError(f"{module.__file__}: has no function read")
    return cast(Reader, reader)


class _Borrowed:
    """The reader of a form, with that form's settings, for a copy of it."""

    def __init__(self, reader: Reader, settings: dict[str, object]) -> None:
        self._reader, self._settings = reader, settings

    def __call__(
        self, document: Document, design: Design, options: ReadOptions
    ) -> Iterator[ReadSheet | Failed | Warned]:
        own = design.model_copy(update={"reader": self._settings})
        return self._reader(document, own, options)


class _PackagedReader:
    """Imported when it first reads: of ten forms a file is only ever one."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __call__(
        self, document: Document, design: Design, options: ReadOptions
    ) -> Iterator[ReadSheet | Failed | Warned]:
        return _read_function(importlib.import_module(self._module))(document, design, options)


def _module(folder: Path, path: Path) -> ModuleType:
    name = f"shirube_design_{folder.name}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise DesignError(f"{path}: cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise DesignError(f"{path}: {error}") from error
    return module


@cache
def packaged() -> Library:
    """The designs that come with the product."""
    return Library(_folders(Path(__file__).parent))


def with_folder(folder: Path) -> Library:
    """The packaged designs and those of a folder (``$SHIRUBE_HOME/designs``), if it exists."""
    if not folder.is_dir():
        return packaged()
    return Library([*_folders(Path(__file__).parent), *_folders(folder)])


def _folders(parent: Path) -> Iterator[tuple[Design, Reader | None]]:
    for path in sorted(parent.glob("*/design.toml")):
        yield load_folder(path.parent)
