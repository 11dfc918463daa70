"""Indicators and their values, one printed cell a value."""

from decimal import Decimal
from typing import Annotated, Literal

from shirube.schema.plain import DecimalText, Plain, as_decimal, says
from shirube.schema.words import At, Flags

Measure = Literal[
    "target", "actual", "baseline", "trend", "forecast", "achievement", "status", "comparison"
]
Printed = Annotated[
    str | None, says("印字", "Printed", "人が見るとおりの欄の文字", "The cell as a person sees it")
]
Missing = Annotated[
    str | None,
    says(
        "空の理由",
        "Missing",
        "値がない理由(missing 一覧)",
        "Why there is no value (list missing)",
        codes="missing",
    ),
]


class Survey(Plain):
    """The survey that found a value. How many answered, and who it is about, the value says."""

    name: Annotated[str, says("調査名", "Survey", "調査の名前", "Name of the survey")]
    question: Annotated[
        str | None, says("問い", "Question", "調査の問い", "What the survey asked")
    ] = None
    counted: Annotated[
        str | None,
        says("数える答え", "Answer counted", "割合に数えた答え", "The answer that is counted"),
    ] = None
    sample: Annotated[
        int | None,
        says("標本", "Sample", "調査を頼んだ人の数", "How many were asked to answer"),
    ] = None
    low: Annotated[
        DecimalText | None,
        says(
            "下限",
            "Low",
            "95%信頼区間の下限",
            "Lower bound of the 95 % interval",
            unit="column:indicator_unit",
        ),
    ] = None
    high: Annotated[
        DecimalText | None,
        says(
            "上限",
            "High",
            "95%信頼区間の上限",
            "Upper bound of the 95 % interval",
            unit="column:indicator_unit",
        ),
    ] = None


class Value(Plain):
    """One cell of an indicator's table."""

    fiscal_year: Annotated[
        int | None, says("年度", "Fiscal year", "値が置かれた列の年度", "Column it stands in")
    ] = None
    observed_year: Annotated[
        int | None,
        says(
            "観測年度",
            "Observed year",
            "注記で別の年度の値とされたときの年度",
            "Year it measures, if a note says otherwise",
        ),
    ] = None
    measure: Annotated[
        Measure, says("種別", "Measure", "目標値・実績値など", "What is stated", codes="measure")
    ]
    value: Annotated[
        DecimalText | None,
        says("値", "Value", "数(文字列の十進数)", "A decimal", unit="column:indicator_unit"),
    ] = None
    printed: Printed = None
    missing: Missing = None
    qualifier: Annotated[
        str | None,
        says("限定", "Qualifier", "以上・約など", "At least, about, …", codes="qualifier"),
    ] = None
    parts: Annotated[
        tuple[DecimalText, ...], says("複数の数", "Parts", "1欄にある複数の数", "Several numbers")
    ] = ()
    flags: Flags = ()
    note: Annotated[str | None, says("注記", "Note", "値への注記", "A note on the value")] = None
    answers: Annotated[
        int | None,
        says(
            "回答数",
            "Answers",
            "調査の値なら、答えた人の数",
            "Of a survey: how many answered",
            unit="persons",
        ),
    ] = None
    population: Annotated[
        int | None,
        says(
            "母集団",
            "Population",
            "調査の対象となった人の数",
            "Of a survey: who it is about",
            unit="persons",
        ),
    ] = None
    survey: Annotated[
        Survey | None,
        says("調査", "Survey", "調査の値なら、その調査", "The survey that found it, if one did"),
    ] = None
    at: At = None

    @property
    def number(self) -> Decimal | None:
        """The value as a Decimal."""
        return as_decimal(self.value)

    @property
    def year(self) -> int | None:
        """The year that the value measures."""
        return self.fiscal_year if self.observed_year is None else self.observed_year

    @property
    def certain(self) -> bool:
        """A value that may be computed with: it is there and nobody doubts it."""
        return self.value is not None and not self.flags


class Indicator(Plain):
    """What is measured, and its values by fiscal year."""

    no: Annotated[str | None, says("番号", "No.", "指標の番号", "Number on the form")] = None
    kind: Annotated[
        Literal["outcome", "output", "population"] | None,
        says(
            "種類",
            "Kind",
            "成果・活動・対象",
            "Outcome, output or population",
            codes="indicator_kind",
        ),
    ] = None
    name: Annotated[str, says("指標名", "Indicator", "印刷された名前", "Name as printed")]
    definition: Annotated[
        str | None, says("説明", "Definition", "指標の説明", "What it counts")
    ] = None
    unit: Annotated[str | None, says("単位", "Unit", "印刷された単位", "Unit as printed")] = None
    source: Annotated[
        str | None, says("出典", "Source", "抽出方法・出典", "Where the values come from")
    ] = None
    better: Annotated[
        Literal["up", "down", "range", "milestone"] | None,
        says("よい方向", "Better", "どちらがよいか", "Which way is better", codes="better"),
    ] = None
    better_basis: Annotated[
        Literal["printed", "inferred", "person"] | None,
        says(
            "よい方向の根拠",
            "Basis",
            "よい方向がどう分かったか",
            "How that is known",
            codes="better_basis",
        ),
    ] = None
    accumulation: Annotated[
        Literal["year", "cumulative", "point"] | None,
        says(
            "数え方",
            "Accumulation",
            "年度・累計・時点",
            "Of the year, cumulative, at a point",
            codes="accumulation",
        ),
    ] = None
    direction: Annotated[
        str | None, says("方向", "Direction", "関わる方向の番号", "Number of the direction")
    ] = None
    flags: Flags = ()
    at: At = None
    values: Annotated[tuple[Value, ...], says("値", "Values", "年度ごとの値", "Its values")] = ()

    def of(self, measure: Measure) -> tuple[Value, ...]:
        """The values of one measure, in printed order."""
        return tuple(value for value in self.values if value.measure == measure)

    def get(self, measure: Measure, fiscal_year: int | None) -> Value | None:
        """The first value of a measure in the column of a fiscal year."""
        for value in self.values:
            if value.measure == measure and value.fiscal_year == fiscal_year:
                return value
        return None
