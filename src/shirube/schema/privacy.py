"""``public(sheet)``: the sheet without what its design calls private."""

from collections.abc import Collection
from typing import Protocol

from shirube.schema.sheet import Sheet
from shirube.schema.words import Contact


class Privacy(Protocol):
    """What a design says about privacy; ``designs.Privacy`` is the one that is loaded."""

    @property
    def attributes(self) -> Collection[str]:
        """Keys of private attributes."""

    @property
    def narratives(self) -> Collection[str]:
        """Keys of private texts."""

    @property
    def contact_fields(self) -> Collection[str]:
        """Fields of a contact that are public (``post``, ``phone`` …); nothing is by default."""


def public(sheet: Sheet, privacy: Privacy) -> Sheet:
    """The sheet that may leave: no private attribute or text, contacts as far as they are open,
    nothing unplaced, of the source only file name and page.

    Publishing twice changes nothing: ``public(public(s, p), p) == public(s, p)``.
    """
    source = sheet.source
    return sheet.model_copy(
        update={
            "contacts": _open_contacts(sheet.contacts, privacy.contact_fields),
            "attributes": tuple(a for a in sheet.attributes if a.key not in privacy.attributes),
            "narratives": tuple(n for n in sheet.narratives if n.key not in privacy.narratives),
            "unplaced": (),
            "source": source
            and source.model_copy(update={"sha256": None, "first_line": None, "last_line": None}),
        }
    )


def _open_contacts(contacts: tuple[Contact, ...], fields: Collection[str]) -> tuple[Contact, ...]:
    opened = (
        Contact(
            role=contact.role,
            at=contact.at,
            **{
                name: getattr(contact, name)
                for name in ("name", "post", "phone", "email")
                if name in fields
            },
        )
        for contact in contacts
    )
    return tuple(c for c in opened if c.name or c.post or c.phone or c.email)
