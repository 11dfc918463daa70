"""Decimals in formats whose numbers are binary: beside the number its exact digits, as text.

A program that computes takes ``value``; 2.50 and a number of twenty digits stay what they are in
``value_exact``.
"""

from collections.abc import Iterable
from dataclasses import replace

from shirube.schema.tables.columns import Column

_ENDING = "_exact"


def exact_name(column: Column) -> str:
    """``value_exact``."""
    return column.name + _ENDING


def exact(column: Column) -> Column:
    """The column of the exact digits of a decimal."""
    return replace(
        column,
        name=exact_name(column),
        type="text",
        label_ja=f"{column.label_ja}(桁のまま)",
        label_en=f"{column.label_en} (exact digits)",
        meaning_ja="左の数を、桁を変えずに文字で書いたもの(2.50 は 2.5 ではない)",
        meaning_en="The number before it as text, with exactly its digits (2.50 is not 2.5)",
    )


def with_exact(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns, behind each decimal the one of its exact digits."""
    found: list[Column] = []
    for column in columns:
        found += [column, exact(column)] if column.type == "decimal" else [column]
    return tuple(found)
