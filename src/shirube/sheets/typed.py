"""What a person types at a place of a sheet, as the fields of that place."""

from typing import Any, cast

from shirube.designs.cells import Slot, cost_of, value_of
from shirube.designs.entries import NUMBERS
from shirube.schema.numbers import Measure
from shirube.schema.plain import Plain
from shirube.sheets.corrections import Place

# The field that is meant when a person corrects an item of words.
MAIN_FIELD = {
    "attributes": "value",
    "contacts": "name",
    "directions": "title",
    "environment": "situation",
    "follow_ups": "answer",
    "indicators": "name",
    "issues": "text",
    "issues.next_actions": "text",
    "narratives": "text",
    "notes": "text",
    "progress": "result",
    "projects": "name",
    "ratings": "value",
    "reviews": "text",
    "units": "name",
}


def typed(
    place: Place, item: dict[str, Any], text: str, field: str | None = None
) -> dict[str, Any]:
    """The fields that change when ``text`` is typed for ``item``, as JSON values.

    A number is read as from print (``▲3.1``, ``－``, an empty text for a blank cell). ``field``
    names another field than the main one. Raises ValueError where that is not possible.
    """
    if field is not None:
        return {_known(item, field): text or None}
    if place.part in NUMBERS:
        return _certain(number(place.part, item, text))
    main = MAIN_FIELD.get(place.part)
    if main is None:
        raise ValueError(place.part)
    return _words(item, main, text)


def settled(item: dict[str, Any]) -> dict[str, Any]:
    """The doubt is removed: what was read is right as printed. Raises ValueError without doubt."""
    if not item.get("flags"):
        raise ValueError("no flags")
    return {"flags": []}


def _known(item: dict[str, Any], field: str) -> str:
    # The place is what the correction hangs on, lists have items of their own.
    if field == "at" or isinstance(item.get(field, []), list | dict):
        raise ValueError(field)
    return field


def number(part: str, item: dict[str, Any], text: str) -> dict[str, Any]:
    """The fields of a value or an amount for which ``text`` is typed.

    A text that is no number has no value and is flagged; it stays as ``printed``.
    """
    if part == "indicators.values":
        measure = cast(Measure, item["measure"])
        value = value_of(text, measure, item["fiscal_year"], item["at"])
        return _some(value, "value", "printed", "missing", "qualifier", "parts", "flags")
    slot = Slot(item["stage"], item["item"], item["fiscal_year"])
    cost = cost_of(text, item["unit"] or "円", slot, item["at"])
    return _some(cost, "amount", "printed", "missing", "flags")


def _some(item: Plain, *names: str) -> dict[str, Any]:
    read = item.model_dump(mode="json")
    return {name: read[name] for name in names}


def _certain(fields: dict[str, Any]) -> dict[str, Any]:
    # What a person types to remove a doubt must not raise one: "unreadable", "glued" …
    if fields["flags"]:
        raise ValueError("、".join(fields["flags"]))
    return fields


def _words(item: dict[str, Any], main: str, text: str) -> dict[str, Any]:
    beside: dict[str, Any] = {"printed": text or None, "missing": None, "flags": []}
    return {main: text or None} | {name: beside[name] for name in beside if name in item}
