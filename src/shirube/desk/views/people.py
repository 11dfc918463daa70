"""People and divisions: accounts, roles, invitations, who leaves; reorganisations in April."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shirube.basics.fiscal_year import fiscal_year
from shirube.desk.access import Desk, for_city
from shirube.desk.numbers import number
from shirube.desk.page import done, show, sorry
from shirube.people.models import Assignment, Role, Unit, User
from shirube.people.permissions import Refused
from shirube.people.registry import Person, add_person, close_account, give_role, take_role
from shirube.people.sign_on.inviting import invite
from shirube.people.units import Reorganisation, reorganise
from shirube.people.verbs import Verb
from shirube.workflow.assign import hand_over
from shirube.workflow.models import Case
from shirube.workflow.routes import DONE


@require_safe
@for_city(Verb.MANAGE_PEOPLE)
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everybody with roles; divisions with what became of them."""
    users = User.objects.filter(municipality=desk.city).order_by("-is_active", "username")
    units = Unit.objects.filter(municipality=desk.city).select_related("parent").order_by("name")
    context = {
        "users": users.prefetch_related("assignments__unit"),
        "units": units.prefetch_related("successions__after"),
        "roles": [role for role in Role if role != Role.SYSTEM],
        "year": fiscal_year(timezone.localdate()),
        "invited": request.session.pop("invited", None),
    }
    return show(request, desk, "desk/people.html", context)


def _do(request: HttpRequest, verb: Callable[[], object], words: str) -> HttpResponse:
    back = reverse("desk:people")
    try:
        verb()
    except Refused as refused:
        return sorry(request, refused, back)
    return done(request, words, back)


@require_POST
@for_city(Verb.MANAGE_PEOPLE)
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new account with its first role."""
    form = request.POST
    person = Person(form.get("username", ""), form.get("family", ""), form.get("given", ""),
                    form.get("email", ""))  # fmt: skip

    def verb() -> None:
        user = add_person(desk.city.code, person, by=desk.by)
        _give(desk, user, request)

    return _do(request, verb, "登録しました。「招待」を押すと、本人に渡すアドレスが出ます。")


@require_POST
@for_city(Verb.MANAGE_PEOPLE)
def change(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give or take a role, close or reopen an account, hand the sheets over."""
    form = request.POST
    if form.get("take"):
        row = Assignment.objects.filter(pk=number(form["take"]), municipality=desk.city).first()
        return _do(request, lambda: _take(desk, row), "役割を外しました。")
    user = User.objects.filter(pk=number(form.get("user", "")), municipality=desk.city).first()
    if user is None:
        return sorry(request, Refused("職員が見つかりません。", "Nobody."), reverse("desk:people"))
    if form.get("give"):
        return _do(request, lambda: _give(desk, user, request), "役割を付けました。")
    if form.get("close"):
        return _do(request, lambda: close_account(user, by=desk.by), "アカウントを閉じました。")
    if form.get("reopen"):
        words = "アカウントを開きました。"
        return _do(request, lambda: close_account(user, by=desk.by, reopen=True), words)
    return _do(request, lambda: _hand_over(desk, user, form.get("to", ""), form.get("note", "")),
               "シートを引き継ぎました。")  # fmt: skip


def _take(desk: Desk, row: Assignment | None) -> None:
    if row is None:
        raise Refused("その役割は、もうありません。", "The role is gone.")
    take_role(row, by=desk.by)


def _give(desk: Desk, user: User, request: HttpRequest) -> None:
    form = request.POST
    role = form.get("role", "")
    if role not in set(Role):
        raise Refused("役割を選んでください。", "Choose a role.")
    unit = Unit.objects.filter(pk=number(form.get("unit", "")), municipality=desk.city).first()
    give_role(user, Role(role), unit, by=desk.by)


def _hand_over(desk: Desk, user: User, to: str, note: str) -> None:
    other = User.objects.filter(username=to.strip(), municipality=desk.city, is_active=True).first()
    if other is None:
        raise Refused("引き継ぐ相手の利用者名が見つかりません。", "Nobody of that name.")
    rows = Case.objects.filter(owner=user, cycle__closed_at=None).exclude(stage=DONE)
    hand_over(list(rows.values_list("pk", flat=True)), other, note, by=desk.by)


@require_POST
@for_city(Verb.INVITE)
def invitation(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A one-time address, shown once to be handed over."""
    back = reverse("desk:people")
    user = User.objects.filter(
        pk=number(request.POST.get("user", "")), municipality=desk.city
    ).first()
    try:
        if user is None:
            raise Refused("職員が見つかりません。", "Nobody.")
        path = invite(user, by=desk.by)
    except Refused as refused:
        return sorry(request, refused, back)
    request.session["invited"] = {
        "name": user.get_full_name() or user.username,
        "address": request.build_absolute_uri(path),
    }
    return done(request, "招待のアドレスをつくりました。本人に渡してください。", back)


@require_POST
@for_city(Verb.MANAGE_PEOPLE)
def units(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new division, or what became of divisions in an April."""
    form = request.POST
    before, after = _names(form.get("before", "")), _names(form.get("after", ""))
    year = number(form.get("year", "")) or fiscal_year(timezone.localdate())
    changed = Reorganisation(desk.city.code, year, before, after)
    return _do(request, lambda: reorganise(changed, by=desk.by), "組織の変更を記録しました。")


def _names(text: str) -> list[str]:
    return [name for name in (part.strip() for part in text.replace(",", "、").split("、")) if name]
