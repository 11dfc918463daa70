"""Who there is: municipalities, their divisions, accounts, roles, and the log of what was done."""

from typing import Any, ClassVar, Never

from django.contrib.auth.models import AbstractUser
from django.db import models

SYSTEM_USERNAME = "system"


class Role(models.TextChoices):
    """What an account may be in a municipality; ``permissions`` says what each may do."""

    SECTION = "section", "担当課"
    SECTION_HEAD = "section_head", "課長"
    DEPARTMENT_HEAD = "department_head", "部長"
    PLANNING = "planning", "企画担当"
    FINANCE = "finance", "財政担当"
    COMMITTEE = "committee", "委員"
    REVIEWER = "reviewer", "外部評価者"
    ADMINISTRATOR = "administrator", "管理者"
    LOG_READER = "log_reader", "ログ閲覧者"
    SYSTEM = "system", "システム"


class Municipality(models.Model):
    """A municipality by its code (全国地方公共団体コード)."""

    code = models.CharField("団体コード", max_length=6, primary_key=True)
    name = models.TextField("団体名")

    def __str__(self) -> str:
        return self.name


class CityDecisions(models.Model):
    """What a municipality decided about its public side; ``city.settings_of`` makes the value."""

    municipality = models.OneToOneField(
        Municipality, models.CASCADE, primary_key=True, related_name="decisions"
    )
    settings = models.JSONField("決めごと")

    def __str__(self) -> str:
        return self.municipality_id


class SampleCity(models.Model):
    """The mark of a municipality that was put here to play with; only such a one is removed."""

    municipality = models.OneToOneField(
        Municipality, models.CASCADE, primary_key=True, related_name="sample"
    )
    made_at = models.DateTimeField("作成", auto_now_add=True)

    def __str__(self) -> str:
        return self.municipality_id


class Unit(models.Model):
    """A division of the office, and the fiscal years in which it was met or is said to exist.

    The years are None while only sheets without a year name it. Who succeeds whom is not guessed:
    a person says it (``Succession``).
    """

    class Office(models.TextChoices):
        """Under whom a division stands; offices beside the mayor's decide for themselves."""

        MAYOR = "mayor", "市町村長部局"
        EDUCATION = "education", "教育委員会"
        ASSEMBLY = "assembly", "議会事務局"
        ELECTION = "election", "選挙管理委員会"
        AUDIT = "audit", "監査委員事務局"
        AGRICULTURE = "agriculture", "農業委員会"
        ENTERPRISE = "enterprise", "公営企業"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="units")
    name = models.TextField("部署名")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    kind = models.TextField("種類", blank=True, default="")
    office = models.CharField("機関", max_length=20, choices=Office, default=Office.MAYOR)
    first_year = models.IntegerField("最初の年度", null=True, blank=True)
    last_year = models.IntegerField("最後の年度", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "name"], name="unit_once")
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """What became of a division in an April: renamed, split (several rows), merged (several)."""

    before = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    after = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    fiscal_year = models.IntegerField("年度")  # the first year of ``after``

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["before", "after"], name="succession_once"),
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")), name="succession_leads_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class User(AbstractUser):
    """An account. ``system`` is the one under which the command line acts."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="users"
    )

    def get_full_name(self) -> str:
        """As a name is written here: family name, given name."""
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def is_system(self) -> bool:
        """The account of the command line; it has no password and nobody signs on with it."""
        return self.username == SYSTEM_USERNAME


class Assignment(models.Model):
    """A role of a user in a municipality, for one division or (unit empty) for all."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True)
    role = models.CharField("役割", max_length=20, choices=Role)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "municipality", "unit", "role"], name="assignment_once"
            ),
            # NULLs are distinct to SQL: without this a role for all divisions could stand twice.
            models.UniqueConstraint(
                fields=["user", "municipality", "role"],
                condition=models.Q(unit=None),
                name="assignment_for_all_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class AppendOnlyError(Exception):
    """The log is only ever added to."""


class LogQuerySet(models.QuerySet["LogEntry"]):
    """Rows that can be read and added."""

    def update(self, **kwargs: Any) -> Never:
        """Refused."""
        raise AppendOnlyError("log entries are never changed")

    def delete(self) -> Never:
        """Refused."""
        raise AppendOnlyError("log entries are never deleted")


class LogEntry(models.Model):
    """One thing that somebody did: never changed, never deleted."""

    at = models.DateTimeField("日時", auto_now_add=True)
    actor = models.ForeignKey(User, models.PROTECT, related_name="log", verbose_name="アカウント")
    person = models.TextField("氏名", blank=True)  # who answers for it, when the account is shared
    verb = models.CharField("操作", max_length=30)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="log")
    object_key = models.TextField("対象", db_index=True)
    before = models.JSONField("前", null=True)
    after = models.JSONField("後", null=True)
    note = models.TextField("理由", blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = "記録"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds a new entry; raises AppendOnlyError for one that is already kept."""
        if not self._state.adding:
            raise AppendOnlyError("log entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refused."""
        raise AppendOnlyError("log entries are never deleted")
