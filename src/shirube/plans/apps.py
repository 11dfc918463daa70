"""The room as a Django app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans: what is evaluated, through the years."""

    name = "shirube.plans"
    label = "plans"
    verbose_name = "計画"
