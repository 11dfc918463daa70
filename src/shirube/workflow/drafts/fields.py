"""The fields that can be typed into, and what a text means for each."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, get_args

from shirube.basics.fiscal_year import typed_year
from shirube.designs.entries import FIELDS, is_number, model, shown
from shirube.sheets.typed import number
from shirube.workflow.drafts.addresses import Address, Item
from shirube.workflow.drafts.units import unit_said

__all__ = [
    "FIELDS",
    "LONGEST",
    "BadTextError",
    "Reading",
    "exists",
    "is_number",
    "model",
    "read",
    "shown",
    "tidy",
]

LONGEST = 20_000  # letters in a field; the longest text of the samples has some 2,000
LONGEST_NUMBER = 100
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class BadTextError(ValueError):
    """A text that a field cannot hold; the message says in Japanese what it could."""


class Reading(NamedTuple):
    """The fields that change, and what the program understood, in words ("" when as typed)."""

    changes: Item
    say: str = ""


def exists(address: Address) -> bool:
    """Whether the form knows such a field."""
    return address.field in FIELDS.get(address.part, ())


def tidy(text: str) -> str:
    """Line ends evened out, control characters gone; nothing else is touched."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def read(item: Item, address: Address, text: str, above: Item | None = None) -> Reading:
    """What typing ``text`` (already tidy) means; ``above`` is the item that holds this one.

    Raises BadTextError.
    """
    if len(text) > (LONGEST_NUMBER if is_number(address) else LONGEST):
        raise BadTextError(
            "文が長すぎて保存できません。20,000字(数の欄は100字)までにしてください。"
        )
    if is_number(address):
        reading = _number(item, address, text)
        return _in_unit(reading, text, above) if address.part == "indicators.values" else reading
    special = _SPECIAL.get((address.part, address.field))
    if special is not None:
        return Reading({address.field: special(text)})
    if address.part == "ratings" and address.field == "value":
        mark = text.strip() or None
        return Reading({"value": mark, "printed": mark, "missing": None if mark else "blank"})
    choices = _choices(address.part, address.field)
    if choices and text and text not in choices:
        raise BadTextError("選べない内容です。画面の選択肢から選んでください。")
    empty = "" if _required(address.part, address.field) else None
    changes: Item = {address.field: text or empty}
    if address.field == "better":  # whoever answers for it is a person, not the form
        changes["better_basis"] = "person" if text else None
    return Reading(changes)


def _number(item: Item, address: Address, text: str) -> Reading:
    changes = number(address.part, item, text.strip())
    if item.get("answers") is not None:  # no longer what the survey found
        changes |= dict.fromkeys(("answers", "population", "survey", "observed_year", "note"))
    value = changes.get("value") or changes.get("amount")
    if changes["flags"]:
        return Reading(changes, "数として読めません。このままでは提出できません。")
    if value is None:
        return Reading(changes)
    plain = _with_commas(value)
    if address.field == "amount" and item.get("unit") in {"千円", "百万円", "万円", "億円"}:
        return Reading(changes, f"{plain}円として記録します。")
    return Reading(changes, "" if text == value else f"{plain} として記録します。")


def _in_unit(reading: Reading, text: str, indicator: Item | None) -> Reading:
    """A number of another size than the indicator's unit would be a wrong number shown as right."""
    said = unit_said(text, indicator.get("unit") if indicator else None)
    if said.kind == "wrong":
        raise BadTextError(said.words)
    return reading if said.kind == "same" else Reading(reading.changes, reading.say + said.words)


def _with_commas(value: str) -> str:
    whole, dot, rest = value.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-') or 0):,}{dot}{rest}"


def _words(text: str) -> list[str]:
    return [word for word in (part.strip() for part in re.split(r"[、,\n]", text)) if word]


def _year(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    year = typed_year(text)
    if year is None:
        raise BadTextError("年度は「令和8年度」か「2026」の形で書いてください。")
    return year


def _flag(text: str) -> bool | None:
    return None if text == "" else text == "1"


_SPECIAL: dict[tuple[str, str], Callable[[str], Any]] = {
    ("projects", "in_action_plan"): _flag,
    ("projects", "directions"): _words,
    ("environment", "effects"): _words,
    ("issues", "projects"): _words,
    ("issues.next_actions", "from_fiscal_year"): _year,
}


@cache
def _required(part: str, field: str) -> bool:
    return model(part).model_fields[field].annotation is str


@cache
def _choices(part: str, field: str) -> frozenset[str]:
    """The codes of a closed list (Literal), empty for free text."""
    annotation = model(part).model_fields[field].annotation
    found: set[str] = set()
    for one in (annotation, *get_args(annotation)):
        found |= {code for code in get_args(one) if isinstance(code, str)}
    return frozenset(found)
