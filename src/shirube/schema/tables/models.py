"""Rows that no part of a sheet holds: what stands beside sheets, and what is worked out for a row.

As everywhere in ``schema``, a field says its name, label, meaning, unit and codes once.
"""

from typing import Annotated

from shirube.schema.plain import DateText, DecimalText, Plain, says

Text = str | None
MunicipalityCode = Annotated[
    str, says("団体コード", "Municipality code", "6桁。最後は検査数字", "Six digits")
]
EditionId = Annotated[
    Text,
    says(
        "版",
        "Edition",
        "公表版の番号(評価対象年度-版)。公表していないデータでは空",
        "Edition (evaluated year-number), unique in its municipality; empty if unpublished",
    ),
]
IndicatorKeyText = Annotated[
    str,
    says("指標の鍵", "Indicator key", "団体と年度の中で指標を表す", "The indicator in its year"),
]
ProjectKeyText = Annotated[
    str,
    says("事業の鍵", "Project key", "団体と年度の中で事業を表す", "The project in its year"),
]
FormulaCode = Annotated[
    Text,
    says("計算式", "Formula", "達成率の式", "How achievement is computed", codes="formula"),
]
AmountUnit = Annotated[
    Text,
    says("額の単位", "Unit of the amount", "額の数の単位", "What amount counts", codes="unit"),
]
SourceFile = Annotated[
    Text,
    says("元のファイル", "Source file", "読み取ったファイルの名前", "Name of the file read"),
]


class SheetWorkedOut(Plain):
    """Of a sheet."""

    node_key: Annotated[
        str, says("施策の鍵", "Node key", "種類/番号。台帳で使う", "kind/code, as in the ledger")
    ]


class IndicatorWorkedOut(Plain):
    """Of an indicator."""

    indicator_key: IndicatorKeyText
    formula: FormulaCode = None


class ValueWorkedOut(Plain):
    """Of a value: the design's formula stands beside a rate."""

    formula: FormulaCode = None
    source_file: SourceFile = None


class ProjectWorkedOut(Plain):
    """Of a project."""

    project_key: ProjectKeyText


class CostWorkedOut(Plain):
    """Of an amount."""

    amount_unit: AmountUnit = None
    source_file: SourceFile = None


class MunicipalityRow(Plain):
    """A municipality of which there are sheets."""

    municipality_code: MunicipalityCode
    municipality_name: Annotated[str, says("団体名", "Municipality", "正式な名前", "Formal name")]
    prefecture_code: Annotated[
        str, says("都道府県コード", "Prefecture code", "団体コードの先頭2桁", "First two digits")
    ]


class EditionRow(Plain):
    """公表版: what was published of a municipality and year, and when."""

    municipality_code: MunicipalityCode
    edition: EditionId = None
    fiscal_year: Annotated[
        int | None, says("評価対象年度", "Fiscal year", "評価される年度", "Evaluated fiscal year")
    ] = None
    number: Annotated[int, says("版の番号", "Number", "その年度で何番目か", "Of its year")]
    kind: Annotated[
        str, says("種類", "Kind", "初版・追加・訂正", "Why it was made", codes="edition_kind")
    ]
    accounts: Annotated[
        Text,
        says("決算の認定", "Accounts", "認定の前か後か", "Approved or not", codes="accounts"),
    ] = None
    published_on: Annotated[
        DateText, says("公表日", "Published on", "公表した日", "Day of publication")
    ]
    reason: Annotated[
        Text, says("理由", "Reason", "訂正・追加の理由", "Why a correction or addition")
    ] = None


class PlanNodeRow(Plain):
    """A place in the plan. The keys before it are those of the first sheet that states it."""

    node_id: Annotated[
        str,
        says(
            "計画の節",
            "Node",
            "団体・年度・上からの段と名称でできた符号",
            "Made of municipality, year and the way from the top",
        ),
    ]
    parent_node_id: Annotated[Text, says("上の節", "Parent", "一つ上の節", "The node above")] = None
    depth: Annotated[int, says("深さ", "Depth", "最上段が1", "The top is 1")]
    level: Annotated[str, says("段", "Level", "計画の段の呼び名", "Name of the level")]
    code: Annotated[Text, says("番号", "Code", "計画での番号", "Number in the plan")] = None
    title: Annotated[str, says("名称", "Title", "計画での名前", "Name in the plan")]
    node_key: Annotated[
        Text,
        says(
            "施策の鍵",
            "Node key",
            "シートのある節の種類/番号",
            "kind/code of a node that has a sheet",
        ),
    ] = None


class IdentityLinkRow(Plain):
    """What of one year is which of a later one, as people decided."""

    municipality_code: MunicipalityCode
    what: Annotated[str, says("種類", "What", "何のつながりか", "What is linked", codes="identity")]
    from_fiscal_year: Annotated[int, says("前の年度", "From", "前の年度", "Earlier fiscal year")]
    from_key: Annotated[str, says("前の鍵", "From key", "前の年度での鍵", "Its key in that year")]
    to_fiscal_year: Annotated[int, says("後の年度", "To", "後の年度", "Later fiscal year")]
    to_key: Annotated[str, says("後の鍵", "To key", "後の年度での鍵", "Its key in that year")]
    relation: Annotated[
        str, says("関係", "Relation", "同じ・分割など", "How they are related", codes="relation")
    ]
    edition: EditionId = None


class ProjectProgramRow(Plain):
    """A project and the program that it serves (n:m). The keys before it are those of the sheet
    that says so.
    """

    project_key: ProjectKeyText
    project_code: Annotated[Text, says("事業番号", "Project code", "事業の番号", "Number")] = None
    project_name: Annotated[str, says("事業名", "Project", "事業の名前", "Name")]
    project_division: Annotated[Text, says("担当課", "Division", "担当課", "In charge")] = None
    program_level: Annotated[
        str, says("段", "Level", "施策などの段の呼び名", "Level of the program")
    ]
    program_code: Annotated[
        Text, says("施策番号", "Program code", "施策などの番号", "Number of the program")
    ] = None
    program_title: Annotated[
        str, says("施策名", "Program", "施策などの名前", "Name of the program")
    ]
    share: Annotated[
        DecimalText | None,
        says(
            "按分",
            "Share",
            "この施策に数える割合(0〜1)。書かれていなければ空",
            "Part that counts here (0 to 1); empty where none is stated",
        ),
    ] = None


class TargetRow(Plain):
    """A target as first set or as changed. The keys before it are those of the sheet that says so;
    the same indicator in later sheets is found by the decided links.
    """

    indicator_key: IndicatorKeyText
    indicator_name: Annotated[str, says("指標名", "Indicator", "印刷された名前", "As printed")]
    indicator_unit: Annotated[Text, says("単位", "Unit", "印刷された単位", "As printed")] = None
    target_fiscal_year: Annotated[
        int, says("目標の年度", "Target year", "どの年度の目標か", "Fiscal year of the target")
    ]
    event: Annotated[
        str, says("設定か変更か", "Event", "最初の設定か変更か", "Set or changed",
                  codes="target_event"),
    ]  # fmt: skip
    target: Annotated[
        DecimalText, says("目標値", "Target", "目標値", "The target", unit="column:indicator_unit")
    ]
    target_before: Annotated[
        DecimalText | None,
        says("前の目標値", "Target before", "変更前の目標値", "What it was before a change",
             unit="column:indicator_unit"),
    ] = None  # fmt: skip
    before_fiscal_year: Annotated[
        int | None,
        says("前のシート", "Stated before in", "変更前の目標値を示した年度", "Year of that sheet"),
    ] = None
    note: Annotated[
        Text,
        says("注記", "Note", "値への注記。理由の記載がなければ空", "Note on the value, if any"),
    ] = None
