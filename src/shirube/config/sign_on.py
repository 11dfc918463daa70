"""How people sign on, by setting:

``SHIRUBE_SECOND_FACTOR`` (``off`` only where another door asks for one),
``SHIRUBE_REMOTE_USER`` (where the web server in front says who it is: ``HTTP_REMOTEUSER``, or
``REMOTE_USER`` where it is the WSGI server itself; empty: not used),
``SHIRUBE_OIDC_URL``, ``SHIRUBE_OIDC_ID``, ``SHIRUBE_OIDC_SECRET``, ``SHIRUBE_OIDC_NAME``,
``SHIRUBE_OIDC_CLAIM`` (``preferred_username`` or ``email``: which of them names the account).
"""

from collections.abc import Mapping
from typing import Any

APPS = [
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
REMOTE = "shirube.people.sign_on.remote.Backend"


def settings(environment: Mapping[str, str], *, https: bool) -> dict[str, Any]:
    """Django's and allauth's settings for signing on."""
    remote = environment.get("SHIRUBE_REMOTE_USER", "")
    return {
        "AUTHENTICATION_BACKENDS": [BACKEND, *([REMOTE] if remote else [])],
        "LOGIN_URL": "/account/login/",
        "LOGIN_REDIRECT_URL": "/desk/",
        "SESSION_COOKIE_AGE": 12 * 60 * 60,  # a working day
        "ACCOUNT_ADAPTER": "shirube.people.sign_on.adapters.AccountAdapter",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_NOTIFICATIONS": False,
        "ACCOUNT_SESSION_REMEMBER": False,
        "MFA_ADAPTER": "shirube.people.sign_on.adapters.MFAAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        # A browser lets passkeys work without https on this machine itself only.
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not https,
        "SOCIALACCOUNT_ADAPTER": "shirube.people.sign_on.adapters.SocialAdapter",
        "SOCIALACCOUNT_PROVIDERS": _providers(environment),
    }


def middleware(environment: Mapping[str, str]) -> list[str]:
    """What stands behind Django's own authentication."""
    found = ["allauth.account.middleware.AccountMiddleware"]
    if environment.get("SHIRUBE_REMOTE_USER"):
        found.insert(0, "shirube.people.sign_on.remote.RemoteUser")
    return found


def _providers(environment: Mapping[str, str]) -> dict[str, Any]:
    url = environment.get("SHIRUBE_OIDC_URL", "")
    if not url:
        return {}
    app = {
        "provider_id": "office",
        "name": environment.get("SHIRUBE_OIDC_NAME", "庁内のログイン"),
        "client_id": environment.get("SHIRUBE_OIDC_ID", ""),
        "secret": environment.get("SHIRUBE_OIDC_SECRET", ""),
        "settings": {"server_url": url},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
