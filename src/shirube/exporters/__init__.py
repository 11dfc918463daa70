"""Sheets in, files out: one folder a format."""

from shirube.exporters.formats import FORMATS, ExportContext, Format, FormatError
from shirube.exporters.together import write_together

__all__ = ["FORMATS", "ExportContext", "Format", "FormatError", "write_together"]
