"""Words beside the sheet: talk on a field, findings closed with a reason, messages to people."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from shirube.people.models import Municipality
from shirube.workflow.models.case import Case, Kept


class Remark(models.Model):
    """A line of talk on an item of a sheet (``place`` empty: on the whole sheet)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="remarks")
    part = models.TextField("部分", blank=True)
    place = models.TextField("位置", blank=True)
    text = models.TextField("ことば")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person = models.TextField("氏名")
    at = models.DateTimeField("日時", auto_now_add=True)
    settled_at = models.DateTimeField("済んだ日時", null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.place} {self.person}"


class Dismissal(Kept):
    """A finding that a person closed with a reason; its token changes with the numbers."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="dismissals")
    token = models.TextField("気づきの符号")
    text = models.TextField("気づき")
    reason = models.TextField("理由")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person = models.TextField("氏名")
    at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "token"], name="dismissed_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.token}"


class Message(models.Model):
    """Something a person should know; everything is shown in *my work*, mail is an extra."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="messages")
    verb = models.CharField("きっかけ", max_length=30)
    text = models.TextField("本文")
    made_at = models.DateTimeField("日時", auto_now_add=True)
    read_at = models.DateTimeField("読んだ日時", null=True)
    mailed_at = models.DateTimeField("メールの日時", null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["user", "read_at"], name="message_unread")]

    def __str__(self) -> str:
        return f"{self.user}: {self.text}"
