"""The gate of machine readability: thirty rules, asked of our own files and of anybody's."""

from shirube.exporters.gate.examining import examine
from shirube.exporters.gate.passing import GateError, check
from shirube.exporters.gate.report import Report, Summary, summary
from shirube.exporters.gate.rules import RULES

__all__ = ["RULES", "GateError", "Report", "Summary", "check", "examine", "summary"]
