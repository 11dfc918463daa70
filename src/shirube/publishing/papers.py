"""The papers of an edition: each sheet as PDF and as plain text, and papers about all of them."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.conf import settings

from shirube.basics.fiscal_year import in_print
from shirube.papers import (
    NoFontError,
    Paper,
    PaperContext,
    listing,
    pdf,
    pdfs,
    results_document,
    sheet_paper,
    text,
    volume,
)
from shirube.papers.fonts import typeface
from shirube.papers.results import ID as RESULTS_ID
from shirube.publishing.accounts import BEFORE, NOTICE
from shirube.publishing.addresses import sheet_folder
from shirube.publishing.office_papers import templates
from shirube.publishing.snapshot import EditionRef, File, Snapshot

PDF, TEXT = "application/pdf", "text/plain; charset=utf-8"
LIST, RESULTS, VOLUME = "papers/list.pdf", "papers/results.pdf", "papers/volume.pdf"
# A volume of more sheets would be tens of megabytes; each sheet has its own PDF.
MOST_IN_A_VOLUME = 80


def fonts_folder() -> Path:
    """Where an installation may keep fonts of its own."""
    return Path(settings.SHIRUBE_HOME) / "fonts"


def cannot_print() -> NoFontError | None:
    """Why no PDF can be made on this machine; None when it can."""
    try:
        typeface(fonts_folder())
    except NoFontError as error:
        return error
    return None


def paper_files(snapshot: Snapshot) -> Iterator[File]:
    """Text of every sheet; PDFs where the edition is to have them. Raises NoFontError, and
    TemplateError for a paper of the installation that cannot be read.
    """
    fresh = snapshot.fresh
    made = [
        sheet_paper(sheet, snapshot.designs, _context(snapshot.came_with(sheet).ref))
        for sheet in fresh
    ]
    for sheet, paper in zip(fresh, made, strict=True):
        yield File(f"{sheet_folder(sheet)}sheet.txt", text(paper).encode(), TEXT)
    if not snapshot.papers:
        return
    for sheet, data in zip(fresh, pdfs(made, fonts_folder()), strict=True):
        yield File(f"{sheet_folder(sheet)}sheet.pdf", data, PDF)
    for path, make in about_all(snapshot):
        yield File(path, pdf(make(), fonts_folder()), PDF)


def about_all(snapshot: Snapshot) -> Iterator[tuple[str, Callable[[], Paper]]]:
    """Path and paper: the list, what explains the results (地方自治法233条5項), a small volume."""
    about = (snapshot.sheets, snapshot.designs, _context(snapshot.ref))
    yield LIST, partial(listing, *about)
    if snapshot.ref.fiscal_year is not None:
        yield RESULTS, lambda: results_document(*about, templates()[RESULTS_ID])
    if len(snapshot.sheets) <= MOST_IN_A_VOLUME:
        yield VOLUME, partial(volume, *about)


def _context(ref: EditionRef) -> PaperContext:
    year = "計画" if ref.fiscal_year is None else in_print(ref.fiscal_year)
    early = f"。{NOTICE}" if ref.accounts == BEFORE else ""
    return PaperContext(ref.published_on, f"{ref.municipality.name} {year} 第{ref.number}版{early}")
