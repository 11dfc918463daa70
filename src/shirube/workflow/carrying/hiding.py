"""What a form asks no more does not go on into its drafts."""

from collections.abc import Collection
from typing import Any

from shirube.schema import Sheet

# The head of every sheet, and what the round itself puts in: hidden or not, they are there.
_ALWAYS = frozenset({"path", "code", "title", "units", "follow_ups", "reviews", "municipality"})


def without(sheet: Sheet, hidden: Collection[str]) -> Sheet:
    """The sheet without the parts (``environment``) and keys (``narratives.aim``) named."""
    update: dict[str, Any] = {}
    for path in hidden:
        part, _, key = path.partition(".")
        if part in _ALWAYS or not isinstance(getattr(sheet, part, None), tuple):
            continue
        items = update.get(part, getattr(sheet, part))
        update[part] = tuple(one for one in items if key and one.key != key)
    return sheet.model_copy(update=update) if update else sheet
