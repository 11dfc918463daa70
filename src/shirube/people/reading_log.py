"""Reading the log: who did what, when, why."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from shirube.people.models import LogEntry
from shirube.people.permissions import VERBS
from shirube.people.verbs import Verb

PER_PAGE = 100
_LOGGED = {
    Verb.VOID: "承認の無効",
    Verb.REFUSED: "断られた操作",
    Verb.SIGN_IN: "ログイン",
    Verb.SIGN_IN_FAILED: "ログインの失敗",
    Verb.FACTOR_CHANGED: "二つ目の確認の変更",
}


def called(verb: str) -> str:
    """A verb of the log in Japanese."""
    if verb not in set(Verb):
        return verb
    known = Verb(verb)
    return VERBS[known].called if known in VERBS else _LOGGED[known]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: about a key that contains ``about``, by an account, of one verb."""

    about: str = ""
    account: str = ""
    verb: str = ""
    page: int = 1


def entries(municipality: str, wanted: Wanted) -> Page[LogEntry]:
    """The newest first."""
    rows = LogEntry.objects.filter(municipality_id=municipality).select_related("actor")
    if wanted.about:
        rows = rows.filter(object_key__contains=wanted.about)
    if wanted.account:
        rows = rows.filter(actor__username=wanted.account)
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    return Paginator(rows.order_by("-id"), PER_PAGE).get_page(wanted.page)
