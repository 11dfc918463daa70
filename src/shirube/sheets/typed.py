"""What a person types at a place of a sheet, as the fields of that place."""

from typing import Any, cast

from shirube.designs.cells import Slot, cost_of, value_of
from shirube.schema.numbers import Measure
from shirube.sheets.corrections import Place

# The field that is meant when a person corrects an item of words.
MAIN_FIELD = {
    "attributes": "value",
    "contacts": "name",
    "directions": "title",
    "environment": "situation",
    "indicators": "name",
    "issues": "text",
    "issues.next_actions": "text",
    "narratives": "text",
    "notes": "text",
    "progress": "result",
    "projects": "name",
    "ratings": "value",
    "units": "name",
}
_COSTS = frozenset({"costs", "projects.costs"})


def typed(
    place: Place, item: dict[str, Any], text: str, field: str | None = None
) -> dict[str, Any]:
    """The fields that change when ``text`` is typed for ``item``, as JSON values.

    A number is read as from print (``▲3.1``, ``－``, an empty text for a blank cell). ``field``
    names another field than the main one. Raises ValueError where that is not possible.
    """
    if field is not None:
        return {_known(item, field): text or None}
    if place.part == "indicators.values":
        return _value(item, text)
    if place.part in _COSTS:
        return _cost(item, text)
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


def _value(item: dict[str, Any], text: str) -> dict[str, Any]:
    measure = cast(Measure, item["measure"])
    read = value_of(text, measure, item["fiscal_year"], item["at"]).model_dump(mode="json")
    fields = ("value", "printed", "missing", "qualifier", "parts", "flags")
    return _certain(read, {name: read[name] for name in fields})


def _cost(item: dict[str, Any], text: str) -> dict[str, Any]:
    slot = Slot(item["stage"], item["item"], item["fiscal_year"])
    read = cost_of(text, item["unit"] or "円", slot, item["at"]).model_dump(mode="json")
    return _certain(read, {name: read[name] for name in ("amount", "printed", "missing", "flags")})


def _certain(read: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    # What a person types to remove a doubt must not raise one: "unreadable", "glued" …
    if read["flags"]:
        raise ValueError("、".join(read["flags"]))
    return fields


def _words(item: dict[str, Any], main: str, text: str) -> dict[str, Any]:
    beside: dict[str, Any] = {"printed": text or None, "missing": None, "flags": []}
    return {main: text or None} | {name: beside[name] for name in beside if name in item}
