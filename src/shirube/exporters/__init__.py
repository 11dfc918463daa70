"""Sheets in, files out: one folder a format."""

from shirube.exporters.formats import FORMATS, ExportContext, Format, FormatError

__all__ = ["FORMATS", "ExportContext", "Format", "FormatError"]
