"""What a sheet says, told apart from how and where it was read."""

import hashlib
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from shirube.schema.sheet import Sheet

# Of a sheet this tells how and where it was read, not what it says.
_PROVENANCE = {"schema_version", "design_version", "standing", "source"}


def meaning(sheet: Sheet) -> str:
    """SHA-256 of what a sheet says, without file, places and standing.

    Two files with the same text in other lines mean the same; a later version of the schema that
    adds fields with defaults does not change the meaning of what is stored.
    """
    said = sheet.model_dump_json(exclude=_unsaid(Sheet) | _PROVENANCE_FIELDS, exclude_defaults=True)
    return hashlib.sha256(said.encode()).hexdigest()


_PROVENANCE_FIELDS: dict[str, Any] = dict.fromkeys(_PROVENANCE, True)


@cache
def _unsaid(model: type[BaseModel]) -> dict[str, Any]:
    """pydantic's ``exclude`` for every ``at`` below a model."""
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name == "at":
            found[name] = True
        for inner in get_args(field.annotation):
            if isinstance(inner, type) and issubclass(inner, BaseModel) and _unsaid(inner):
                found[name] = {"__all__": _unsaid(inner)}
    return found
