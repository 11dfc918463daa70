"""A tab's XML in pieces, and what stands in them: texts, days, rows of our own making."""

import html
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from shirube.exporters.gate.xlsx_parts import Parts
from shirube.sources.refusing import MEGABYTE, refusal

MOST_ROW = 32 * MEGABYTE  # of XML without an end of row
_AT_ONCE = 512 * 1024
TEXT = re.compile(rb"<t(?:\s[^>]*)?>([^<]*)</t>")
PHONETIC = re.compile(rb"<rPh\s(?:[^<]|<(?!/rPh>))*</rPh>")
_PREFIX = re.compile(rb"<(/?)[A-Za-z]\w*:(?=[A-Za-z])")


def chunks(package: Parts, part: str) -> Iterator[bytes]:
    """A tab's XML in pieces that end with a row, prefixes taken away; the rest comes last."""
    rest, prefix = b"", b""
    for number, piece in enumerate(package.pieces(part)):
        rest += piece
        if number == 0:
            if b"\x00" in rest[:200] or b"<!DOCTYPE" in rest[:2000]:
                raise refusal("not_a_workbook", part, reason="UTF-8 でない XML / XML not in UTF-8")
            root = re.search(rb"<(\w+:)worksheet", rest[:4000])
            prefix = root[1] if root else b""
        if len(rest) < _AT_ONCE:
            continue
        end = rest.rfind(b"</%srow>" % prefix)
        if end > 0:
            end += len(b"</row>") + len(prefix)
            yield _bare(rest[:end], prefixed=bool(prefix))
            rest = rest[end:]
        elif len(rest) > MOST_ROW:
            raise refusal("not_a_workbook", part, reason="行が長すぎる / a row is too long")
    yield _bare(rest, prefixed=bool(prefix))


def _bare(xml: bytes, *, prefixed: bool) -> bytes:
    return _PREFIX.sub(rb"<\1", xml) if prefixed else xml


def spaced(xml: bytes) -> bytes:
    """With a space behind every ``<c`` and ``<row``, to be split at."""
    for bare in (b"<c", b"<row"):
        xml = xml.replace(bare + b">", bare + b" >").replace(bare + b"/>", bare + b" />")
    return xml


def row_of(columns: int) -> re.Pattern[bytes]:
    """Whole rows of so many cells, as this program writes them."""
    number = rb"<c><v>[^<]++</v></c>"
    text = rb'<c t="inlineStr"><is><t(?: xml:space="preserve")?+>[^<]++</t></is></c>'
    filled = rb"(?:" + number + rb"|" + text + rb'|<c t="b"><v>[01]</v></c>)'
    any_cell = rb"(?:<c/>|" + filled[3:]
    return re.compile(rb"(?:<row>" + filled + any_cell + rb"{%d}+</row>)*+" % (columns - 1))


@cache
def day(serial: bytes) -> str:
    try:
        return (date(1899, 12, 30) + timedelta(days=int(float(serial)))).isoformat()
    except (ValueError, OverflowError):
        return serial.decode()


def unescaped(text: bytes) -> str:
    found = text.decode("utf-8", "replace")
    return html.unescape(found) if "&" in found else found


def shared_texts(package: Parts) -> list[str]:
    """The texts that cells refer to by number, readings (furigana) left out."""
    part = next((p for p in package.parts if p.lower() == "xl/sharedstrings.xml"), None)
    found: list[str] = []
    rest = b""
    if part is None:
        return found
    for piece in package.pieces(part):
        *whole, rest = (rest + piece).split(b"</si>")
        found += map(_one_text, whole)
        if len(rest) > MOST_ROW:
            raise refusal("not_a_workbook", part, reason="文字列が長すぎる / a text is too long")
    return found


def _one_text(xml: bytes) -> str:
    if b"<rPh" in xml:
        xml = PHONETIC.sub(b"", xml)
    return unescaped(b"".join(TEXT.findall(xml)))
