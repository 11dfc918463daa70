"""Who does something: an account, and the person who answers for it."""

from dataclasses import dataclass

from shirube.people.models import SYSTEM_USERNAME, User


@dataclass(frozen=True, slots=True)
class Actor:
    """An account and, where the account is shared (the command line), the name of the person."""

    user: User
    named: str = ""

    @property
    def person(self) -> str:
        """The name of the person, empty when only the machine acts."""
        if self.named.strip():
            return self.named.strip()
        return "" if self.user.is_system else self.user.get_full_name() or self.user.username


def system(named: str = "") -> Actor:
    """The command line's account, made when first needed; ``named`` is who types (``--by``)."""
    user, created = User.objects.get_or_create(username=SYSTEM_USERNAME)
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return Actor(user, named)
