"""The plain sheet as kept bytes: content, its hash, and the hash of what it means."""

import hashlib
from typing import Literal

from pydantic import ValidationError

from shirube.schema import Sheet
from shirube.schema.meaning import meaning

__all__ = ["ContentError", "Standing", "content_of", "digest", "meaning", "plain"]

Standing = Literal["machine_read", "confirmed", "entered"]


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
