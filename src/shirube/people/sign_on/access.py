"""The door of every page for staff: signed in, account open, proven twice."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

View = Callable[..., HttpResponse]
PROVEN = "shirube_second_factor"  # in the session: asked and found once


def signed_in(view: View) -> View:
    """Only for who is signed in with a second factor; others are led to where they get there.

    A page's script is told so (401), so that it keeps what was typed.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _elsewhere(request, str(settings.LOGIN_URL))
        if not proven(request):
            words = "はじめに、二つ目の確認(認証アプリかパスキー)を登録してください。"
            messages.info(request, words)
            return _elsewhere(request, reverse("mfa_index"))
        return view(request, *args, **kwargs)

    return guarded


def _elsewhere(request: HttpRequest, address: str) -> HttpResponse:
    there = f"{address}?{urlencode({'next': _page(request)})}"
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"signed_out": True, "login": there}, status=401)
    return HttpResponseRedirect(there)


def _page(request: HttpRequest) -> str:
    """Where to go on after signing in: what was sent with POST cannot be opened, its page can."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, {request.get_host()}, request.is_secure()):
        return str(settings.LOGIN_REDIRECT_URL)
    return urlsplit(came)._replace(scheme="", netloc="", fragment="").geturl()


def proven(request: HttpRequest) -> bool:
    """A second factor, or a login from outside (web server, OpenID Connect) that answers for it."""
    if not settings.SECOND_FACTOR_REQUIRED or request.session.get(PROVEN):
        return True
    outside = any(
        one.get("method") == "socialaccount"
        for one in request.session.get("account_authentication_methods", ())
    )
    if outside or request.session.get("_auth_user_backend") == settings.REMOTE_USER_BACKEND:
        return True
    if is_mfa_enabled(request.user):
        request.session[PROVEN] = True
        return True
    return False
