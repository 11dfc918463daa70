"""The plain sheet as kept bytes: content, its hash, and the hash of what it means."""

import hashlib
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel, ValidationError

from shirube.schema import Sheet

Standing = Literal["machine_read", "confirmed", "entered"]
# Of a sheet this tells how and where it was read, not what it says.
_PROVENANCE = {"schema_version", "design_version", "standing", "source"}


class ContentError(Exception):
    """A stored content does not fit its hash, or is no sheet: the database was damaged."""


def content_of(sheet: Sheet) -> str:
    """The JSON that is kept. Standing belongs to the version, so it is always machine_read here."""
    return sheet.model_copy(update={"standing": "machine_read"}).model_dump_json()


def digest(content: str) -> str:
    """SHA-256 of the kept JSON."""
    return hashlib.sha256(content.encode()).hexdigest()


def plain(content: str, sha256: str, standing: Standing) -> Sheet:
    """Back to the plain sheet. Raises ContentError."""
    if digest(content) != sha256:
        raise ContentError("stored sheet does not fit its hash")
    try:
        sheet = Sheet.model_validate_json(content)
    except ValidationError as error:
        raise ContentError(f"stored sheet is not readable: {error}") from error
    return sheet if standing == "machine_read" else sheet.model_copy(update={"standing": standing})


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
