"""Papers of the office from one entry: templates (TOML) filled with sheets, as PDF and xlsx."""

from shirube.papers.entry.fill import fill
from shirube.papers.entry.model import Entry, Made
from shirube.papers.entry.printing import Format, Order, file_type, printed
from shirube.papers.entry.template import (
    Template,
    TemplateError,
    Templates,
    packaged_papers,
    papers_with_folder,
)

__all__ = [
    "Entry",
    "Format",
    "Made",
    "Order",
    "Template",
    "TemplateError",
    "Templates",
    "file_type",
    "fill",
    "packaged_papers",
    "papers_with_folder",
    "printed",
]
