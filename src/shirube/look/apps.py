"""The app that carries templates, tags and styles."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Shared look of desk and portal."""

    name = "shirube.look"
    label = "look"
