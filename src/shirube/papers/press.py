"""From a paper to PDF: the template reads the paper as data, never as markup."""

import json
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from shirube.papers.fonts import typeface
from shirube.papers.model import Paper
from shirube.papers.printable import Printable

STANDARDS = ["a-2a", "ua-1"]
_RAW = frozenset({"svg"})  # made by charts/, with its letters escaped there
_own = threading.local()  # a compiler keeps what it has learnt, but only for one thread


def pdf(paper: Paper, fonts_folder: Path | None = None) -> bytes:
    """PDF/UA-1 and PDF/A-2a. The same paper and fonts give the same bytes. Raises NoFontError.

    ``fonts_folder`` is searched beside the fonts of the machine.
    """
    face = typeface(fonts_folder)
    told = _plain(paper, _tidy(fonts_folder)) | {"standing": paper.standing}
    day = paper.made_on
    made = _compiler(fonts_folder).compile(
        format="pdf",
        sys_inputs={
            "paper": json.dumps(told, ensure_ascii=False),
            "fonts": json.dumps(face.families, ensure_ascii=False),
        },
        pdf_standards=STANDARDS,
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    assert isinstance(made, bytes)
    return made


def pdfs(papers: Sequence[Paper], fonts_folder: Path | None = None) -> Iterator[bytes]:
    """Several papers, in order, on all processors. Raises NoFontError."""
    typeface(fonts_folder)  # a missing font is told once, before the work
    with ThreadPoolExecutor(os.cpu_count() or 1) as workers:
        yield from workers.map(lambda paper: pdf(paper, fonts_folder), papers)


def _compiler(fonts_folder: Path | None) -> Any:
    known = _own.__dict__.setdefault("compilers", {})
    if fonts_folder not in known:
        import typst

        template = Path(str(resources.files("shirube.papers").joinpath("templates", "paper.typ")))
        known[fonts_folder] = typst.Compiler(
            template, root=template.parent, font_paths=_fonts(fonts_folder)
        )
    return known[fonts_folder]


@cache
def _fonts(fonts_folder: Path | None) -> Any:
    """Every font that typst knows; searched once."""
    import typst

    paths = [fonts_folder] if fonts_folder is not None and fonts_folder.is_dir() else []
    return typst.Fonts(include_embedded_fonts=False, font_paths=paths)


def _plain(value: Any, tidy: Printable, name: str = "") -> Any:
    """As JSON knows it, every text printable. Faster than ``asdict``, which copies deeply."""
    if isinstance(value, str):
        return value if name in _RAW else tidy(value)
    if isinstance(value, tuple):
        return [_plain(one, tidy, name) for one in value]
    if is_dataclass(value):
        return {name: _plain(getattr(value, name), tidy, name) for name in _names(value.__class__)}
    return value.isoformat() if isinstance(value, date) else value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


@cache
def _tidy(fonts_folder: Path | None) -> Printable:
    return Printable(typeface(fonts_folder).letters)
