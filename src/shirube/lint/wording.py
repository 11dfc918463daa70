"""From a message and values to a sentence.

How a value is written follows its name: ``…_year`` as a fiscal year, ``…_yen`` as money,
``stage``/``item``/``measure`` by their code list. A list of texts is joined; a list of rows is
written with the message's row.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from shirube.basics.fiscal_year import in_print
from shirube.schema.codes import LISTS, label


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
    words = {name: _word(name, value, row, language) for name, value in values.items()}
    return (message.ja if japanese else message.en).format_map(words)


def _word(name: str, value: object, row: str, language: str) -> str:
    if isinstance(value, list):
        mark = "、" if language == "ja" else ", "
        return mark.join(_item(name, item, row, language) for item in value)
    return _single(name, value, language)


def _item(name: str, item: object, row: str, language: str) -> str:
    if isinstance(item, dict):
        return row.format_map({key: _single(key, value, language) for key, value in item.items()})
    return _single(name.removesuffix("s"), item, language)


def _single(name: str, value: object, language: str) -> str:
    japanese = language == "ja"
    if value is None:
        return "年度の記載なし" if japanese and name.endswith("year") else "—"
    if name.endswith("year") and isinstance(value, int):
        return in_print(value) if japanese else f"FY{value}"
    if name.endswith("_yen"):
        amount = f"{Decimal(str(value)):,f}"
        return f"{amount}円" if japanese else f"{amount} yen"
    if name in LISTS:
        return label(name, str(value), language)
    return re.sub(r"\s+", " ", str(value))
