"""The fields of a sheet that a person fills: how each is called, shown and chosen.

Screen and workbook ask the same things in the same words, because both ask here.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel

from shirube.basics.fiscal_year import in_print
from shirube.designs.model import Design
from shirube.schema import Sheet
from shirube.schema.addresses import Address, Item
from shirube.schema.codes import FOLLOW_UP_STATUS, LISTS

Kind = Literal["line", "number", "text", "choice", "radio", "check"]
Choices = tuple[tuple[str, str], ...]

# part → fields that a person types into, in the order of the form
FIELDS: dict[str, tuple[str, ...]] = {
    "units": ("role", "name"),
    "contacts": ("role", "name", "post", "phone", "email"),
    "attributes": ("value",),
    "directions": ("no", "title", "purpose", "means"),
    "narratives": ("text",),
    "indicators": ("no", "name", "definition", "unit", "source", "better", "accumulation"),
    "indicators.values": ("value", "note"),
    "projects": ("code", "name", "unit", "in_action_plan", "directions"),
    "projects.costs": ("amount",),
    "costs": ("amount",),
    "ratings": ("value", "reason"),
    "environment": ("factor", "situation", "effects", "reason"),
    "issues": ("no", "text", "projects", "status"),
    "issues.next_actions": ("text", "from_fiscal_year"),
    "progress": ("plan", "result", "rating", "action"),
    "follow_ups": ("status", "answer"),
    "notes": ("mark", "text"),
}
# Parts whose items hold a number, in print and as a value.
NUMBERS = frozenset({"indicators.values", "costs", "projects.costs"})
# Parts whose rows a person may add and remove.
ROWS = ("projects", "environment", "issues", "issues.next_actions", "notes", "units",
        "contacts", "directions", "indicators")  # fmt: skip
# Of these what stood in last year's sheet belongs to the plan and stays.
OF_THE_PLAN = frozenset({"directions", "indicators"})
LONG = frozenset({"text", "situation", "reason", "status", "result", "plan", "action", "answer",
                  "purpose", "means", "definition", "title"})  # fmt: skip
_NUMBER_FIELDS = {"value", "amount"}
_LABELS = {("narratives", "text"): "本文", ("ratings", "value"): "評価",
           ("attributes", "value"): "内容", ("follow_ups", "answer"): "その後、どうなりましたか",
           ("follow_ups", "status"): "結果"}  # fmt: skip


def is_number(address: Address) -> bool:
    """Whether a number is typed there."""
    return address.part in NUMBERS and address.field in _NUMBER_FIELDS


def shown(item: Item, address: Address) -> str:
    """The text of a field as the person who fills it sees it."""
    value = item.get(address.field)
    if is_number(address):
        return item["printed"] if item.get("printed") is not None else (value or "")
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return in_print(value)
    return "" if value is None else str(value)


def names(part: str, item: Item) -> Iterable[str]:
    """The fields of an item that are asked for."""
    known: Iterable[str] = FIELDS.get(part, ())
    # A field that this form never uses (an officer's e-mail, a means) is not asked for.
    optional = {"email", "post", "purpose", "means", "phone", "name"}
    keep = {"name"} if part in {"units", "projects"} else set()
    return [n for n in known if n in keep or n not in optional or item.get(n) is not None]


def asked_as(design: Design, address: Address, item: Item) -> tuple[Kind, Choices]:
    """How a field is filled, and for a choice its codes with their words."""
    part, name = address.part, address.field
    if part == "ratings" and name == "value":
        scale = design.scale(item["scale"])
        grades = sorted(scale.grades, key=lambda grade: -grade.order) if scale else ()
        known = tuple((grade.value, f"{grade.value} — {grade.meaning}") for grade in grades)
        return ("radio", known) if known else ("line", ())
    if part == "follow_ups" and name == "status":
        return "radio", tuple((code, one.ja) for code, one in FOLLOW_UP_STATUS.items())
    if name in {"better", "accumulation"}:
        return "choice", (("", "(決まっていません)"), *((c, o.ja) for c, o in LISTS[name].items()))
    if name == "in_action_plan":
        return "choice", (("", "(欄なし)"), ("1", "対象"), ("0", "対象でない"))
    if is_number(address):
        return "number", ()
    return ("text", ()) if name in LONG else ("line", ())


def label(address: Address) -> str:
    """What a field is called."""
    return _label(address.part, address.field)


@cache
def _label(part: str, name: str) -> str:
    return _LABELS.get((part, name)) or model(part).model_fields[name].title or name


def computed(sheet: Sheet, address: Address, item: Item) -> bool:
    """Rates and totals are worked out, not typed."""
    own: int = sheet.fiscal_year or 0
    year: int = item.get("fiscal_year") or 0
    if address.part == "indicators.values":
        return bool(item["measure"] == "achievement" and year == own)
    return address.part == "costs" and bool(sheet.projects) and year >= own


_TITLES: dict[str, Callable[[dict[str, Any]], str]] = {
    "narratives": lambda item: item["label"],
    "attributes": lambda item: item["label"],
    "directions": lambda item: f"方向 {item['no']}",
    "ratings": lambda item: " ".join(w for w in (item.get("period"), item.get("by")) if w),
    "environment": lambda item: item["factor"] or "変化",
    "issues": lambda item: f"課題 {item['no']}",
    "issues.next_actions": lambda item: "今後の取組",
    "progress": lambda item: item["period"],
    "follow_ups": lambda item: f"約束 {item['no']}",
    "notes": lambda item: item.get("mark") or "注記",
    "units": lambda item: item["role"],
    "contacts": lambda item: item["role"],
    "projects": lambda item: item["name"] or "新しい事業",
}


def title(part: str, item: Item) -> str:
    """What an item is called: 「課題 2」; "" where it has no name of its own."""
    make = _TITLES.get(part)
    return make(item) if make else ""


@cache
def model(part: str) -> type[BaseModel]:
    """The class of the items of a part: ``issues.next_actions`` → NextAction."""
    found: type[BaseModel] = Sheet
    for name in part.split("."):
        annotation = found.model_fields[name].annotation
        found = next(a for a in get_args(annotation) if isinstance(a, type))
    return found
