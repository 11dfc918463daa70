"""Text inside the XML of a workbook, for rooms that put cells in as XML (decision 0011)."""

import re

# What XML cannot hold, or only as a sign of its own.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """A text inside of XML, as Excel writes it; what XML cannot hold is left out."""
    plain = _ILLEGAL.sub("", text) if not text.isprintable() else text
    if "_x" in plain:
        plain = _ESCAPED.sub(r"_x005F_\1", plain)
    if "&" in plain or "<" in plain or ">" in plain:
        plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain
