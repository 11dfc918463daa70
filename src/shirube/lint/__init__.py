"""Rules over plain sheets: one rule a file; findings are data."""

from shirube.lint.check import check
from shirube.lint.model import SEVERITIES, Finding, Rule, Severity
from shirube.lint.rules import RULES

__all__ = ["RULES", "SEVERITIES", "Finding", "Rule", "Severity", "check"]
