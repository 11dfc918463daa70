"""The room as a Django app."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    """Sheets: what was read, corrected, confirmed."""

    name = "shirube.sheets"
    label = "sheets"
    verbose_name = "評価シート"
