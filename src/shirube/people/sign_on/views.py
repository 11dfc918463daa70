"""Pages around signing on: the account, a used invitation, signing out."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.models import User
from shirube.people.sign_on.access import signed_in
from shirube.people.sign_on.inviting import invited
from shirube.people.verbs import Verb

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, which roles I hold, how I sign on."""
    assert isinstance(request.user, User)
    roles = request.user.assignments.select_related("unit", "municipality")
    factors = Authenticator.objects.filter(user=request.user).exclude(type="recovery_codes")
    return render(request, "sign_on/account.html", {"roles": roles, "factors": factors})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    logout(request)
    messages.success(request, "ログアウトしました。")
    return redirect("account_login")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, ident: str, token: str) -> HttpResponse:
    """An invitation: set a password; old second factors go, a new one is asked for next."""
    user = invited(ident, token)
    if user is None:
        return render(request, "sign_on/expired.html", status=410)
    form = SetPasswordForm(user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 200 if request.method != "POST" else 422
        return render(request, "sign_on/invited.html", {"form": form, "who": user}, status=status)
    form.save()
    removed, _ = Authenticator.objects.filter(user=user).delete()
    change = Change({"factors": removed}, {"invitation": "used"})
    record(
        Actor(user),
        Verb.FACTOR_CHANGED,
        user.municipality_id,
        f"user/{user.username}",
        change,
    )
    login(request, user, backend=BACKEND)
    return redirect("mfa_index")


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up."""
    return render(request, "sign_on/unknown.html", status=403)
