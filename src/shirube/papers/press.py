"""From a paper to PDF: the template reads the paper as data, never as markup."""

import json
import threading
from collections.abc import Collection
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from shirube.papers.fonts import typeface
from shirube.papers.model import Paper
from shirube.papers.printable import printable

STANDARDS = ["a-2a", "ua-1"]
_RAW = frozenset({"svg"})  # made by charts/, with its letters escaped there
_one_at_a_time = threading.Lock()  # a compiler keeps what it has learnt between papers


def pdf(paper: Paper, fonts_folder: Path | None = None) -> bytes:
    """PDF/UA-1 and PDF/A-2a. The same paper gives the same bytes. Raises NoFontError.

    ``fonts_folder`` is searched beside the fonts of the machine.
    """
    face = typeface(fonts_folder)
    told = _printable(asdict(paper) | {"made_on": paper.made_on.isoformat()}, face.letters)
    inputs = {"paper": json.dumps(told, ensure_ascii=False), "fonts": json.dumps(face.families)}
    day = paper.made_on
    with _one_at_a_time:
        made = _compiler(fonts_folder).compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    assert isinstance(made, bytes)
    return made


@cache
def _compiler(fonts_folder: Path | None) -> Any:
    import typst

    template = Path(str(resources.files("shirube.papers").joinpath("templates", "paper.typ")))
    paths = [fonts_folder] if fonts_folder is not None and fonts_folder.is_dir() else []
    fonts = typst.Fonts(include_embedded_fonts=False, font_paths=paths)
    return typst.Compiler(template, root=template.parent, font_paths=fonts)


def _printable(value: Any, letters: Collection[int], name: str = "") -> Any:
    if isinstance(value, str):
        return value if name in _RAW else printable(value, letters)
    if isinstance(value, dict):
        return {key: _printable(one, letters, key) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one, letters, name) for one in value]
    return value
