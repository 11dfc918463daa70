"""From a message and values to a sentence.

How a value is written follows its name: ``…_year`` as a fiscal year, ``…amount`` as money
(hours and persons where ``item`` says so), ``stage``/``item``/``measure`` by their code list. A
list of texts is joined; a list of rows is written with the message's row.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from shirube.basics.fiscal_year import in_print
from shirube.schema.codes import LISTS, label

_UNITS = {"hours": ("時間", " hours"), "staff": ("人", " persons")}


class Message(NamedTuple):
    """A sentence in both languages with ``{names}`` of values, and how one row of a list reads."""

    ja: str
    en: str
    row_ja: str = ""
    row_en: str = ""


def fill(message: Message, values: Mapping[str, object], language: str = "ja") -> str:
    """The sentence with its values. Raises KeyError when a value is missing."""
    japanese = language == "ja"
    row = message.row_ja if japanese else message.row_en
    words = {name: _word(name, values, row, language) for name in values}
    return (message.ja if japanese else message.en).format_map(words)


def _word(name: str, values: Mapping[str, object], row: str, language: str) -> str:
    value = values[name]
    if not isinstance(value, list):
        return _single(name, values, language)
    items = [
        fill(Message(row, row), item, language)
        if isinstance(item, dict)
        else _single(name.removesuffix("s"), {name.removesuffix("s"): item}, language)
        for item in value
    ]
    return ("、" if language == "ja" else ", ").join(items)


def _single(name: str, values: Mapping[str, object], language: str) -> str:
    japanese, value = language == "ja", values[name]
    if value is None:
        return "年度の記載なし" if japanese and name.endswith("year") else "—"
    if name.endswith("year") and isinstance(value, int):
        return in_print(value) if japanese else f"FY{value}"
    if name.endswith("amount"):
        unit = _UNITS.get(str(values.get("item")), ("円", " yen"))
        return f"{Decimal(str(value)):,f}{unit[0 if japanese else 1]}"
    if name in LISTS:
        return label(name, str(value), language)
    return re.sub(r"\s+", " ", str(value))
