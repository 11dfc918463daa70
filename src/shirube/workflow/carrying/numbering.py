"""Names of the items of a draft: ``e1``, ``e2`` …, given once, unique over all lists."""

from typing import Any

from shirube.schema import Sheet
from shirube.schema.plain import Plain


class Names:
    """Gives the next name."""

    def __init__(self, next_id: int = 1) -> None:
        self.next_id = next_id

    def new(self) -> str:
        """A name that was never given before."""
        self.next_id += 1
        return f"e{self.next_id - 1}"


def renumbered(sheet: Sheet, names: Names) -> Sheet:
    """The sheet with a new name at every item, in the order of the form."""
    data = sheet.model_dump(mode="python")
    _name(data, Sheet, names)
    return Sheet.model_validate(data)


def _name(data: dict[str, Any], model: type[Plain], names: Names) -> None:
    if "at" in model.model_fields:
        data["at"] = names.new()
    for field, info in model.model_fields.items():
        items = data.get(field)
        if not isinstance(items, list | tuple) or not items or not isinstance(items[0], dict):
            continue
        below = next(a for a in info.annotation.__args__ if isinstance(a, type))  # type: ignore[union-attr]
        for item in items:
            _name(item, below, names)
