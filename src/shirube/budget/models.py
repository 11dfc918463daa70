"""What is kept of money: finance tables as read, shares, printed totals, hours, surveys."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from shirube.budget.tables.columns import Mapping
from shirube.budget.tables.lines import Amount, Line, Slot
from shirube.people.models import Municipality


class Signed(models.Model):
    """Who did it, and when."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_name = models.TextField("氏名", blank=True)
    made_at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        abstract = True


class StoredMapping(Signed):
    """Columns of one kind of table, as a person confirmed them; the newest of a kind counts."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="money_mappings")
    signature = models.CharField("列名のハッシュ", max_length=64)
    definition = models.JSONField("列の対応")  # names of the headers, mapping

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "signature"], name="mapping_of_kind")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.signature[:8]}"

    def plain(self) -> Mapping:
        """The mapping as a value."""
        return Mapping.model_validate(self.definition["mapping"])


class Upload(Signed):
    """A file on its way in, between choosing and taking in; gone afterwards."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="money_uploads")
    file_name = models.TextField("ファイル名")
    data = models.BinaryField("内容")
    fiscal_year = models.IntegerField("年度", null=True)

    def __str__(self) -> str:
        return self.file_name


class FinanceTable(Signed):
    """A table that was taken in: never changed, a later one is laid over it (reckoning.ledger)."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="finance_tables")
    fiscal_year = models.IntegerField("年度")
    file_name = models.TextField("ファイル名")
    sha256 = models.CharField("SHA-256", max_length=64)
    mapping = models.JSONField("列の対応")
    stages = models.JSONField("段階", default=list)
    left_out = models.JSONField("取り込まなかった行", default=list)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "fiscal_year"], name="table_of_year")
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.file_name}"


class FinanceLine(models.Model):
    """A line of a table. ``amounts``: [stage, number, item, yen, missing, at, transferred] each."""

    table = models.ForeignKey(FinanceTable, models.PROTECT, related_name="lines")
    account = models.CharField("科目", max_length=80)
    name = models.TextField("予算事業名", blank=True)
    division = models.TextField("担当課", blank=True)
    transfer = models.BooleanField("繰出金", default=False)
    reason = models.TextField("理由", blank=True)
    amounts = models.JSONField("金額")
    at = models.TextField("位置", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "account"], name="account_once_a_table")
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.name}"


def packed(line: Line) -> dict[str, Any]:
    """The columns of a FinanceLine."""
    amounts = [[*one.slot, one.yen, one.missing, one.at, one.transferred] for one in line.amounts]
    return {
        "account": line.account, "name": line.name, "division": line.division,
        "transfer": line.transfer, "reason": line.reason, "amounts": amounts, "at": line.at,
    }  # fmt: skip


def unpacked(row: FinanceLine, fiscal_year: int) -> Line:
    """The plain line."""
    amounts = tuple(
        Amount(Slot(stage, number, item), *rest) for stage, number, item, *rest in row.amounts
    )
    return Line(row.account, fiscal_year, row.name, row.division, amounts, row.transfer,
                row.reason, row.at)  # fmt: skip


class TransferMark(Signed):
    """A person says whether an account is 繰出金, whatever its table says."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="transfer_marks")
    account = models.CharField("科目", max_length=80)
    transfer = models.BooleanField("繰出金")
    reason = models.TextField("理由", blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.account} {self.transfer}"


class ShareSet(Signed):
    """Whose money an account is from a year on; the newest set of the latest year counts."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="share_sets")
    account = models.CharField("科目", max_length=80)
    from_year = models.IntegerField("この年度から")
    parts = models.JSONField("割合", default=list)  # [[project key, "0.25"], …]; empty: nobody's
    reason = models.TextField("理由", blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "account"], name="shares_of_account")
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.from_year}"


class PrintedTotal(Signed):
    """A total of the printed 決算書 (or 予算書), in yen."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="printed_totals")
    fiscal_year = models.IntegerField("年度")
    stage = models.CharField("段階", max_length=30)
    prefix = models.CharField("会計・款", max_length=40, blank=True)
    name = models.TextField("名称", blank=True)
    yen = models.BigIntegerField("額")
    source = models.TextField("出どころ", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "fiscal_year", "stage", "prefix"], name="printed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.stage} {self.prefix}"


class HourPrice(Signed):
    """What an hour of a category costs in a year."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="hour_prices")
    fiscal_year = models.IntegerField("年度")
    category = models.CharField("区分", max_length=40)
    yen = models.DecimalField("1時間の単価(円)", max_digits=12, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "fiscal_year", "category"], name="price_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.category}"


class ProjectHours(Signed):
    """Hours that a category worked for a project in a year."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="project_hours")
    fiscal_year = models.IntegerField("年度")
    project = models.CharField("事業の鍵", max_length=200)
    category = models.CharField("区分", max_length=40)
    hours = models.DecimalField("時間", max_digits=12, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "fiscal_year", "project", "category"], name="hours_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.project} {self.category}"


class SurveyQuestion(Signed):
    """What surveys ask again and again, and which answer is counted."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="questions")
    survey = models.TextField("調査名")
    question = models.TextField("問い")
    counted = models.TextField("数える答え", blank=True)

    def __str__(self) -> str:
        return f"{self.survey} {self.question}"


class SurveyRound(Signed):
    """A question in one year: who could be asked, who was, who answered, what share."""

    question = models.ForeignKey(SurveyQuestion, models.PROTECT, related_name="rounds")
    fiscal_year = models.IntegerField("年度")
    population = models.BigIntegerField("母集団", null=True)
    sample = models.BigIntegerField("標本", null=True)
    answers = models.BigIntegerField("回答数")
    percent = models.DecimalField("割合(%)", max_digits=7, decimal_places=3)

    class Meta:
        ordering: ClassVar = ["fiscal_year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "fiscal_year"], name="round_once")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.fiscal_year}"


class QuestionUse(Signed):
    """An indicator whose actuals a question is: the sheet's kind and number, and its name."""

    question = models.ForeignKey(SurveyQuestion, models.PROTECT, related_name="uses")
    kind = models.CharField("種類", max_length=20)
    code = models.TextField("番号")
    indicator = models.TextField("指標名")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question", "kind", "code", "indicator"], name="use_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.code} {self.indicator}"
