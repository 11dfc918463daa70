"""What one year answers the other: promises that fell due, opinions and the city's answers."""

from typing import Annotated, Literal

from shirube.schema.plain import Plain, says
from shirube.schema.words import At

FollowUpStatus = Literal["done", "under_way", "not_started", "changed", "dropped"]


class FollowUp(Plain):
    """約束のその後: what became of a next action that fell due."""

    no: Annotated[str, says("番号", "No.", "順番の番号", "Number")]
    text: Annotated[
        str, says("約束", "Promise", "前に書いた今後の取組", "The next action as it was promised")
    ]
    issue: Annotated[
        str | None, says("課題", "Issue", "どの課題への取組か", "The issue it was meant for")
    ] = None
    promised_year: Annotated[
        int | None,
        says("約束した年度", "Promised in", "約束したシートの評価対象年度", "Year of that sheet"),
    ] = None
    promised_in: Annotated[
        str | None,
        says(
            "約束したシート", "Promised by", "約束したシートの種類/番号", "Kind/code of that sheet"
        ),
    ] = None
    from_fiscal_year: Annotated[
        int | None, says("いつから", "From fiscal year", "取組の始まる年度", "When it fell due")
    ] = None
    status: Annotated[
        FollowUpStatus | None,
        says("どうなったか", "Status", "結果の区分", "What became of it", codes="follow_up_status"),
    ] = None
    answer: Annotated[
        str | None, says("その後", "Outcome", "どうなったかの文", "What became of it, in words")
    ] = None
    at: At = None


class Review(Plain):
    """意見と回答: what a reviewing body says of the sheet, and what the city answers."""

    no: Annotated[str, says("番号", "No.", "意見の番号", "Number")]
    round: Annotated[
        str, says("評価の段階", "Round", "外部評価・二次評価など", "As the city names the round")
    ]
    by: Annotated[
        str | None, says("だれの意見か", "By", "委員会などの名前", "The body that says it")
    ] = None
    fiscal_year: Annotated[
        int | None, says("年度", "Fiscal year", "意見が出た年度", "Year in which it was said")
    ] = None
    mark: Annotated[str | None, says("評語", "Mark", "評価の印", "The mark, if one is given")] = (
        None
    )
    text: Annotated[str, says("意見", "Opinion", "意見の文", "The opinion")]
    answer: Annotated[
        str | None, says("回答", "Answer", "市の回答・対応", "What the city answers")
    ] = None
    answered_by: Annotated[
        str | None, says("回答した部署", "Answered by", "回答した部署", "Division that answers")
    ] = None
    reflected: Annotated[
        str | None, says("反映状況", "Reflected", "どう反映したか", "How it was acted upon")
    ] = None
    at: At = None
