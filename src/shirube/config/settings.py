"""Django settings. Everything that differs between installations comes from the environment:

``SHIRUBE_HOME`` (database, key and files, default ./shirube-data), ``DATABASE_URL``,
``SHIRUBE_SECRET_KEY``, ``SHIRUBE_HOSTS`` (comma-separated host names), ``SHIRUBE_HTTPS`` (1 when
people reach it by https), ``SHIRUBE_URL`` (as people type it, for mails), ``SHIRUBE_MAIL_…`` (HOST,
PORT, USER, PASSWORD, TLS, FROM, QUIET_FROM, QUIET_UNTIL), ``SHIRUBE_API`` (off: no
interface for programs), ``SHIRUBE_API_RATE``, ``_WINDOW``, ``_STREAMS``, ``SHIRUBE_PROXIES``,
``SHIRUBE_DEBUG`` (1 only while developing); signing on: see ``config.sign_on``.
"""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from shirube.config import sign_on
from shirube.config.database import database

SHIRUBE_HOME = Path(os.environ.get("SHIRUBE_HOME") or "shirube-data").resolve()
# `shirube init` writes this file, readable by its owner only.
SECRET_KEY_FILE = SHIRUBE_HOME / "secret_key"


def _secret_key() -> str:
    if given := os.environ.get("SHIRUBE_SECRET_KEY"):
        return given
    if SECRET_KEY_FILE.is_file():
        return SECRET_KEY_FILE.read_text("ascii").strip()
    # Not yet initialised: good for one process (types, tests, init itself), forgotten after it.
    return secrets.token_urlsafe(50)


def _on(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "true", "yes", "on"}


SECRET_KEY = _secret_key()
DEBUG = _on("SHIRUBE_DEBUG")
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("SHIRUBE_HOSTS", "127.0.0.1,localhost").split(",")
    if host.strip()
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "shirube.people",
    *sign_on.APPS,
    "shirube.plans",
    "shirube.sheets",
    "shirube.workflow",
    "shirube.budget",
    "shirube.publishing",
    "shirube.publishing.search",
    "shirube.look",
    "shirube.portal",
    "shirube.api",
    "shirube.desk",
]
# Who renders the pages of an edition: publishing knows none of them by import.
SHIRUBE_PAGE_MAKERS = ["shirube.portal.pages.make_pages"]
SHIRUBE_SITE_MAKERS = ["shirube.portal.site_pages.make_site_pages"]
# What the documentation says about the interface for programs: the command line knows neither.
SHIRUBE_API_PAGE = "shirube.api.description.markdown.api_page"
# What is made of editions and can be made anew: kept at the newest edition of each year.
SHIRUBE_DERIVED = [
    "shirube.publishing.search.index.refresh",
    "shirube.publishing.list_rows.refresh",
    "shirube.publishing.rows.making.refresh",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "shirube.api.front.Front",  # answers what is asked of it; sessions have no part in that
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    *sign_on.middleware(os.environ),
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "shirube.config.urls"
WSGI_APPLICATION = "shirube.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": database(os.environ, SHIRUBE_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
# Ours are named here, so that they can be read with their types; the rest is Django's, allauth's.
SECOND_FACTOR_REQUIRED: bool = os.environ.get("SHIRUBE_SECOND_FACTOR", "") != "off"
REMOTE_USER_BACKEND = sign_on.REMOTE
REMOTE_USER_HEADER: str = os.environ.get("SHIRUBE_REMOTE_USER") or "REMOTE_USER"
OIDC_CLAIM: str = os.environ.get("SHIRUBE_OIDC_CLAIM", "preferred_username")
globals().update(sign_on.settings(os.environ, https=_on("SHIRUBE_HTTPS")))
# Counts of failed sign-ons are shared by all worker processes and survive a restart.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": SHIRUBE_HOME / "cache",
    }
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

PASSWORD_RESET_TIMEOUT = 14 * 24 * 60 * 60  # invitations
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Mail is an extra: without a host nothing is sent, everything is on the screen.
EMAIL_HOST = os.environ.get("SHIRUBE_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("SHIRUBE_MAIL_PORT") or 25)
EMAIL_HOST_USER = os.environ.get("SHIRUBE_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SHIRUBE_MAIL_PASSWORD", "")
EMAIL_USE_TLS = _on("SHIRUBE_MAIL_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("SHIRUBE_MAIL_FROM", "shirube@localhost")
SHIRUBE_URL = os.environ.get("SHIRUBE_URL", "").rstrip("/")
MAIL_QUIET_FROM = os.environ.get("SHIRUBE_MAIL_QUIET_FROM", "20:00")
MAIL_QUIET_UNTIL = os.environ.get("SHIRUBE_MAIL_QUIET_UNTIL", "07:30")

# The interface for programs: open or not, requests that an address may make in a window (0: any),
# whole tables that a process sends at once, and how long changes may go unseen, in seconds.
SHIRUBE_API: bool = os.environ.get("SHIRUBE_API", "") != "off"
SHIRUBE_API_RATE = int(os.environ.get("SHIRUBE_API_RATE") or 600)
SHIRUBE_API_WINDOW = int(os.environ.get("SHIRUBE_API_WINDOW") or 60)
SHIRUBE_API_STREAMS = int(os.environ.get("SHIRUBE_API_STREAMS") or 2)
SHIRUBE_API_FRESH = 1.0
# How many of our own proxies stand before this program: whom they saw is who asks.
SHIRUBE_PROXIES = int(os.environ.get("SHIRUBE_PROXIES") or 0)

# A crosswalk between two plans of a thousand projects has three fields a line.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

STATIC_URL = "static/"
# Files are served out of the installed packages: nothing to collect, nothing to forget.
WHITENOISE_USE_FINDERS = True

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "shirube.desk.views.stale.stale"  # shows what was typed
_HTTPS = _on("SHIRUBE_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
if _HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
