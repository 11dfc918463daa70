"""Projects and costs. Amounts of money are in yen, the printed unit stands beside them."""

from decimal import Decimal
from typing import Annotated

from shirube.schema.numbers import Missing, Printed
from shirube.schema.plain import DecimalText, Plain, as_decimal, says
from shirube.schema.words import At, Flags


class Cost(Plain):
    """One printed amount: a year, a stage (決算, 予算 …) and an item (総額, 一般財源 …)."""

    fiscal_year: Annotated[
        int | None, says("年度", "Fiscal year", "金額の年度", "Year of the amount")
    ] = None
    stage: Annotated[
        str, says("段階", "Stage", "決算・当初予算など", "Settlement, budget, …", codes="stage")
    ]
    item: Annotated[
        str, says("費目", "Item", "事業費計・財源・人件費など", "Total, source, …", codes="item")
    ]
    amount: Annotated[
        DecimalText | None,
        says(
            "額",
            "Amount",
            "金額は円、時間や人数はその数",
            "Money in yen; hours and staff as they are",
            unit="column:amount_unit",
        ),
    ] = None
    unit: Annotated[
        str | None, says("印字の単位", "Printed unit", "千円など印字の単位", "Unit on the form")
    ] = None
    printed: Printed = None
    missing: Missing = None
    flags: Flags = ()
    at: At = None

    @property
    def number(self) -> Decimal | None:
        """The amount as a Decimal (yen, hours or persons)."""
        return as_decimal(self.amount)

    @property
    def certain(self) -> bool:
        """An amount that may be computed with."""
        return self.amount is not None and not self.flags


class Project(Plain):
    """A project (事務事業) as a row of the sheet, with its money."""

    code: Annotated[str | None, says("番号", "Code", "事務事業の番号", "Number")] = None
    name: Annotated[str, says("事務事業名", "Project", "事務事業の名前", "Name")]
    unit: Annotated[str | None, says("担当課", "Division", "担当課", "Division in charge")] = None
    directions: Annotated[
        tuple[str, ...], says("方向", "Directions", "関わる方向の番号", "Numbers of directions")
    ] = ()
    in_action_plan: Annotated[
        bool | None,
        says("実行計画", "In action plan", "実行計画の対象か。欄がなければ空", "Null if not asked"),
    ] = None
    share: Annotated[
        DecimalText | None,
        says("按分", "Share", "この施策に数える割合(0〜1)", "Part that counts here (0 to 1)"),
    ] = None
    costs: Annotated[tuple[Cost, ...], says("金額", "Costs", "金額", "Its amounts")] = ()
    flags: Flags = ()
    at: At = None
