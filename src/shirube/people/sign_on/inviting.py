"""Invitations: a one-time address with which a person sets a password and a second factor."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from shirube.people.actors import Actor
from shirube.people.founding import may_found
from shirube.people.log import Change, record
from shirube.people.models import User
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb

# The token hangs on the password and the last sign-on: used once, it is worth nothing.
_tokens = PasswordResetTokenGenerator()


@transaction.atomic
def invite(user: User, *, by: Actor) -> str:
    """The path of a one-time address; an earlier one stops working. Raises Refused."""
    # The first account of an installation founds its municipality: only the command line makes it.
    first = by.user.is_system and may_found(user)
    if not user.is_active or (user.municipality_id is None and not first):
        raise Refused(
            "閉じているアカウントは招待できません。先に開いてください。", "The account is closed."
        )
    require(by, Verb.INVITE, user.municipality_id or "")
    # A new unusable password is another one: what was sent before dies.
    user.set_unusable_password()
    user.save(update_fields=["password"])
    key = f"user/{user.username}"
    record(by, Verb.INVITE, user.municipality_id, key, Change(None, {"invited": user.username}))
    return reverse("sign_on:invited", args=[urlsafe_base64_encode(force_bytes(user.pk)),
                                            _tokens.make_token(user)])  # fmt: skip


def invited(ident: str, token: str) -> User | None:
    """Whose invitation it is; None when it was used, replaced, has expired, or never was."""
    try:
        pk = int(urlsafe_base64_decode(ident).decode())
    except (ValueError, UnicodeDecodeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user is not None and _tokens.check_token(user, token) else None
