"""Sign-ons and second factors leave a line in the log."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver

from shirube.people.actors import Actor, system
from shirube.people.models import LogEntry, User
from shirube.people.verbs import Verb


def _trace(user: User | None, verb: Verb, name: str, note: str = "") -> None:
    actor = Actor(user) if user else system()
    LogEntry.objects.create(
        actor=actor.user,
        person=actor.person,
        verb=verb,
        municipality=user.municipality if user else None,
        object_key=f"user/{name[:150]}",
        note=note,
    )


@receiver(user_logged_in)
def _signed_in(sender: object, user: User, **_: Any) -> None:
    _trace(user, Verb.SIGN_IN, user.username)


@receiver(user_login_failed)
def _failed(sender: object, credentials: dict[str, Any], **_: Any) -> None:
    name = str(credentials.get("username") or "")
    known = User.objects.filter(username=name).first()
    # Whoever tried is not known to be that person: the log says whose account was tried.
    city = known.municipality if known else None
    LogEntry.objects.create(
        actor=system().user,
        verb=Verb.SIGN_IN_FAILED,
        municipality=city,
        object_key=f"user/{name[:150]}",
    )


@receiver(authenticator_added)
def _added(sender: object, user: User, authenticator: Any, **_: Any) -> None:
    _trace(user, Verb.FACTOR_CHANGED, user.username, f"登録: {authenticator.type}")


@receiver(authenticator_removed)
def _removed(sender: object, user: User, authenticator: Any, **_: Any) -> None:
    _trace(user, Verb.FACTOR_CHANGED, user.username, f"削除: {authenticator.type}")
