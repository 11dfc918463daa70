"""The room as a Django app."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Budget: finance tables, shares, personnel cost, surveys."""

    name = "shirube.budget"
    label = "budget"
    verbose_name = "予算・決算"
