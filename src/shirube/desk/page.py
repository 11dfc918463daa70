"""What every page of the desk shows around its content, and the answers to what was done."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from shirube.desk import again, unsent
from shirube.desk.access import Desk, View, desk_of
from shirube.people.permissions import VERBS, Refused
from shirube.people.verbs import Verb
from shirube.workflow.models import Message

# name of the address, what it is called, who sees it there
_ENTRIES: tuple[tuple[str, str, Verb | None], ...] = (
    ("desk:work", "わたしの仕事", None),
    ("desk:board", "進み具合", Verb.READ_BOARD),
    ("desk:pack", "委員会資料", Verb.READ_BOARD),
    ("desk:money", "予算・決算", Verb.READ_MONEY),
    ("desk:reflection", "評価から予算へ", Verb.READ_REFLECTION),
    ("desk:surveys", "調査", Verb.KEEP_SURVEYS),
    ("desk:setup", "はじめの準備", Verb.SET_UP),
    ("desk:cycles", "年度と道すじ", Verb.OPEN_CYCLE),
    ("desk:publish", "公表する", Verb.PUBLISH),
    ("desk:city", "公表の決めごと", Verb.DECIDE_CITY),
    ("desk:people", "職員と組織", Verb.MANAGE_PEOPLE),
    ("desk:log", "記録", Verb.READ_LOG),
)


def show(
    request: HttpRequest, desk: Desk, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the desk."""
    return render(request, template, {**frame(request, desk), **context}, status=status)


def frame(request: HttpRequest, desk: Desk | None = None) -> dict[str, Any]:
    """Style, ways in, who is signed in."""
    desk = desk or desk_of(request)
    return {
        "css": static("look/shirube.css"),
        "icon": static("look/icon.svg"),
        "home": reverse("desk:work"),
        "site_name": "しるべ",
        "desk": desk,
        "nav": _nav(request, desk) if desk else (),
        "unread": _unread(desk) if desk else 0,
        "unsent": unsent.waiting(request) if desk else (),
        "again": again.take(request),
    }


def _unread(desk: Desk) -> int:
    return Message.objects.filter(user=desk.user, read_at=None).count()


def _nav(request: HttpRequest, desk: Desk) -> list[dict[str, object]]:
    return [
        {"href": reverse(name), "label": label, "current": request.path == reverse(name)}
        for name, label, verb in _ENTRIES
        if verb is None or desk.may(verb) or (verb in _PARTLY and _somewhere(desk, verb))
    ]


# Pages that show a division its own part.
_PARTLY = frozenset({Verb.READ_REFLECTION})


def _somewhere(desk: Desk, verb: Verb) -> bool:
    return bool(desk.roles & VERBS[verb].roles)


def done(request: HttpRequest, text: str, to: str) -> HttpResponse:
    """Say what was done and go on to the next page."""
    messages.success(request, text)
    unsent.let_go(request)
    return see(to)


def sorry(request: HttpRequest, refused: Refused, to: str) -> HttpResponse:
    """Say why it was not done, on the page where the person was; what was typed is there again.

    The page opens at what is said: its fragment has the focus, with or without script.
    """
    messages.error(request, refused.text(), extra_tags=again.keep(request, refused.field))
    unsent.keep(request, refused.text())
    return see(f"{to.partition('#')[0]}#told")


def said_at(page: str, then: str = "") -> Callable[[Callable[..., str]], View]:
    """For a view that does one thing and returns what to say of it: it is said at the address
    named ``then`` (the page itself unless given), a refusal on the page where the form stood.
    """

    def answering(act: Callable[..., str]) -> View:
        @wraps(act)
        def view(request: HttpRequest, desk: Desk, **kwargs: Any) -> HttpResponse:
            try:
                words = act(request, desk, **kwargs)
            except Refused as refused:
                return sorry(request, refused, reverse(page))
            return done(request, words, reverse(then or page))

        return view

    return answering


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The page of this program that a form stood on; never another host."""
    there = request.POST.get("back", "")
    return there if url_has_allowed_host_and_scheme(there, {request.get_host()}) else otherwise


def see(to: str) -> HttpResponse:
    """303: the browser asks for the next page with GET, a reload does nothing twice."""
    answer = HttpResponseRedirect(to)
    answer.status_code = 303
    return answer
