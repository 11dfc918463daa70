"""A form that was refused, shown once more as it was sent, with the wrong field marked.

It waits in the session for the next page only; words that would be a loss are kept for longer, in
``unsent``. A page with several forms of one address tells them apart by a hidden field ``form``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest

SESSION = "shirube_again"
MOST_LETTERS = 20_000


@dataclass(frozen=True, slots=True)
class Again:
    """``form`` is the address's name and which of the page's it is: ``survey_result-7``; ``wrong``
    the name of the field to mend, "" where it is not one field.
    """

    form: str
    wrong: str = ""
    said: Mapping[str, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.said)

    def every(self, name: str) -> list[str]:
        """What a field said that stands in the form several times."""
        return self.said.get(name, [])

    def text(self, name: str, otherwise: object = "") -> str:
        """What the field said; ``otherwise`` where the form was not refused."""
        return next(iter(self.every(name)), "") if self else str(otherwise)

    def place(self, name: str) -> str:
        """The id of a field, to which the message leads."""
        return f"{self.form}-{name}"


def keep(request: HttpRequest, wrong: str) -> str:
    """Keep the form that was sent for the next page; the id of the wrong field, "" for none."""
    said = {name: [str(text) for text in texts] for name, texts in request.POST.lists()}
    said.pop("csrfmiddlewaretoken", None)
    if not said or sum(len(text) for texts in said.values() for text in texts) > MOST_LETTERS:
        return ""
    match = request.resolver_match
    which = request.POST.get("form", "")
    form = "-".join(part for part in (match and match.url_name, which) if part)
    request.session[SESSION] = {"form": form, "wrong": wrong, "said": said}
    return Again(form).place(wrong) if wrong else ""


def waiting(request: HttpRequest) -> Again | None:
    """The form that waits to be shown again, left where it is."""
    row = request.session.get(SESSION)
    return Again(**row) if row else None


def take(request: HttpRequest) -> Again | None:
    """The form that waits to be shown again, and no longer waits."""
    found = waiting(request)
    if found:
        del request.session[SESSION]
    return found


def of(request: HttpRequest, form: str) -> Again:
    """The form of that name as it was sent and refused; an empty one where it was not."""
    found = waiting(request)
    return found if found and found.form == form else Again(form)
