"""The rows of the index. Derived: ``publishing.derived.refresh_all`` makes them anew."""

from typing import ClassVar

from django.db import models

from shirube.people.models import Municipality
from shirube.publishing.models import Edition


class Volume(models.Model):
    """What is searched of a municipality and year: its newest edition."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    year_key = models.CharField("年度の鍵", max_length=8)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    next_row = models.BigIntegerField("次の行")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "year_key"], name="volume_once")
        ]

    def __str__(self) -> str:
        return str(self.edition)


class SearchRow(models.Model):
    """One thing that can be found. Ids rise in the order in which equal hits are shown."""

    id = models.BigIntegerField(primary_key=True)
    volume = models.ForeignKey(Volume, models.CASCADE, related_name="rows")
    sheet = models.TextField("シート")  # program/511
    digest = models.CharField("要約", max_length=64)  # of all rows of the sheet
    part = models.CharField("部分", max_length=12)
    name = models.TextField("名前")  # folded, as body and context
    body = models.TextField("本文")
    context = models.TextField("まわり")
    filters = models.TextField("しぼりこみ")  # tokens
    hit = models.JSONField("表示")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.sheet} {self.part}"


class Choice(models.Model):
    """A value by which the hits of a volume can be narrowed."""

    volume = models.ForeignKey(Volume, models.CASCADE, related_name="choices")
    filter = models.CharField("しぼりこみ", max_length=12)
    value = models.TextField("値")

    class Meta:
        ordering: ClassVar = ["filter", "id"]

    def __str__(self) -> str:
        return f"{self.filter}={self.value}"
