"""A yearly round, and the routes as they were when cases set out on them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from shirube.people.models import Municipality
from shirube.workflow.routes import Route


class StoredRoute(models.Model):
    """A route of a municipality. Never changed: a change is a new number, old cases keep theirs."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="routes")
    key = models.TextField("鍵")
    number = models.IntegerField("版")
    definition = models.JSONField("内容")
    made_at = models.DateTimeField("作成", auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "key", "number"], name="route_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"

    def plain(self) -> Route:
        """The route as a value."""
        return Route.model_validate(self.definition)


class Cycle(models.Model):
    """The evaluation of one fiscal year in one municipality, from opening to closing."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="cycles")
    fiscal_year = models.IntegerField("評価対象年度")
    route = models.ForeignKey(StoredRoute, models.PROTECT, related_name="+")
    starts_on = models.DateField("開始日")
    opened_at = models.DateTimeField("開始", auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("締めくくり", null=True)
    # Promises that fell due and whose plan node is gone: the planning office decides.
    homeless = models.JSONField("行き先のない約束", default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "fiscal_year"], name="cycle_once")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.fiscal_year}"
