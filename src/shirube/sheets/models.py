"""Sheets as they are kept: every version, what each was read from, what people corrected."""

import uuid
from typing import ClassVar, cast

from django.conf import settings
from django.db import models

from shirube.designs import Design
from shirube.people.models import Municipality
from shirube.schema import Sheet, SheetKey
from shirube.sheets.content import Standing, plain


class ImportRun(models.Model):
    """A file that brought something new. ``finished_at`` is empty while running, or if killed.

    Importing the same file again finishes an interrupted run; it makes no second one.
    """

    file_name = models.TextField("ファイル名")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    design = models.TextField("様式")
    started_at = models.DateTimeField("開始", auto_now_add=True)
    finished_at = models.DateTimeField("終了", null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports")
    counts = models.JSONField("件数", default=dict)

    def __str__(self) -> str:
        return f"{self.file_name} {self.started_at:%Y-%m-%d}"


class StoredSheet(models.Model):
    """A sheet by its key; its content is that of its current version."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="sheets")
    # The year as text, "undated" where the form prints none: a NULL would not be unique.
    year_key = models.CharField("年度の鍵", max_length=8)
    fiscal_year = models.IntegerField("年度", null=True)
    kind = models.CharField("種類", max_length=20)
    code = models.TextField("番号")
    title = models.TextField("名称")
    design = models.TextField("様式")
    # Written in one transaction with the version: the reference is checked when it commits.
    current = models.OneToOneField(
        "SheetVersion", models.PROTECT, related_name="current_of", db_constraint=True
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "year_key", "kind", "code"], name="sheet_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    @property
    def key(self) -> SheetKey:
        """What makes it the same sheet when it is read again."""
        return SheetKey(self.municipality_id, self.fiscal_year, self.kind, self.code)


class SheetVersion(models.Model):
    """One content of a sheet, never changed, and whether somebody has confirmed it."""

    class Cause(models.TextChoices):
        """What made the version."""

        IMPORT = "import", "取り込み"
        CORRECTION = "correction", "訂正"
        ENTRY = "entry", "記入"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sheet = models.ForeignKey(StoredSheet, models.PROTECT, related_name="versions")
    number = models.IntegerField("版")
    content = models.TextField("内容")  # JSON of the plain sheet, its standing always machine_read
    sha256 = models.CharField("SHA-256", max_length=64)  # of content
    meaning = models.CharField("意味のハッシュ", max_length=64)  # see content.meaning
    file_sha256 = models.CharField("ファイル", max_length=64, blank=True)
    cause = models.CharField("作られた理由", max_length=20, choices=Cause)
    import_run = models.ForeignKey(ImportRun, models.PROTECT, null=True, related_name="versions")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("作成", auto_now_add=True)
    standing = models.CharField("確認状態", max_length=20, default="machine_read")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_name = models.TextField("確認した人", blank=True)
    confirmed_at = models.DateTimeField("確認日時", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "number"], name="version_once")
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} v{self.number}"

    def plain(self) -> Sheet:
        """The plain sheet with its standing. Raises ContentError when the content was damaged."""
        return plain(self.content, self.sha256, cast(Standing, self.standing))


class Correction(models.Model):
    """What a person decided about one place of one file; applied whenever the file is read."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="corrections")
    file_sha256 = models.CharField("ファイル", max_length=64, db_index=True)
    sheet_key = models.TextField("シート")
    part = models.TextField("部分")  # indicators.values, projects.costs, narratives …
    at = models.TextField("読取位置")
    nth = models.IntegerField("同じ位置での順番", default=0)
    settled = models.BooleanField("印字どおり", default=False)
    before = models.JSONField("訂正前")
    after = models.JSONField("訂正後")
    reason = models.TextField("理由")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_name = models.TextField("訂正した人", blank=True)
    made_at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.sheet_key} {self.at}"


class StoredDesign(models.Model):
    """A city's own form, made by copying another. Open as long as no sheet was made with it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="designs")
    design = models.CharField("様式", max_length=80, unique=True)  # its id in the library
    origin = models.TextField("もとの様式")  # id of the design that was copied
    definition = models.JSONField("内容")  # designs.Design
    full = models.JSONField("すべての項目")  # sections of the origin, hidden ones too
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("作成", auto_now_add=True)
    changed_at = models.DateTimeField("更新", auto_now=True)

    class Meta:
        ordering: ClassVar = ["design"]

    def __str__(self) -> str:
        return self.design

    def plain(self) -> Design:
        """The design as a value."""
        return Design.model_validate(self.definition)
