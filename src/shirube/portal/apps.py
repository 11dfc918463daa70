"""The app of the public pages."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Public pages."""

    name = "shirube.portal"
    label = "portal"
