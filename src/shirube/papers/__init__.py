"""Printed documents from sheets: PDF for every reader, and plain text to read aloud."""

from shirube.papers.aloud import text
from shirube.papers.committee import CommitteeSheet, committee_pack
from shirube.papers.fonts import NoFontError
from shirube.papers.listing import listing
from shirube.papers.model import Paper, PaperContext
from shirube.papers.press import pdf, pdfs
from shirube.papers.results import results_document
from shirube.papers.sheets import sheet_paper, volume

__all__ = [
    "CommitteeSheet",
    "NoFontError",
    "Paper",
    "PaperContext",
    "committee_pack",
    "listing",
    "pdf",
    "pdfs",
    "results_document",
    "sheet_paper",
    "text",
    "volume",
]
