"""Corrections as plain values: finding a place in a sheet, and applying what people decided."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import ValidationError

from shirube.schema import Sheet


class Place(NamedTuple):
    """An item of a sheet by where it was read.

    ``part`` is the list it stands in (``indicators.values``); ``nth`` tells items apart that were
    read at the same place, as two numbers of one cell are.
    """

    part: str
    at: str
    nth: int = 0

    def __str__(self) -> str:
        return f"{self.part} {self.at}" + (f" #{self.nth + 1}" if self.nth else "")


@dataclass(frozen=True, slots=True)
class Fix:
    """What a person decided: the fields at a place as they were read, and as they are right.

    Fields and values are those of the JSON form.
    """

    place: Place
    before: dict[str, Any]
    after: dict[str, Any]


class Applied(NamedTuple):
    """The corrected sheet, and the fixes whose place no longer holds what they corrected."""

    sheet: Sheet
    homeless: tuple[Fix, ...]


def places(sheet: Sheet) -> dict[Place, dict[str, Any]]:
    """Every item that knows where it was read, as JSON values."""
    return dict(_walk(sheet.model_dump(mode="json")))


def apply(sheet: Sheet, fixes: Iterable[Fix]) -> Applied:
    """The sheet with every fix that still fits, in the order given.

    A fix fits where its place holds what it held when the person decided (or already what the
    person wanted). Any other is handed back, never dropped and never forced upon another value.
    """
    data = sheet.model_dump(mode="json")
    items = dict(_walk(data))
    homeless: list[Fix] = []
    for fix in fixes:
        item = items.get(fix.place)
        if item is None or not (_holds(item, fix.before) or _holds(item, fix.after)):
            homeless.append(fix)
            continue
        item.update(fix.after)
    return _checked(sheet, data, homeless)


def _checked(sheet: Sheet, data: dict[str, Any], homeless: list[Fix]) -> Applied:
    try:
        return Applied(Sheet.model_validate(data), tuple(homeless))
    except ValidationError as error:
        raise ValueError(f"{sheet.key}: a correction does not fit its field: {error}") from error


def _holds(item: dict[str, Any], fields: dict[str, Any]) -> bool:
    return all(name in item and item[name] == value for name, value in fields.items())


def _walk(data: dict[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    seen: Counter[tuple[str, str]] = Counter()
    for part, item in _items(data, ""):
        at = item.get("at")
        if at is not None:
            yield Place(part, at, seen[part, at]), item
            seen[part, at] += 1


def _items(data: dict[str, Any], prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, value in data.items():
        if isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    yield f"{prefix}{name}", item
                    yield from _items(item, f"{prefix}{name}.")
