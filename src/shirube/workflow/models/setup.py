"""What was typed while setting up, kept whatever becomes of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from shirube.people.models import Municipality


class SetupDraft(models.Model):
    """The text of one step as it was last typed: the step can be left and taken up again."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="setup_drafts")
    step = models.CharField("段取り", max_length=40)  # plan, people, crosswalk:3
    typed = models.JSONField("入力")  # field → text
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField("更新", auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "step"], name="setup_draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.step}"
