"""The app that keeps the index of search."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_delete


class SearchConfig(AppConfig):
    """What can be found; derived from editions, may be thrown away and built again."""

    name = "shirube.publishing.search"
    label = "search"

    def ready(self) -> None:
        """The pairs of letters lie beside the rows: they go when rows go by a cascade or a flush,
        or old pairs would find the rows that later get the same ids.
        """
        from shirube.publishing.search import index

        pre_delete.connect(index.forget_volume, sender=self.get_model("Volume"))
        post_migrate.connect(index.forget_strays, sender=self)
