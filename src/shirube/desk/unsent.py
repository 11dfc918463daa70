"""Words that a person typed into a form and that did not get through: kept until they do.

They wait in the session: after a refused move, after a right that was lost, after a login that
lapsed. The page shows them at its top, and again in their field where that still stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

SESSION = "shirube_unsent"
MOST = 5  # forms; the oldest gives way
MOST_LETTERS_UNKNOWN = 100_000  # of a person who is not signed in (any more)
# What a person types in words, and what it is called where its form is gone.
WORDS = {
    "note": "添えたことば",
    "reason": "理由",
    "text": "書き込み",
    "answer": "回答",
    "reflected": "反映状況",
    "body": "会の名前",
    "opinions": "意見",
    "member": "委員の氏名",
    "document_no": "文書番号",
}
_TECHNICAL = frozenset({"csrfmiddlewaretoken", "seen", "back", "who"})
_ONE_OF_MANY = ("token", "opinion", "place")  # which of the page's forms of that address


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that did not get through. ``edits`` are fields of a sheet: address, before, text."""

    number: int
    path: str
    who: str
    why: str
    said: dict[str, list[str]] = field(default_factory=dict)
    edits: tuple[tuple[str, str, str], ...] = ()

    @property
    def words(self) -> list[tuple[str, str]]:
        """What was typed, with what each is called."""
        every = ((WORDS.get(name), text) for name, texts in self.said.items() for text in texts)
        return [(called, text) for called, text in every if called and text.strip()]

    @property
    def section(self) -> str:
        """The section of the sheet that the edits belong to."""
        return next(iter(self.said.get("s", ())), "")


def keep(request: HttpRequest, why: str) -> None:
    """Remember what was typed into the form that was sent, if anything was."""
    one = typed(request, why)
    if one is None or (not request.user.is_authenticated and _letters(one) > MOST_LETTERS_UNKNOWN):
        return
    rest = [row for row in _rows(request) if not _covered(_of(row), one)]
    row = {"number": one.number, "path": one.path, "who": one.who, "why": one.why,
           "said": one.said, "edits": one.edits}  # fmt: skip
    request.session[SESSION] = [*rest, row][-MOST:]


def typed(request: HttpRequest, why: str) -> Unsent | None:
    """What a form brings in words; None where nothing was typed."""
    said = {
        name: [str(text) for text in texts]
        for name, texts in request.POST.lists()
        if name not in _TECHNICAL and name[:2] not in {"f:", "b:"}
    }
    number = 1 + max((int(row["number"]) for row in _rows(request)), default=0)
    # Whose words: as the form says, since the login may have lapsed or be another person's by now.
    who = request.POST.get("who") or str(request.user.pk or "")
    one = Unsent(number, request.path, who, why, said, tuple(edits(request)))
    return one if one.words or one.edits else None


def edits(request: HttpRequest) -> Iterable[tuple[str, str, str]]:
    """Fields of a sheet that a form without script changed: address, before, text."""
    for name, text in request.POST.items():
        if name.startswith("f:"):
            before = request.POST.get(f"b:{name[2:]}", "")
            if str(text).replace("\r\n", "\n") != before.replace("\r\n", "\n"):
                yield name[2:], before, str(text)


def waiting(request: HttpRequest) -> list[Unsent]:
    """What this person has typed and did not get through, the newest first."""
    mine = (_of(row) for row in reversed(_rows(request)))
    return [one for one in mine if one.who == str(request.user.pk)]


def let_go(request: HttpRequest, number: int | None = None) -> None:
    """Forget one: by its number, or the one that this request has now got through."""
    rows = _rows(request)
    now = typed(request, "")
    kept = [
        row
        for row in rows
        if not (row["number"] == number if number else now and _covered(_of(row), now))
    ]
    if len(kept) != len(rows):
        request.session[SESSION] = kept


def _rows(request: HttpRequest) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = request.session.get(SESSION, [])
    return rows


def _of(row: dict[str, Any]) -> Unsent:
    return Unsent(**row | {"edits": tuple(tuple(one) for one in row["edits"])})


def _covered(old: Unsent, new: Unsent) -> bool:
    """``new`` is the same form of the same page, with all fields of the sheet that ``old`` has."""
    same = all(old.said.get(name) == new.said.get(name) for name in _ONE_OF_MANY)
    fields = {address for address, _, _ in old.edits} <= {address for address, _, _ in new.edits}
    return old.path == new.path and same and fields


def _letters(one: Unsent) -> int:
    texts = [text for texts in one.said.values() for text in texts]
    return sum(map(len, texts)) + sum(len(text) for edit in one.edits for text in edit)
