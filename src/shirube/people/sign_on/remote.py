"""The web server's login (Kerberos, LDAP …): REMOTE_USER names an account that is there."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import RemoteUserBackend
from django.contrib.auth.middleware import PersistentRemoteUserMiddleware

from shirube.people.models import User


class RemoteUser(PersistentRemoteUserMiddleware):
    """Reads the name where the web server puts it (``SHIRUBE_REMOTE_USER``)."""

    header = settings.REMOTE_USER_HEADER


class Backend(RemoteUserBackend):
    """Never makes an account: who is not registered is nobody."""

    create_unknown_user = False

    def clean_username(self, username: str) -> str:
        """``TOWN\\sato`` and ``sato@TOWN.LOCAL`` are ``sato``."""
        return username.rpartition("\\")[2].partition("@")[0]

    def user_can_authenticate(self, user: Any) -> bool:
        """Not closed, and not the command line's account."""
        return super().user_can_authenticate(user) and isinstance(user, User) and not user.is_system
