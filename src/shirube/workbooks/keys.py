"""The hidden key of a workbook: which sheet a tab is, which field a cell is, what it showed.

It stands in the first column and the first row, both hidden, so that it moves with what it names.
"""

import hashlib
import json
import re
from decimal import Decimal
from typing import Annotated, NamedTuple

from pydantic import Field, ValidationError

from shirube.basics.numbers_in_print import narrow
from shirube.designs.entries import is_number
from shirube.schema.addresses import Address
from shirube.schema.plain import Plain

BEGINS = '{"shirube":'  # of the cell that says what a tab is
OURS = "-"  # in the key column: a line of the form without fields
_FIXED = "!"
_PLAIN_NUMBER = re.compile(r"(?P<sign>[▲△+−-]?) ?(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)")
_ENDS = re.compile(r"[ \t\u3000]+(?=\n)|\A[\s\u3000]+|[\s\u3000]+\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class TabKey(Plain):
    """Which sheet a tab is. ``born`` tells two installations apart, ``fields`` counts its keys."""

    shirube: Annotated[int, Field(ge=1, le=1)] = 1
    book: str  # of the whole file, new with every download
    sheet: str  # 999997/2025/program/11
    name: str = ""  # of the tab when it was made
    born: str = ""
    revision: int = 0
    design: str = ""
    fields: int = 0


class FieldKey(NamedTuple):
    """Which field a cell is, and the mark of what it showed. ``fixed``: shown, not typed."""

    address: str
    mark: str
    fixed: bool = False

    @property
    def number(self) -> bool:
        """Whether a number is typed there."""
        part, _, name = self.address.split(":")
        return is_number(Address(part, "", name))


def canonical(text: str, *, number: bool = False) -> str:
    """What counts of a cell: spaces at the ends do not, nor how a plain number is written."""
    if text.isprintable() and not number and text == text.strip():
        return text
    tidy = _ENDS.sub("", _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    if number and (found := _PLAIN_NUMBER.fullmatch(narrow(tidy).strip())):
        sign = "-" if found["sign"] in {"▲", "△", "−", "-"} else ""
        value = Decimal(sign + found["digits"].replace(",", ""))
        return f"{value.normalize() + 0:f}"  # + 0: minus nought is nought
    return tidy


def mark(text: str, *, number: bool = False) -> str:
    """Twelve letters that stand for what a cell shows; none for an empty one."""
    counts = canonical(text, number=number)
    return hashlib.sha256(counts.encode()).hexdigest()[:12] if counts else ""


def line_key(fields: dict[str, FieldKey]) -> str:
    """The key of a line: column → field."""
    if not fields:
        return OURS
    said = (
        f'"{column}":["{_FIXED if key.fixed else ""}{_quoted(key.address)}","{key.mark}"]'
        for column, key in fields.items()
    )
    return f"{{{','.join(said)}}}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1] if '"' in text or "\\" in text else text


def read_line(text: str) -> dict[str, FieldKey] | None:
    """Column → field of a key; None where it is none of ours, or spoiled."""
    if text == OURS:
        return {}
    try:
        found = {
            column: FieldKey(address.removeprefix(_FIXED), marked, address.startswith(_FIXED))
            for column, (address, marked) in json.loads(text).items()
        }
    except (ValueError, TypeError, AttributeError):
        return None
    whole = all(key.address.count(":") == 2 and isinstance(key.mark, str) for key in found.values())
    return found if whole else None


def read_tab(text: str) -> TabKey | None:
    """What a tab says it is; None where that cannot be read."""
    try:
        return TabKey.model_validate_json(text)
    except ValidationError:
        return None
