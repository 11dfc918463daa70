"""A case: one sheet on its way through a cycle, its draft, what was frozen, every move and save."""

from typing import Any, ClassVar, Never

from django.conf import settings
from django.db import models

from shirube.people.models import AppendOnlyError, Municipality, Unit
from shirube.schema import Sheet, SheetKey
from shirube.sheets.models import SheetVersion
from shirube.workflow.models.cycle import Cycle, StoredRoute
from shirube.workflow.routes import DONE


class Case(models.Model):
    """A sheet on its way. ``stage`` is a key of its route, or ``done``."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="cases")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="cases")
    kind = models.CharField("種類", max_length=20)
    code = models.TextField("番号")
    title = models.TextField("名称")
    design = models.TextField("様式")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="cases", verbose_name="主担当課"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="cases"
    )
    route = models.ForeignKey(StoredRoute, models.PROTECT, related_name="cases")
    stage = models.CharField("段階", max_length=40)
    due_on = models.DateField("期限", null=True)
    short = models.BooleanField("簡易様式", default=False)
    draft = models.TextField("下書き")  # JSON of the plain sheet, decision 0005
    revision = models.IntegerField("改訂", default=0)  # rises with every save
    next_id = models.IntegerField("次の番号", default=1)  # of ``at``: e17
    reference = models.TextField("前年", blank=True)  # last year's sheet with the same ``at``
    sheet_version = models.ForeignKey(SheetVersion, models.PROTECT, null=True, related_name="cases")
    noticed = models.IntegerField("気づき", null=True)  # open findings at the last move
    changed_at = models.DateTimeField("更新", auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "kind", "code"], name="case_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    @property
    def key(self) -> SheetKey:
        """The key of the sheet."""
        return SheetKey(self.municipality_id, self.cycle.fiscal_year, self.kind, self.code)

    @property
    def done(self) -> bool:
        """It has left its route."""
        return self.stage == DONE

    def plain(self) -> Sheet:
        """The draft as a plain sheet."""
        return Sheet.model_validate_json(self.draft)

    def last_year(self) -> Sheet | None:
        """Last year's sheet with the draft's ``at``, None where there was none."""
        return Sheet.model_validate_json(self.reference) if self.reference else None


class CaseVersion(models.Model):
    """The draft as it was at a move, never changed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="versions")
    number = models.IntegerField("版")
    content = models.TextField("内容")
    meaning = models.CharField("意味のハッシュ", max_length=64)  # see deciding.decided_on
    made_at = models.DateTimeField("作成", auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="case_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} v{self.number}"

    def plain(self) -> Sheet:
        """The sheet as it was."""
        return Sheet.model_validate_json(self.content)


class Kept(models.Model):
    """Rows that are added and never changed through the program."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds a new row; raises AppendOnlyError for one that is already kept."""
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refused."""
        raise AppendOnlyError(f"{type(self).__name__} rows are never deleted")


class Step(Kept):
    """One move of a case, kept for ever, with the words that went with it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    number = models.IntegerField("順番")
    verb = models.CharField("操作", max_length=30)
    stage = models.CharField("段階", max_length=40)  # at which it was done
    after = models.CharField("次の段階", max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person = models.TextField("氏名")
    way = models.CharField("方法", max_length=20, blank=True)  # see deciding.Way: 専決, 代決 …
    note = models.TextField("ことば", blank=True)
    document_no = models.TextField("文書番号", blank=True)
    version = models.ForeignKey(CaseVersion, models.PROTECT, related_name="steps")
    meaning = models.CharField("意味のハッシュ", max_length=64)
    at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["case", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="step_once")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number} {self.verb}"


class FieldChange(Kept):
    """What somebody typed into one field, whatever became of it."""

    class Kind(models.TextChoices):
        """What became of it."""

        SAVED = "saved", "保存"
        CONFLICT = "conflict", "ほかの人の変更と重なった"
        ADDED = "added", "行を加えた"
        REMOVED = "removed", "行を除いた"

    case = models.ForeignKey(Case, models.PROTECT, related_name="changes")
    revision = models.IntegerField("改訂")
    part = models.TextField("部分")  # indicators.values
    place = models.TextField("位置")  # e17
    field = models.TextField("項目", blank=True)
    before = models.TextField("前", blank=True)
    after = models.TextField("後", blank=True)
    kind = models.CharField("種類", max_length=10, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person = models.TextField("氏名", blank=True)
    source = models.TextField("経路", blank=True)  # workbook:<id>, workbook:<id>:<spare row>
    at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["case", "place"], name="change_of_place")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.part}:{self.place}:{self.field}"
