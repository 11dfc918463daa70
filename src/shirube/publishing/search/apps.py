"""The app that keeps the index of search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """What can be found; derived from editions, may be thrown away and built again."""

    name = "shirube.publishing.search"
    label = "search"
