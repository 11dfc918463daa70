"""Elements of XML as text. Children are elements already; text is escaped here and only here."""

import re
from collections.abc import Iterable
from functools import cache
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from shirube.basics.fiscal_year import first_day, last_day
from shirube.basics.japanese_text import printable

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
_OURS: UUID = uuid5(NAMESPACE_URL, "urn:shirube")


# What may not stand as it is: of a hundred thousand texts few hold any of it.
_SPECIAL = re.compile("[&<>]|[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, *children: str, **attributes: str) -> str:
    """``<Goal>…</Goal>``; children that are empty texts are left out."""
    marks = "".join(f" {key}={quoteattr(printable(text))}" for key, text in attributes.items())
    return f"<{name}{marks}>{''.join(children)}</{name}>\n"


def text(name: str, words: str | None) -> str:
    """An element that holds text, nothing where there is none."""
    # A bare carriage return would come back as a line feed (XML 1.0, 2.11).
    if not words:
        return ""
    if _SPECIAL.search(words):
        words = escape(printable(words), {"\r": "&#13;"})
    return f"<{name}>{words}</{name}>\n"


def needed(name: str, words: str | None) -> str:
    """The same where the schema asks for the element even if nothing is to be said."""
    return text(name, words) or f"<{name}/>\n"


def identifier(key: str) -> str:
    """An ``xsd:ID`` made of the key alone, so that it is the same in every edition and export.

    It may not begin with a digit, as half of all UUIDs do.
    """
    return text("Identifier", f"_{uuid5(_OURS, key)}")


@cache
def dates(year: int | None) -> str:
    """First and last day of the fiscal year; nothing where there is no year."""
    if year is None:
        return ""
    return text("StartDate", first_day(year).isoformat()) + text(
        "EndDate", last_day(year).isoformat()
    )


def joined(lines: Iterable[str]) -> str:
    """Several statements as one text."""
    return "\n".join(line for line in lines if line)
