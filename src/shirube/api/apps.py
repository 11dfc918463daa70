"""The room as a Django app: templates and nothing in the database."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """See ``shirube.api``."""

    name = "shirube.api"
    verbose_name = "データの窓口"
