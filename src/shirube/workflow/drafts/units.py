"""A number that is typed with its unit, beside the unit of its indicator: 「2.4千人」 for 人."""

import re
from typing import Literal, NamedTuple

from shirube.basics.japanese_text import nfkc
from shirube.basics.numbers_in_print import read_number

_PERCENT = frozenset({"%", "パーセント", "ポイント", "%ポイント"})
_SIZED = re.compile(r"(百万|千万|十万|億|万|千)?(.*)", re.DOTALL)
# か所, カ所, ヶ所, 箇所 are one unit.
_PLACES = re.compile(r"^(?:[かカヵヶケ]|箇|個)所$")


class UnitSaid(NamedTuple):
    """``wrong``: another size or kind than the indicator's, so that the number cannot stand."""

    kind: Literal["same", "other", "wrong"]
    words: str = ""


def unit_said(text: str, unit: str | None) -> UnitSaid:
    """What the unit in ``text`` means for an indicator that is counted in ``unit``."""
    read = read_number(text)
    if read.value is None or not read.unit:
        return UnitSaid("same")
    own, typed = _sized(unit or ""), _sized(read.unit)
    if own == typed:
        return UnitSaid("same")
    told = f"この指標の単位は「{unit}」です。" if unit else "この指標には単位がまだありません。"
    if own.size != typed.size or "%" in (own.base, typed.base):
        return UnitSaid(
            "wrong", f"{told}「{read.unit}」の数は、単位に直した数だけを書いてください。"
        )
    if not unit:
        return UnitSaid("same")
    return UnitSaid("other", f"{told}「{read.unit}」と書かれています。確かめてください。")


class _Unit(NamedTuple):
    size: str  # 千 of 千人
    base: str


def _sized(unit: str) -> _Unit:
    found = _SIZED.fullmatch("".join(nfkc(unit).split()))
    assert found is not None
    base = "%" if found[2] in _PERCENT else _PLACES.sub("か所", found[2])
    return _Unit(found[1] or "", base)
