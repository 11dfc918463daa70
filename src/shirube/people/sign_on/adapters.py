"""How allauth behaves here: nobody signs up, accounts come from invitations."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from shirube.people.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not for the first factor: without one the account reaches nothing else anyway."""
        return bool(is_mfa_enabled(self.request.user))

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Only what asks for something: nobody needs to be told that they signed in."""
        if "logged_in" not in str(args) + str(kwargs):
            super().add_message(request, level, *args, **kwargs)


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """OpenID Connect: an outside login meets an account that is there, or nobody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The active account whose name (or address, by setting) the provider states."""
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        claims = claims.get("userinfo", claims)
        said = str(claims.get(settings.OIDC_CLAIM) or "")
        field = "email__iexact" if settings.OIDC_CLAIM == "email" else "username"
        users = list(User.objects.filter(**{field: said}, is_active=True)[:2]) if said else []
        if len(users) != 1 or users[0].is_system:
            raise ImmediateHttpResponse(
                render(request, "sign_on/unknown.html", {"name": said}, status=403)
            )
        sociallogin.connect(request, users[0])


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets are stored enciphered with the installation's key."""

    def encrypt(self, text: str) -> str:
        """For the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """From the database."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """As the authenticator app shows it."""
        return "しるべ"


def _cipher() -> Fernet:
    key = hashlib.sha256(b"shirube second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
