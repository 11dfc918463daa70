"""The room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People: who there is and who may do what."""

    name = "shirube.people"
    label = "people"
    verbose_name = "人と組織"

    def ready(self) -> None:
        """Sign-ons leave a trace."""
        from shirube.people.sign_on import traces  # noqa: F401 - connects the signals
