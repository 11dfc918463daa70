"""The worded parts of a plain sheet: where it stands in the plan, who, texts, ratings, issues."""

from typing import Annotated

from shirube.schema.plain import Plain, says

At = Annotated[
    str | None,
    says(
        "読取位置",
        "Place",
        "ファイルのどこから読み取ったか。L57C6 は57行目の6番目の欄、"
        "p3 はPDFの3ページ、タブ名!CC3 はExcelのセル",
        "Where it was read: L57C6 is line 57, cell 6; p3 is page 3 of a PDF; tab!CC3 a cell",
    ),
]
Flags = Annotated[
    tuple[str, ...],
    says(
        "疑い",
        "Flags",
        "疑いの符号(flag 一覧)。符号のある値は事実として見せない",
        "Codes of doubt (list flag); a flagged value is never shown as plain fact",
        codes="flag",
    ),
]


class MunicipalityRef(Plain):
    """A municipality by its code (全国地方公共団体コード) and formal name."""

    code: Annotated[
        str, says("団体コード", "Municipality code", "6桁。最後は検査数字", "Six digits")
    ]
    name: Annotated[str, says("団体名", "Municipality", "正式な名前", "Formal name")]


class PlanLevel(Plain):
    """One step of the way from the top of the plan down to the sheet's parent."""

    level: Annotated[str, says("段", "Level", "計画の段の呼び名(将来像など)", "Name of the level")]
    code: Annotated[str | None, says("番号", "Code", "計画での番号", "Number in the plan")] = None
    title: Annotated[str, says("名称", "Title", "計画での名前", "Name in the plan")]


class Unit(Plain):
    """A division of the office and its part in the sheet."""

    role: Annotated[str, says("役割", "Role", "主担当課・関係課など", "Lead, related, …")]
    name: Annotated[str, says("部署名", "Division", "印刷された名前", "Name as printed")]
    at: At = None


class Contact(Plain):
    """A person or a line to ask. Private unless the design opens it."""

    role: Annotated[str, says("役割", "Role", "担当者・連絡先など", "Author, inquiries, …")]
    name: Annotated[str | None, says("氏名", "Name", "人の名前", "Name of a person")] = None
    post: Annotated[str | None, says("役職", "Post", "役職", "Post")] = None
    phone: Annotated[str | None, says("電話", "Telephone", "電話・内線", "Telephone")] = None
    email: Annotated[str | None, says("メール", "E-mail", "メール", "E-mail")] = None
    at: At = None


class Attribute(Plain):
    """Anything single: legal basis, period, account, flags."""

    key: Annotated[str, says("項目", "Key", "様式での項目の符号", "Key in the design")]
    label: Annotated[str, says("項目名", "Label", "様式での項目の名前", "Label on the form")]
    value: Annotated[str | None, says("内容", "Value", "書かれた内容", "As printed")] = None
    flags: Flags = ()
    at: At = None


class Direction(Plain):
    """A numbered direction of the program (施策の方向性・展開方向)."""

    no: Annotated[str, says("番号", "No.", "方向の番号", "Number")]
    title: Annotated[str, says("方向", "Direction", "方向の文", "Its words")]
    purpose: Annotated[str | None, says("目的", "Purpose", "目的", "Purpose")] = None
    means: Annotated[str | None, says("手段", "Means", "具体的な取組", "Means")] = None
    at: At = None


class Narrative(Plain):
    """A free text of the form. The order is the form's order."""

    key: Annotated[str, says("項目", "Key", "様式での項目の符号", "Key in the design")]
    label: Annotated[str, says("項目名", "Label", "様式での見出し", "Heading on the form")]
    text: Annotated[str, says("本文", "Text", "書かれた文", "The text")]
    direction: Annotated[
        str | None, says("方向", "Direction", "関わる方向の番号", "Number of the direction")
    ] = None
    fiscal_year: Annotated[
        int | None, says("年度", "Fiscal year", "文が述べる年度", "Year the text speaks of")
    ] = None
    by: Annotated[str | None, says("書いた部署", "By", "書いた部署", "Division that signs it")] = (
        None
    )
    at: At = None


class Rating(Plain):
    """A mark on a scale of the design, with its reason."""

    key: Annotated[str, says("評価項目", "Key", "評価項目の符号", "Key in the design")]
    by: Annotated[str | None, says("評価者", "By", "だれの評価か", "Who rated")] = None
    period: Annotated[str | None, says("期間", "Period", "前期・後期・年度など", "Period")] = None
    scale: Annotated[str, says("尺度", "Scale", "様式の尺度の符号", "Scale of the design")]
    value: Annotated[
        str | None,
        says("評価", "Rating", "評語。読み取れないときは空", "The mark; empty when lost"),
    ] = None
    printed: Annotated[str | None, says("印字", "Printed", "印字のまま", "As printed")] = None
    missing: Annotated[
        str | None,
        says(
            "空の理由",
            "Missing",
            "空である理由(missing 一覧)",
            "Why there is none",
            codes="missing",
        ),
    ] = None
    reason: Annotated[str | None, says("評価理由", "Reason", "評価の理由", "The reason")] = None
    flags: Flags = ()
    at: At = None


class EnvironmentFactor(Plain):
    """Something outside that helps, hinders or makes the program more needed."""

    factor: Annotated[str, says("外部要因", "Factor", "要因の種類", "Kind of factor")]
    situation: Annotated[str, says("状況", "Situation", "状況", "Situation")]
    effects: Annotated[
        tuple[str, ...], says("影響", "Effects", "影響の符号または文", "Effects on the program")
    ] = ()
    reason: Annotated[str | None, says("理由", "Reason", "そう考える理由", "Reason")] = None
    at: At = None


class NextAction(Plain):
    """What is promised to be done, and from which fiscal year."""

    text: Annotated[str, says("今後の取組", "Next action", "これからすること", "What will be done")]
    from_fiscal_year: Annotated[
        int | None, says("いつから", "From fiscal year", "取組が始まる年度", "When it falls due")
    ] = None
    at: At = None


class Issue(Plain):
    """An issue with its present state and the next actions."""

    no: Annotated[str, says("番号", "No.", "課題の番号", "Number")]
    text: Annotated[str, says("課題", "Issue", "課題", "The issue")]
    projects: Annotated[
        tuple[str, ...],
        says("関連事業", "Projects", "関連する事務事業名", "Names of related projects"),
    ] = ()
    status: Annotated[str | None, says("取組状況", "Status", "現在の取組状況", "Present state")] = (
        None
    )
    next_actions: Annotated[
        tuple[NextAction, ...], says("今後の取組", "Next actions", "今後の取組", "Next actions")
    ] = ()
    at: At = None


class Progress(Plain):
    """Plan, result and rating of a part of the year (前期, 後期)."""

    period: Annotated[str, says("期", "Period", "前期・後期など", "Half-year or the like")]
    plan: Annotated[str | None, says("取組計画", "Plan", "取組計画(PLAN)", "What was planned")] = (
        None
    )
    result: Annotated[
        str | None, says("取組実績", "Result", "実績と成果(DO・CHECK)", "Results")
    ] = None
    rating: Annotated[str | None, says("進捗", "Rating", "進捗の印", "Mark of progress")] = None
    action: Annotated[str | None, says("次の方向", "Action", "見直し(ACTION)", "What changes")] = (
        None
    )
    flags: Flags = ()
    at: At = None


class Note(Plain):
    """A footnote with the mark that refers to it."""

    mark: Annotated[str | None, says("印", "Mark", "※1 など", "※1 and the like")] = None
    text: Annotated[str, says("注記", "Note", "注記の文", "The note")]
    at: At = None


class Unplaced(Plain):
    """What the reader found and could not place. Never public."""

    text: Annotated[str, says("文字", "Text", "置けなかった文字", "Text without a place")]
    at: At = None


class Source(Plain):
    """The file the sheet was read from. Private but for file name and page."""

    file: Annotated[str, says("ファイル名", "File", "元のファイルの名前", "Name of the file")]
    sha256: Annotated[
        str | None, says("ハッシュ", "SHA-256", "ファイルの SHA-256", "Hash of the bytes")
    ] = None
    first_line: Annotated[
        int | None, says("最初の行", "First line", "シートが始まる行", "First line or row")
    ] = None
    last_line: Annotated[
        int | None, says("最後の行", "Last line", "シートが終わる行", "Last line or row")
    ] = None
    page: Annotated[int | None, says("ページ", "Page", "PDFのページ", "Page of the PDF")] = None
