"""A workbook that was sent back: what it says, until somebody decided what of it counts."""

from django.conf import settings
from django.db import models

from shirube.people.models import Municipality


class Upload(models.Model):
    """What an uploaded workbook says (not the file): its changed cells and its troubles.

    Rows that wait too long are removed; one that was taken in keeps only what became of it.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file = models.TextField("ファイル名")
    sha256 = models.CharField("ハッシュ", max_length=64)
    said = models.TextField("書かれていたこと", blank=True)  # JSON of workbooks.Book
    became = models.JSONField("どうなったか", null=True)  # None as long as it waits
    made_at = models.DateTimeField("受け取り", auto_now_add=True)
    taken_at = models.DateTimeField("取り込み", null=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.file}"
