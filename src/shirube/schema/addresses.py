"""Where in a sheet: items by part and ``at``, and what stands below what."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

Item = dict[str, Any]


class Spot(NamedTuple):
    """An item of a draft: ``indicators.values`` ``e17``."""

    part: str
    at: str

    def __str__(self) -> str:
        return f"{self.part}:{self.at}"


class Address(NamedTuple):
    """A field of an item, written ``indicators.values:e17:value``."""

    part: str
    at: str
    field: str

    def __str__(self) -> str:
        return f"{self.part}:{self.at}:{self.field}"

    @property
    def spot(self) -> Spot:
        """The item."""
        return Spot(self.part, self.at)


def parse(text: str) -> Address:
    """``indicators.values:e17:value`` → the address. Raises ValueError."""
    part, at, field = [*text.split(":"), "", "", ""][:3]
    if not (part and at and field) or text.count(":") != 2:
        raise ValueError(text)
    return Address(part, at, field)


class Found(NamedTuple):
    """An item, the list that holds it, and the items above it."""

    item: Item
    holder: list[Item]
    above: tuple[Spot, ...]


def index(data: Item) -> dict[Spot, Found]:
    """Every item of a draft (as JSON values) by its spot."""
    return dict(_walk(data, "", ()))


def _walk(data: Item, prefix: str, above: tuple[Spot, ...]) -> Iterator[tuple[Spot, Found]]:
    for name, value in data.items():
        if not isinstance(value, list):
            continue
        for item in value:
            if isinstance(item, dict) and item.get("at"):
                spot = Spot(f"{prefix}{name}", item["at"])
                yield spot, Found(item, value, above)
                yield from _walk(item, f"{prefix}{name}.", (*above, spot))


def inside(spot: Spot, found: Found, places: Collection[Spot]) -> bool:
    """The spot, or an item above it, is one of ``places``."""
    return spot in places or any(one in places for one in found.above)
