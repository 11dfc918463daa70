"""The plan tree, what appears in which year, and the ledger of identity."""

import hashlib
import json
from collections.abc import Sequence
from typing import ClassVar

from django.conf import settings
from django.db import models

from shirube.people.models import Municipality


class What(models.TextChoices):
    """What returns from year to year."""

    NODE = "node", "施策・事業"
    INDICATOR = "indicator", "指標"
    PROJECT = "project", "構成事業"


class PlanNode(models.Model):
    """A place in the plan by its words: level, number, title and everything above it.

    Another title is another node; the ledger says which is the same.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="plan")
    level = models.TextField("段")
    code = models.TextField("番号", blank=True)
    title = models.TextField("名称")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    place = models.CharField("位置", max_length=64)  # hash of the way from the top, see place_of
    first_year = models.IntegerField("最初の年度", null=True, blank=True)
    last_year = models.IntegerField("最後の年度", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "place"], name="plan_node_once")
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.code} {self.title}".replace("  ", " ")


def place_of(way: Sequence[tuple[str, str, str]]) -> str:
    """The hash that stands for a way from the top: (level, code, title) of each step.

    A unique index over the words themselves would be too long for PostgreSQL.
    """
    return hashlib.sha256(json.dumps(list(way), ensure_ascii=False).encode()).hexdigest()


class Appearance(models.Model):
    """A node, an indicator or a project as it stands in one sheet. Derived from the sheet."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="appearances")
    what = models.CharField("種類", max_length=10, choices=What)
    fiscal_year = models.IntegerField("年度", null=True)
    key = models.TextField("鍵")  # see schema.keys
    no = models.TextField("番号", blank=True)
    name = models.TextField("名称")
    unit = models.TextField("単位・担当課", blank=True)
    sheet_key = models.TextField("シート")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet_key", "what", "key"], name="appears_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "what", "fiscal_year"], name="appearance_year")
        ]

    def __str__(self) -> str:
        return f"{self.sheet_key} {self.name}"


class Link(models.Model):
    """One line of the ledger: an item of one year is (not) an item of a later year."""

    class Relation(models.TextChoices):
        """How they are related."""

        SAME = "same", "同じ"
        RENAMED = "renamed", "名称変更"
        SPLIT = "split", "分割"
        MERGED = "merged", "統合"

    class State(models.TextChoices):
        """Whether a person has decided."""

        PROPOSED = "proposed", "提案"
        CONFIRMED = "confirmed", "決定"
        REJECTED = "rejected", "別のもの"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="links")
    what = models.CharField("種類", max_length=10, choices=What)
    from_year = models.IntegerField("前の年度")
    from_key = models.TextField("前の鍵")
    to_year = models.IntegerField("後の年度")
    to_key = models.TextField("後の鍵")
    relation = models.CharField("関係", max_length=10, choices=Relation)
    state = models.CharField("状態", max_length=10, choices=State, default=State.PROPOSED)
    likeness = models.FloatField("似ている度合い", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_name = models.TextField("決めた人", blank=True)
    decided_at = models.DateTimeField("決めた日時", null=True)
    reason = models.TextField("理由", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "what", "from_year", "from_key", "to_year", "to_key"],
                name="link_once",
            ),
            models.CheckConstraint(
                condition=models.Q(from_year__lt=models.F("to_year")), name="link_leads_onward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_year} {self.from_key} → {self.to_year} {self.to_key}"


class PlanPeriod(models.Model):
    """A plan of the city and the fiscal years for which it holds, as the city itself set it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="periods")
    title = models.TextField("計画の名前")
    first_year = models.IntegerField("最初の年度")
    last_year = models.IntegerField("最後の年度")

    class Meta:
        ordering: ClassVar = ["first_year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "first_year"], name="period_once"),
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")), name="period_leads_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.first_year}–{self.last_year}"


class PlanEntry(models.Model):
    """A node in the tree of a period: where it stands, and which division it is said to have."""

    period = models.ForeignKey(PlanPeriod, models.CASCADE, related_name="entries")
    node = models.ForeignKey(PlanNode, models.PROTECT, related_name="entries")
    position = models.IntegerField("順番")
    division = models.TextField("担当課", blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "node"], name="plan_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.period_id} {self.node}"


class PlanTurn(models.Model):
    """What a person decided to lead nowhere at the turn of a plan: ended before, or new in it."""

    class Kind(models.TextChoices):
        """Which of the two."""

        ENDED = "ended", "終了"
        NEW = "new", "新規"

    period = models.ForeignKey(PlanPeriod, models.CASCADE, related_name="turns")  # the new one
    kind = models.CharField("種類", max_length=10, choices=Kind)
    key = models.TextField("鍵")  # of the old plan for ENDED, of the new one for NEW
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_name = models.TextField("決めた人")
    decided_at = models.DateTimeField("決めた日時", auto_now_add=True)
    reason = models.TextField("理由", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "kind", "key"], name="turn_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
