"""Who may open which page: every view of the desk names its verbs, and the one table answers.

Another municipality's things do not exist (404); what the table forbids is refused with the reason
(403) and logged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from shirube.desk import unsent
from shirube.people.actors import Actor
from shirube.people.founding import may_found
from shirube.people.log import Change, record
from shirube.people.models import Municipality, Role, User
from shirube.people.permissions import Refused, Scope, allowed, require, roles_reaching
from shirube.people.reach import Holding, holdings
from shirube.people.sign_on.access import proven, signed_in
from shirube.people.verbs import Verb
from shirube.workflow.models import Case, PartRequest
from shirube.workflow.scopes import part_scope, scope_of, stage_of

View = Callable[..., HttpResponse]
About = Literal["self", "city", "case", "part"]


@dataclass(frozen=True, slots=True)
class Asks:
    """What a view asks of the table: about what, and any of which verbs."""

    about: About
    verbs: tuple[Verb, ...] = ()


@dataclass(frozen=True)
class Desk:
    """Who sits at the desk, and where. Made for one request: the roles are asked for once."""

    by: Actor
    city: Municipality

    @property
    def user(self) -> User:
        """The account."""
        return self.by.user

    @cached_property
    def held(self) -> tuple[Holding, ...]:
        """The roles that this person holds here, and how far each reaches."""
        return holdings(self.by, self.city.code)

    @property
    def roles(self) -> frozenset[Role]:
        """Every role that is held here, whatever it reaches."""
        return frozenset(one.role for one in self.held)

    def may(self, verb: Verb, scope: Scope | None = None) -> bool:
        """Whether the table lets this person do it."""
        return allowed(self.held, verb, scope or Scope(self.city.code))

    def roles_at(self, scope: Scope) -> frozenset[Role]:
        """The roles that reach what the scope speaks of."""
        return roles_reaching(self.held, scope)


def for_self(view: View) -> View:
    """A page about oneself: any account of a municipality."""
    return _guard(view, Asks("self"), lambda desk, kwargs: kwargs)


def for_city(*verbs: Verb) -> Callable[[View], View]:
    """A page about the municipality's whole evaluation."""

    def fetch(desk: Desk, kwargs: dict[str, Any]) -> dict[str, Any]:
        _require_any(desk, [(verb, Scope(desk.city.code)) for verb in verbs])
        return kwargs

    return lambda view: _guard(view, Asks("city", verbs), fetch)


def for_case(*verbs: Verb) -> Callable[[View], View]:
    """A page about a sheet (``case_id`` in the address); the view is given the case."""

    def fetch(desk: Desk, kwargs: dict[str, Any]) -> dict[str, Any]:
        case = _case(desk, kwargs.pop("case_id"))
        stage = stage_of(case, case.route.plain())
        _require_any(desk, [(verb, scope_of(case, verb, stage)) for verb in verbs], case)
        return {"case": case, **kwargs}

    return lambda view: _guard(view, Asks("case", verbs), fetch)


def for_part(*verbs: Verb) -> Callable[[View], View]:
    """An action on what a division was asked for (``part_id`` in the address)."""

    def fetch(desk: Desk, kwargs: dict[str, Any]) -> dict[str, Any]:
        rows = PartRequest.objects.select_related("case__cycle", "case__route", "unit")
        part = rows.filter(pk=kwargs.pop("part_id"), case__municipality=desk.city).first()
        if part is None:
            raise NotHereError
        stage = stage_of(part.case, part.case.route.plain())
        scopes: list[tuple[Verb, Scope]] = [
            (verb, part_scope(part, stage))
            if verb == Verb.ANSWER_PART
            else (verb, scope_of(part.case, verb, stage))
            for verb in verbs
        ]
        _require_any(desk, scopes, part.case)
        return {"part": part, **kwargs}

    return lambda view: _guard(view, Asks("part", verbs), fetch)


def for_founder(view: View) -> View:
    """The page where the first account of an installation says which municipality this is."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if desk_of(request) is not None:
            return redirect("desk:work")
        if not (isinstance(request.user, User) and may_found(request.user)):
            return refusal(request, _NO_CITY, 403)
        return view(request, Actor(request.user), **kwargs)

    door = signed_in(guarded)
    door.asks = Asks("self")  # type: ignore[attr-defined]
    return door


class NotHereError(Exception):
    """There is no such thing in this municipality."""


def _guard(view: View, asks: Asks, fetch: Callable[[Desk, dict[str, Any]], dict[str, Any]]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        desk = desk_of(request)
        if desk is None:
            if isinstance(request.user, User) and may_found(request.user):
                return redirect("desk:found")
            return refusal(request, _NO_CITY, 403)
        try:
            found = fetch(desk, dict(kwargs))
        except NotHereError:
            return refusal(request, _NOT_HERE, 404)
        except Refused as refused:
            _log(request, desk, refused)
            return refusal(request, refused, 403)
        return view(request, desk, **found)

    door = signed_in(guarded)

    @wraps(view)
    def ready(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not (request.user.is_authenticated and proven(request)):
            unsent.keep(request, _LAPSED)
        return door(request, **kwargs)

    ready.asks = asks  # type: ignore[attr-defined]
    return ready


_LAPSED = "ログインが切れていたためです。確かめて、もう一度送ってください。"


_NO_CITY = Refused(
    "このアカウントは、まだどの団体にも登録されていません。管理者に知らせてください。",
    "This account belongs to no municipality yet.",
)
_NOT_HERE = Refused(
    "見つかりません。アドレスが正しいか、もう取り消されたものでないかを確かめてください。",
    "There is no such page here.",
)


def desk_of(request: HttpRequest) -> Desk | None:
    """The desk of whoever is signed in; None where the account has no municipality."""
    user = request.user
    if not isinstance(user, User) or user.municipality is None:
        return None
    return Desk(Actor(user), user.municipality)


def refusal(request: HttpRequest, refused: Refused, status: int) -> HttpResponse:
    """The reason, as a page or for the page's script."""
    if wants_json(request):
        return JsonResponse({"refused": refused.text()}, status=status)
    from shirube.desk.page import frame

    if request.method == "POST":
        unsent.keep(request, refused.text())
    context = {**frame(request), "reason": refused.text()}
    return render(request, "desk/refused.html", context, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Asked by the page's script, not by a person's click."""
    return request.headers.get("X-Requested-With") == "fetch"


def _case(desk: Desk, case_id: int) -> Case:
    rows = Case.objects.select_related("cycle", "route", "unit", "municipality", "owner")
    case = rows.filter(pk=case_id, municipality=desk.city).first()
    if case is None:
        raise NotHereError
    return case


def _require_any(desk: Desk, asked: list[tuple[Verb, Scope]], case: Case | None = None) -> None:
    if any(desk.may(verb, scope) for verb, scope in asked):
        return
    require(desk.by, *asked[0])


def _log(request: HttpRequest, desk: Desk, refused: Refused) -> None:
    change = Change(None, {"path": request.path, "method": request.method}, refused.text())
    record(desk.by, Verb.REFUSED, desk.city.code, request.path, change)
