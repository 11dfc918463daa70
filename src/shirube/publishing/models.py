"""Editions and their bytes. Rows are added in one transaction and never changed; an edition that
must go keeps its row, without its files.
"""

import gzip
import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models

from shirube.people.models import Municipality
from shirube.publishing.accounts import kind_word
from shirube.publishing.addresses import edition_slug


class Blob(models.Model):
    """Bytes by their hash; files of several editions that are equal share one.

    Kept as gzip, which browsers take as it is: a tenth of the room, and nothing to compute when
    a page is asked for.
    """

    sha256 = models.CharField("SHA-256", max_length=64, primary_key=True)  # of the content
    packed = models.BinaryField("gzip")
    size = models.IntegerField("大きさ")  # of the content

    def __str__(self) -> str:
        return self.sha256

    @classmethod
    def of(cls, content: bytes) -> "Blob":
        """An unsaved blob of the content. The same content always gives the same bytes."""
        packed = gzip.compress(content, compresslevel=6, mtime=0)
        return cls(sha256=hashlib.sha256(content).hexdigest(), packed=packed, size=len(content))

    @property
    def content(self) -> bytes:
        """The bytes that were published."""
        return gzip.decompress(self.packed)


class Edition(models.Model):
    """公表版: what was published of a municipality and evaluated year, frozen and numbered."""

    class Kind(models.TextChoices):
        """Why it was made."""

        FIRST = "first", "初版"
        ADDITION = "addition", "追加"
        CORRECTION = "correction", "訂正"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="editions")
    # The year as text, "undated" where the form prints none: a NULL would not be unique.
    year_key = models.CharField("年度の鍵", max_length=8)
    fiscal_year = models.IntegerField("年度", null=True)
    number = models.PositiveIntegerField("版")
    kind = models.CharField("種類", max_length=12, choices=Kind)
    accounts = models.CharField("決算の認定", max_length=8, blank=True)  # accounts.Accounts
    reason = models.TextField("理由", blank=True)
    published_at = models.DateTimeField("公表")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="editions"
    )
    person = models.TextField("公表した人", blank=True)
    manifest_sha256 = models.CharField("目録の SHA-256", max_length=64)
    withdrawn_at = models.DateTimeField("取り下げ", null=True)
    withdrawn_reason = models.TextField("取り下げた理由", blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["municipality", "year_key", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "year_key", "number"], name="edition_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id}/{self.slug}"

    @property
    def slug(self) -> str:
        """The last part of its address: ``2019-1``."""
        return edition_slug(self.fiscal_year, self.number)

    @property
    def kind_word(self) -> str:
        """訂正, 決算の認定前の版 …"""
        return kind_word(self.kind, self.accounts)


class EditionFile(models.Model):
    """One file of an edition: a path, its bytes, what kind of bytes."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    path = models.TextField("場所")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    media_type = models.TextField("種類")

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "path"], name="edition_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.path}"


class EditionInputs(models.Model):
    """What the pages of an edition's sheets show, as hashes (``kept.Inputs``): by them the next
    edition knows which pages it can keep.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="inputs")
    all = models.CharField("全体", max_length=64)
    sheets = models.JSONField("シート")  # {"program/511": [hash, number of the edition it names]}

    def __str__(self) -> str:
        return str(self.edition_id)


class ListRow(models.Model):
    """A line of a list, made of the newest edition of a year (decision 0008); see ``lines``."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="rows")
    list = models.CharField("一覧", max_length=12)
    position = models.IntegerField("順番")  # within the list and edition
    sheet_kind = models.CharField("シートの種類", max_length=20)
    sheet_code = models.TextField("シートの番号")
    sheet_title = models.TextField("シートの名称")
    machine_read = models.BooleanField("機械読取・未確認")
    branch = models.TextField("分野")  # the first branch of the plan
    division = models.TextField("所管")
    rating = models.TextField("評価")
    state = models.TextField("状態")
    name = models.TextField("名前")
    folded = models.TextField("探す文字")  # name and cells, widths and cases evened out
    number = models.FloatField("並べる数", null=True)
    cells = models.JSONField("欄")
    href = models.TextField("場所")
    same = models.TextField("事業の鍵", blank=True)  # alike for rows of one and the same project

    class Meta:
        ordering: ClassVar = ["position"]
        indexes: ClassVar = [models.Index(fields=["edition", "list", "position"])]

    def __str__(self) -> str:
        return f"{self.list} {self.name}"


class PublishRun(models.Model):
    """An edition in the making from the desk: what was ordered, how far it is, how it ended."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    ordered = models.JSONField("注文")  # fields of publish.Order, sets as lists
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField("開始", auto_now_add=True)
    seen_at = models.DateTimeField("最後の知らせ", auto_now_add=True)
    files = models.IntegerField("できたファイル", default=0)
    ended_at = models.DateTimeField("終了", null=True)
    refusal = models.TextField("できなかった理由", blank=True)
    edition = models.ForeignKey(Edition, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.started_at:%Y-%m-%d %H:%M}"


class EditionRows(models.Model):
    """That the rows of the tables of an edition are made, of which sheets, and in which layout."""

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="tabled")
    layout = models.CharField("形", max_length=32)  # of the tables when they were made
    sheets = models.BinaryField("シートのハッシュ")  # DIGEST bytes each, in order

    def __str__(self) -> str:
        return str(self.edition_id)


class RowBlock(models.Model):
    """Rows of one table of one sheet as JSON, a line each, compressed; editions share equal ones.

    What differs between editions (``rows.layout.SPLICED``) is not in it.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    packed = models.BinaryField("zlib")

    def __str__(self) -> str:
        return str(self.pk)


class RowShelf(models.Model):
    """Where the rows of one table of an edition lie: the block and its number of rows, in order."""

    made = models.ForeignKey(EditionRows, models.CASCADE, related_name="shelves")
    table = models.CharField("表", max_length=40)
    rows = models.IntegerField("行数")
    places = models.BinaryField("場所")  # rows.layout.PLACE each

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["made", "table"], name="row_shelf_once")
        ]

    def __str__(self) -> str:
        return f"{self.made_id} {self.table}"


class RowKey(models.Model):
    """Which blocks of an edition hold a value in a column: ``rows.keys``."""

    made = models.ForeignKey(EditionRows, models.CASCADE, related_name="keys", db_index=False)
    token = models.BigIntegerField("鍵")  # of table, column and value
    blocks = models.BinaryField("場所")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["token", "made"], name="row_key"),
            models.Index(fields=["made"], name="row_key_of_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.made_id} {self.token}"


class RowsState(models.Model):
    """One row: changes whenever rows of any edition come or go."""

    token = models.CharField("符号", max_length=32)

    def __str__(self) -> str:
        return self.token
