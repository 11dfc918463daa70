"""The one door: a template and sheets in, the bytes of a file out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from shirube.designs import Design
from shirube.papers.entry.model import Entry
from shirube.papers.entry.onpaper import paper_of
from shirube.papers.entry.template import Template
from shirube.papers.entry.workbook import workbook_of
from shirube.papers.model import PaperContext
from shirube.papers.press import pdf

Format = Literal["pdf", "xlsx"]
_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_type(form: Format) -> str:
    """The media type of a format."""
    return _TYPES[form]


@dataclass(frozen=True, slots=True)
class Order:
    """Which paper, in which format, with the fonts of which folder beside the machine's."""

    template: Template
    format: Format
    context: PaperContext
    fonts: Path | None = None


def printed(order: Order, entries: Sequence[Entry], designs: Mapping[str, Design]) -> bytes:
    """The paper of these sheets. Raises NoFontError (PDF), and ValueError without sheets or for
    sheets of several years or municipalities where the template is of one.
    """
    if order.format == "xlsx":
        return workbook_of(order.template, entries, designs, order.context)
    return pdf(paper_of(order.template, entries, designs, order.context), order.fonts)
