"""The words a template may use: facts, tables with their rows and columns. A closed list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from shirube.basics.fiscal_year import in_era
from shirube.papers.entry import amounts, figures, texts
from shirube.papers.entry.facts import FACTS, KEYED
from shirube.papers.entry.model import Entry, Said
from shirube.papers.entry.take import Asked
from shirube.schema.codes import label

__all__ = ["FACTS", "NUMBERS", "SPREADS", "TABLES", "Rows", "fact_known"]
Taker = Callable[[Asked], Said]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: what a row is, and the columns it may have (word → what it is, how it is taken)."""

    called: str
    part: str  # of the sheet, by which a form's field is known
    rows: Callable[[Entry], Sequence[Any]]
    columns: dict[str, tuple[str, Taker]]


def fact_known(word: str) -> bool:
    """Whether a fact may be taken by this word."""
    part, _, key = word.partition(".")
    return word in FACTS or (part in KEYED and bool(key))


def _write(_asked: Asked) -> Said:
    return Said("", mark="write")


_WRITE = {"write": ("手で書きこむ欄", _write)}
TABLES: dict[str, Rows] = {
    "projects": Rows("構成事業(なければシート全体)、様式の合計", "projects", amounts.rows, {
        "name": ("事業名", amounts.about("name")),
        "code": ("事業の番号", amounts.about("code")),
        "unit": ("担当課", amounts.about("unit")),
        "directions": ("関わる方向の番号", amounts.about("directions")),
        "in_action_plan": ("実行計画の対象か", amounts.about("in_action_plan")),
        "share": ("この施策に数える割合", amounts.about("share")),
        "cost": ("stage・item・year の額。シートになければ財務会計の額", amounts.cost),
        "all_costs": ("額のすべて(年度・段階・費目ごとの列になる)", amounts.cost),
        "execution": ("stage の額が of の額の何%か", amounts.execution),
        "difference": ("stage の額 − of の額", amounts.difference),
        "rest": ("of の額 − stage の額", amounts.rest),
        **_WRITE,
    }),
    "project_list": Rows("構成事業(合計の行はない)", "projects", amounts.names, {
        "name": ("事業名", amounts.about("name")),
        "code": ("事業の番号", amounts.about("code")),
        "unit": ("担当課", amounts.about("unit")),
        **_WRITE,
    }),
    "costs": Rows("シートの合計の費目", "costs", amounts.items, {
        "item": ("費目", lambda asked: Said(label("item", asked.row))),
        "unit": ("単位", amounts.item_unit),
        "slots": ("年度と段階ごとの額(あるだけの列になる)", amounts.of_item),
        **_WRITE,
    }),
    "indicators": Rows("指標", "indicators", figures.rows, {
        "name": ("番号と名前", figures.name),
        "unit": ("単位", figures.about("unit")),
        "kind": ("成果・活動・対象", figures.coded("kind", "indicator_kind")),
        "definition": ("説明", figures.about("definition")),
        "source": ("出典・抽出方法", figures.about("source")),
        "direction": ("関わる方向の番号", figures.about("direction")),
        "better": ("どちらがよいか、その根拠", figures.better),
        "accumulation": ("年度・累計・時点", figures.coded("accumulation", "accumulation")),
        "value": ("measure と year の値", figures.value),
        "rate": ("様式の式で計算した達成率", figures.rate),
        "met": ("目標に達したか", figures.met),
        "change": ("前の年度からの増減", figures.change),
        "goal": ("最後の年度の目標", figures.goal),
        "sentence": ("その年度に起きたことを1文で", figures.told),
        **_WRITE,
    }),
    "values": Rows("指標の種別(目標値・実績値など)ごとの行", "indicators", figures.series, {
        "name": ("番号と名前", figures.series_name),
        "unit": ("単位", figures.series_unit),
        "measure": ("種別", figures.series_measure),
        "years": ("年度ごとの値(あるだけの列になる)", figures.in_year),
        **_WRITE,
    }),
    "ratings": Rows("評価", "ratings", texts.part("ratings"), {
        "label": ("評価項目", texts.rating_label),
        "rating": ("評語とその意味", texts.rating),
        "reason": ("理由", texts.blank_or("reason")),
        "by": ("だれの評価か", texts.text("by")),
        "period": ("期間", texts.text("period")),
        **_WRITE,
    }),
    "directions": Rows("施策の方向", "directions", texts.part("directions"), {
        "no": ("番号", texts.text("no")),
        "title": ("方向", texts.text("title")),
        "purpose": ("目的", texts.text("purpose")),
        "means": ("手段", texts.text("means")),
        **_WRITE,
    }),
    "narratives": Rows("様式の文", "narratives", texts.part("narratives"), {
        "label": ("見出し", texts.text("label")),
        "text": ("本文", texts.text("text")),
        "by": ("年度・方向・書いた部署", texts.narrative_by),
        **_WRITE,
    }),
    "environment": Rows("まわりの変化", "environment", texts.part("environment"), {
        "factor": ("要因", texts.text("factor")),
        "situation": ("状況", texts.text("situation")),
        "effects": ("影響", texts.text("effects")),
        "reason": ("理由", texts.text("reason")),
        **_WRITE,
    }),
    "progress": Rows("期ごとの進捗", "progress", texts.part("progress"), {
        "period": ("期", texts.text("period")),
        "plan": ("計画", texts.text("plan")),
        "result": ("実績と成果", texts.text("result")),
        "rating": ("進捗の印", texts.text("rating")),
        "action": ("見直し", texts.text("action")),
        **_WRITE,
    }),
    "issues": Rows("課題", "issues", texts.part("issues"), {
        "no": ("番号", texts.text("no")),
        "text": ("課題", texts.text("text")),
        "projects": ("関連する事業", texts.text("projects")),
        "status": ("現在の状況", texts.text("status")),
        "next_actions": ("今後の取組(いつからか)", texts.next_actions),
        **_WRITE,
    }),
    "actions": Rows("今後の取組(1つ1行)", "issues", texts.actions, {
        "text": ("今後の取組", texts.text("text")),
        "issue": ("もとの課題", texts.text("issue")),
        "from": ("いつから", texts.year("from_fiscal_year")),
        **_WRITE,
    }),
    "promises": Rows("前に約束したこと。シートが触れていないものも", "follow_ups", texts.promises, {
        "text": ("約束したこと", texts.text("text")),
        "issue": ("もとの課題", texts.text("issue")),
        "promised": ("約束した評価の年度", texts.year("promised_year")),
        "from": ("行う年度", texts.year("from_fiscal_year")),
        "status": ("どうなったか", texts.status),
        "answer": ("そのあとを文で", texts.answer),
        **_WRITE,
    }),
    "reviews": Rows("意見と回答", "reviews", texts.part("reviews"), (_REVIEWS := {
        "by": ("だれの、いつの意見か", texts.review_by),
        "text": ("意見", texts.text("text")),
        "mark": ("評語", texts.text("mark")),
        "answer": ("市の回答", texts.review_answer),
        "reflected": ("反映状況", texts.text("reflected")),
        **_WRITE,
    })),
    "reviews_before": Rows("前の年度の意見と回答", "reviews", texts.reviews_before, _REVIEWS),
    "notes": Rows("注記", "notes", texts.part("notes"), {
        "mark": ("印", texts.text("mark")),
        "text": ("注記", texts.text("text")),
        **_WRITE,
    }),
    "doubts": Rows("不確かな値", "", texts.doubt_rows, {
        "where": ("どこの値か", texts.text("where")),
        "printed": ("印字", texts.blank_or("printed")),
        "why": ("不確かな理由", texts.text("why")),
        **_WRITE,
    }),
}  # fmt: skip
# Columns that hold numbers, and stand on the right.
NUMBERS = {"cost", "all_costs", "execution", "difference", "rest", "slots", "value", "rate",
           "change", "goal", "years"}  # fmt: skip


def _slots(entries: Sequence[Entry]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (amounts.slot_text(year, stage), {"exact_year": year, "stage": (stage,)})
        for year, stage in amounts.slots(entries)
    ]


def _all_costs(entries: Sequence[Entry]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (
            amounts.slot_text(slot.fiscal_year, slot.stage, slot.item),
            {"exact_year": slot.fiscal_year, "stage": (slot.stage,), "item": slot.item},
        )
        for slot in amounts.project_slots(entries)
    ]


def _years(entries: Sequence[Entry]) -> list[tuple[str, dict[str, Any]]]:
    return [(f"{in_era(one)}年度", {"exact_year": one}) for one in figures.years(entries)]


# Columns that become as many as there are: head, and what is asked in each.
SPREADS: dict[str, Callable[[Sequence[Entry]], list[tuple[str, dict[str, Any]]]]] = {
    "slots": _slots,
    "all_costs": _all_costs,
    "years": _years,
}
