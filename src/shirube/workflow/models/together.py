"""What others contribute: parts asked of other divisions, marks and opinions of reviewers."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from shirube.people.models import Unit
from shirube.workflow.models.case import Case


class PartRequest(models.Model):
    """A division is asked to fill some items of another division's sheet."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", "依頼中"
        ANSWERED = "answered", "返事あり"
        WITHDRAWN = "withdrawn", "取りやめ"

    case = models.ForeignKey(Case, models.PROTECT, related_name="parts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="parts")
    places = models.JSONField("位置")  # [["narratives", "e7"], …]: the items and all below them
    note = models.TextField("依頼のことば", blank=True)
    due_on = models.DateField("期限")
    state = models.CharField("状態", max_length=10, choices=State, default=State.OPEN)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField("依頼日時", auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField("返事の日時", null=True)
    answer = models.TextField("返事のことば", blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.unit}"


class Mark(models.Model):
    """What one member of a reviewing body thinks, before the body finds its one opinion."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="marks")
    stage = models.CharField("段階", max_length=40)
    member = models.TextField("委員")  # a member may have no account: paper and e-mail
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mark = models.TextField("評語", blank=True)
    text = models.TextField("意見", blank=True)
    abstained = models.BooleanField("棄権", default=False)
    at = models.DateTimeField("日時", auto_now=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "stage", "member"], name="mark_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.member}"


class Opinion(models.Model):
    """An opinion of a body, numbered through the sheet, and the city's answer."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="opinions")
    number = models.IntegerField("番号")
    stage = models.CharField("段階", max_length=40)
    round = models.TextField("評価の段階")  # 外部評価, 二次評価 …: as the stage was called
    body = models.TextField("だれの意見か")
    mark = models.TextField("評語", blank=True)
    text = models.TextField("意見")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("記録日時", auto_now_add=True)
    answer = models.TextField("市の回答", blank=True)
    reflected = models.TextField("反映状況", blank=True)
    answered_unit = models.TextField("回答した部署", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField("回答日時", null=True)

    class Meta:
        ordering: ClassVar = ["case", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="opinion_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"
