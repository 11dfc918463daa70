"""What a format is, and finding them: one folder with ``exporter.py`` each.

A folder's ``exporter.py`` has ``FORMAT`` (a Format). To add a format, copy a folder.
"""

import importlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from shirube.exporters.describing.model import Contents
from shirube.schema import Sheet
from shirube.schema.sheet import SCHEMA_VERSION
from shirube.schema.tables import NOTHING, Beside

LICENCE = (
    "公共データ利用規約(第1.0版) / Public Data License 1.0; "
    "クリエイティブ・コモンズ 表示 4.0 国際 / CC BY 4.0"
)


NO_FORMATS = ("tests", "gate", "describing", "__pycache__")  # folders beside the formats


class FormatError(Exception):
    """A format's folder that cannot be loaded; the message names folder and reason."""


@dataclass(frozen=True, slots=True)
class ExportContext:
    """What is said about the data beside the data. ``edition`` is None for files of one's own."""

    title: str
    edition: str | None = None
    licence: str = LICENCE
    published_on: date | None = None  # the day on which the edition came out
    base: str = ""  # the address of the folder that is written, with "/" at its end; "" if unknown
    beside: Beside = NOTHING  # editions, decided links and formulas, which no sheet says
    tables: Path | None = None  # a folder in which format csv has already written these sheets
    typed: Path | None = None  # and one in which format parquet has
    contents: Contents | None = None  # what was counted of these sheets when they were walked


Write = Callable[[Iterable[Sheet], Path, ExportContext], list[Path]]


@dataclass(frozen=True, slots=True)
class Format:
    """One way of writing sheets. ``write`` takes *public* sheets, walks them once, writes into an
    existing folder, and returns the files it made; the same sheets always give the same bytes.

    ``reads_back`` says whether ``importers`` makes equal sheets of what was written,
    ``made_of`` names the format whose files it is made of, csv or parquet (``ExportContext.tables``
    and ``typed``), where it is not made of the sheets themselves.
    """

    name: str
    title_ja: str
    title_en: str
    write: Write
    reads_back: bool = False
    made_of: str | None = None


def discover(folder: Path, package: str) -> Mapping[str, Format]:
    """Formats by name, in order. Raises FormatError for a folder that is not one."""
    found: dict[str, Format] = {}
    for path in sorted(folder.iterdir()):
        if not path.is_dir() or path.name in NO_FORMATS:
            continue
        if not (path / "exporter.py").exists():
            raise FormatError(f"{path.name}: has no exporter.py")
        made = getattr(importlib.import_module(f"{package}.{path.name}.exporter"), "FORMAT", None)
        if not isinstance(made, Format) or made.name != path.name:
            raise FormatError(f"{path.name}: exporter.py needs FORMAT = Format({path.name!r}, …)")
        found[made.name] = made
    return MappingProxyType(found)


def about(context: ExportContext) -> dict[str, str]:
    """What every format states about the data it wrote; an absent edition is not stated."""
    stated = {"title": context.title, "edition": context.edition, "licence": context.licence}
    return {name: value for name, value in stated.items() if value}


def write_about(folder: Path, context: ExportContext) -> Path:
    """``about.json`` for formats that have no place of their own for what ``about`` says."""
    path = folder / "about.json"
    stated = about(context) | {"schema_version": SCHEMA_VERSION}
    path.write_bytes((json.dumps(stated, ensure_ascii=False, indent=2) + "\n").encode())
    return path


FORMATS = discover(Path(__file__).parent, "shirube.exporters")
