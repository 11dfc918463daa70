"""The app that keeps editions."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Editions and their bytes."""

    name = "shirube.publishing"
    label = "publishing"
