"""The room as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Desk: the screens of the office."""

    name = "shirube.desk"
    label = "desk"
    verbose_name = "職員画面"
