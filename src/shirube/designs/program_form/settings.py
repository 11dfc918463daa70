"""The words of the form. A design.toml may replace any of them under ``[reader]``.

Words are regular expressions over NFKC text without spaces, whole cells unless said otherwise.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from shirube.schema.plain import Plain


class IssueLabels(Plain):
    """Labels of the four parts of an issue."""

    text: str = r"(?:施策を進める上での)?課題"
    projects: str = r"関連する?事務事業名?"
    status: str = r"(?:現在の)?取り?組み?状況"
    next: str = r"(?:課題に対する)?(?:.{1,8}以降|今後)の(?:取り?組み?|方向性?)"

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """(part, its label) in the order in which labels are tried."""
        return (
            ("text", self.text), ("projects", self.projects),
            ("status", self.status), ("next", self.next),
        )  # fmt: skip


class Settings(Plain):
    """What this family of forms is known by."""

    rating: str = "overall"  # key of the one rating
    scale: str = "progress"
    headings: dict[str, str] = Field(
        default={
            "basic": "基本情報",
            "aim": "施策の方向",
            "projects": "構成事業の状況",
            "indicators": "まちづくり指標",
            "evaluation": "評価",
            "environment": "施策を取り巻く環境",
            "issues": "施策を進める上での課題",
        }
    )
    running: str = r"(?:(?:令和|平成).{1,3}年度)?.{0,6}施策評価(?:シート|表|調書).{0,12}"
    year: str = "評価対象年度"  # begins the cell
    code: str = "施策コード"
    title: str = "施策名"
    path: tuple[str, ...] = ("将来像", "まちづくりの基本目標")
    units: dict[str, str] = Field(  # label → role
        default={
            "担当部署": "主担当部",
            "担当部": "主担当部",
            "主担当部": "主担当部",
            "担当課": "主担当課",
            "主担当課": "主担当課",
            "担当係": "主担当係",
            "主担当係": "主担当係",
            "関係課": "関係課",
        }
    )
    contact: str = "担当者"
    contact_fields: dict[str, str] = Field(
        default={
            "担当者": "name",
            "役職": "post",
            "内線": "phone",
            "電話": "phone",
            "電話番号": "phone",
            "メール": "email",
        }
    )
    aim: str = r"\d+年後の姿"
    direction: str = "施策の方向性"
    project_columns: dict[str, str] = Field(  # words of a header cell → role
        default={
            r"No\.?|番号|事業(?:番号|コード)": "code",
            "事務事業名?|構成事業名?": "name",
            "(?:実施|実行)計画.*": "in_action_plan",
            "施策の方向性?": "directions",
            "(?:主?担当|所管)課": "unit",
        }
    )
    stages: dict[str, str] = Field(  # word in a header cell → stage; the first that fits
        default={
            "決算見込": "settlement_estimate",
            "決算": "settlement",
            "当初予算": "initial_budget",
            "補正": "supplementary",
            "予算現額": "current_budget",
            # The year after the evaluated one has no other budget when the sheet is written.
            "予算": "initial_budget",
        }
    )
    total: str = r"総事業費.*|(?:合計|総計|計)"
    planned: str = "対象|[○◯●〇]"
    unplanned: str = r"|対象外|非対象|[×✕-]+"
    measures: dict[str, str] = Field(
        default={"目標値?": "target", "実績値?": "actual", "達成(?:率|度)": "achievement"}
    )
    indicator_labels: dict[str, str] = Field(
        default={
            "(?:指標)?名称|指標名": "name",
            "説明": "definition",
            "単位": "unit",
            "抽出方法": "source",
        }
    )
    # What stands beside a label that means "better" or "accumulation"; such labels are given in
    # ``indicator_labels`` of forms that print them. Another word is left unplaced.
    better_words: dict[str, Literal["up", "down", "range", "milestone"]] = Field(
        default={
            r"(?:高い|多い|大きい)(?:ほど|方が)(?:よい|良い|望ましい)": "up",
            r"(?:低い|少ない|小さい)(?:ほど|方が)(?:よい|良い|望ましい)": "down",
        }
    )
    accumulation_words: dict[str, Literal["year", "cumulative", "point"]] = Field(
        default={
            "年度ごと|各年度|単年度": "year",
            "累計|累積": "cumulative",
            "ある時点|年度末": "point",
        }
    )
    indicator_header: str = "指標情報|指標"
    rating_labels: str = r".*(?:投入財源|に対する評価|総合評価|構成事業の状況|まちづくり指標).*"
    rating_header: str = "評価基準"
    factor_header: str = "外部要因"
    factor_columns: dict[str, str] = Field(
        default={
            "外部要因": "factor",
            "状況": "situation",
            "(?:外部要因に対する)?評価|(?:施策への)?影響": "effects",
            "評価理由|理由": "reason",
        }
    )
    issue: IssueLabels = IssueLabels()

    def choices(self, part: str | None) -> Mapping[str, str] | None:
        """The words that a part of an indicator is chosen from; None where any text may stand."""
        words: dict[str, Mapping[str, str]] = {
            "better": self.better_words,
            "accumulation": self.accumulation_words,
        }
        return words.get(part or "")
