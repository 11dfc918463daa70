"""``public(sheet)``: the sheet without what its design calls private."""

from collections.abc import Collection, Iterator
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


class Persons(Protocol):
    """A municipality's rule about persons, by post; ``people.city.Persons`` is the stored one."""

    def shows(self, post: str) -> bool:
        """Whether the name of whoever holds the post is public."""


class Nobody:
    """The rule where no municipality was asked: a file by itself does not know its decision."""

    def shows(self, post: str) -> bool:
        """Never."""
        return False


def public(sheet: Sheet, privacy: Privacy, persons: Persons | None = None) -> Sheet:
    """The sheet that may leave: no private attribute or text, contacts as far as they are open,
    nothing unplaced, of the source only file name and page.

    With a rule about ``persons``, it alone says whose name is open (and with it the post);
    telephone and address stay as the design says.

    Publishing twice changes nothing: ``public(public(s, p), p) == public(s, p)``.
    """
    source = sheet.source
    return sheet.model_copy(
        update={
            "contacts": tuple(_open_contacts(sheet.contacts, privacy, persons)),
            "attributes": tuple(a for a in sheet.attributes if a.key not in privacy.attributes),
            "narratives": tuple(n for n in sheet.narratives if n.key not in privacy.narratives),
            "unplaced": (),
            "source": source
            and source.model_copy(update={"sha256": None, "first_line": None, "last_line": None}),
        }
    )


def _open_contacts(
    contacts: tuple[Contact, ...], privacy: Privacy, persons: Persons | None
) -> Iterator[Contact]:
    for contact in contacts:
        fields = set(privacy.contact_fields)
        if persons is not None:
            # A form without a field for the post has it as the label: 課長 (name).
            shown = bool(contact.name) and persons.shows(contact.post or contact.role)
            fields = (fields - {"name"}) | ({"name", "post"} if shown else set())
        opened = {
            name: getattr(contact, name)
            for name in ("name", "post", "phone", "email")
            if name in fields
        }
        if any(opened.values()):
            yield Contact(role=contact.role, at=contact.at, **opened)
