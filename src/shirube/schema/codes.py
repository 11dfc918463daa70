"""Code lists of the plain sheet: code → label and meaning, Japanese and English.

Closed lists are checked on reading a sheet; open lists (stage, item, role, level) may hold more.
"""

from shirube.schema.code import Code
from shirube.schema.codes_of_editions import (
    ACCOUNTS,
    EDITION_KIND,
    FORMULA,
    IDENTITY,
    RELATION,
    TARGET_EVENT,
    UNIT,
)

__all__ = ["LISTS", "Code", "label"]

KIND = {
    "policy": Code("政策", "policy"),
    "program": Code("施策", "program"),
    "project": Code("事務事業", "project"),
    "reform": Code("行革プラン", "reform plan"),
    "plan_page": Code("計画のページ", "page of a plan"),
}
STANDING = {
    "machine_read": Code(
        "機械読取・未確認",
        "machine-read, unconfirmed",
        "ファイルから機械が読み取り、まだ人が確かめていない",
        "read from a file by a machine; nobody has confirmed it",
    ),
    "confirmed": Code(
        "確認済み",
        "confirmed",
        "機械が読み取ったものを、担当者が名前を残して確かめた",
        "read by a machine and confirmed by a named person",
    ),
    "entered": Code(
        "職員入力", "entered by staff", "職員が画面で入力した", "typed by staff on a screen"
    ),
}
INDICATOR_KIND = {
    "outcome": Code("成果指標", "outcome indicator"),
    "output": Code("活動指標", "output indicator"),
    "population": Code("対象指標", "population indicator"),
}
BETTER = {
    "up": Code("高いほどよい", "higher is better"),
    "down": Code("低いほどよい", "lower is better"),
    "range": Code("範囲に収める", "keep within a range"),
    "milestone": Code("節目に達する", "reach a milestone"),
}
BETTER_BASIS = {
    "printed": Code("様式に記載", "printed on the form"),
    "inferred": Code("達成率から推定", "inferred from a printed rate"),
    "person": Code("職員が設定", "set by a person"),
}
ACCUMULATION = {
    "year": Code("その年度の値", "of the year"),
    "cumulative": Code("累計・延べ", "cumulative"),
    "point": Code("時点の値", "at a point in time"),
}
MEASURE = {
    "target": Code("目標値", "target"),
    "actual": Code("実績値", "actual"),
    "baseline": Code("現状値", "baseline"),
    "trend": Code("成り行き値", "business-as-usual forecast"),
    "forecast": Code("見込み値", "forecast"),
    "achievement": Code("達成率", "achievement (as printed)"),
    "status": Code("達成・未達成", "met or not (as printed)"),
    "comparison": Code("前年度比較", "against the year before (as printed)"),
}
MISSING = {
    "blank": Code("空欄", "blank", "何も書かれていない", "nothing is printed"),
    "dash": Code("横線", "dash", "「-」などの横線だけが書かれている", "only a dash is printed"),
    "pending": Code("集計中", "pending", "まだ集計・確定していない", "not yet counted or settled"),
    "none": Code("なし", "none", "「なし」と書かれている", "printed as none"),
    "not_surveyed": Code(
        "調査なし", "not surveyed", "その年度は調査していない", "no survey that year"
    ),
    "mark": Code("注記のみ", "mark only", "※などの印だけが書かれている", "only a footnote mark"),
    "not_applicable": Code(
        "対象外", "not applicable", "斜線などで対象外とされている", "struck out"
    ),
    "unknown": Code("不明", "unknown", "「不明」と書かれている", "printed as unknown"),
    "formula_zero": Code(
        "計算式の0",
        "formula's zero",
        "内訳が空欄なのに合計だけ0。計算式が出した0で、金額の0ではない",
        "a printed zero over blank parts: a formula's zero, not an amount",
    ),
    "lost": Code(
        "読取で欠落", "lost", "元の文書にはあるが、読み取った文字から失われた", "lost in extraction"
    ),
    "unreadable": Code(
        "読み取れない", "unreadable", "数として読み取れない", "not readable as a number"
    ),
}
QUALIFIER = {
    "about": Code("約", "about"),
    "at_least": Code("以上", "at least"),
    "at_most": Code("以下", "at most"),
    "below": Code("未満", "below"),
    "above": Code("超", "above"),
    "cumulative": Code("延べ・累計", "cumulative"),
}
FLAG = {
    "unreadable": Code(
        "読み取れない", "unreadable", "数として読み取れない", "not readable as a number"
    ),
    "glued": Code(
        "数が続いている",
        "glued",
        "別々の欄の数が1つに続いている",
        "numbers of several cells in one",
    ),
    "several_numbers": Code(
        "数が複数", "several numbers", "1つの欄に数が複数ある", "one cell, several numbers"
    ),
    "ghost": Code(
        "由来不明の値",
        "ghost",
        "まだ来ていない年度や名前のない指標の欄に残った値",
        "a value in a year to come or under no indicator",
    ),
    "unnamed": Code(
        "指標名なし", "unnamed", "名前のない指標の下にある値", "stands under no indicator name"
    ),
    "shifted": Code(
        "列がずれている可能性",
        "possibly shifted",
        "行の値の数が列の数と合わず、どの年度か確かでない",
        "the row has another number of values than columns",
    ),
    "doubtful_place": Code(
        "位置が不確か",
        "doubtful place",
        "どの行・期のものか、文書からは確かでない",
        "which row or period it belongs to is not certain",
    ),
    "year_inferred": Code(
        "年度を推定",
        "year inferred",
        "年度が書かれておらず、様式の決まりから補った",
        "no year is printed; taken from the form's rules",
    ),
    "unit_differs": Code(
        "単位が違う",
        "unit differs",
        "欄の単位と指標の単位が違う",
        "cell and indicator differ in unit",
    ),
    "unit_inferred": Code(
        "単位を推定",
        "unit inferred",
        "金額の単位が書かれておらず、様式のふつうの単位で読んだ",
        "no unit of money is printed; read in the form's usual one",
    ),
    "fraction_of_yen": Code(
        "1円未満の端数", "fraction of a yen", "円にすると端数が出る", "not a whole number of yen"
    ),
    "foreign_letters": Code(
        "別の文字体系の文字",
        "foreign letters",
        "日本語の中に別の文字体系の文字がある",
        "letters of another script",
    ),
    "unknown_choice": Code(
        "選択肢にない",
        "not a choice of the form",
        "様式の選択肢にない記入",
        "the mark is none of the form's choices",
    ),
    "doubtful_code": Code(
        "番号が不確か",
        "doubtful code",
        "番号が0か、同じファイルにある別のシートと同じ",
        "the code is 0, or another sheet of the file has it too",
    ),
    "garbled": Code(
        "文字の乱れ",
        "garbled",
        "読み取った文字が欠けたり入れ替わったりしている",
        "letters were lost or changed in extraction",
    ),
    "several_accounts": Code(
        "科目が複数",
        "several accounts",
        "1つの欄に予算科目が複数ある",
        "one cell, several accounts",
    ),
}
STAGE = {
    "settlement": Code("決算", "settlement"),
    "settlement_estimate": Code("決算見込", "settlement estimate"),
    "settlement_unapproved": Code(
        "決算(認定前)",
        "settlement (accounts not yet approved)",
        "議会が決算を認定する前に公表した決算の額",
        "settled, published before the assembly approved the accounts",
    ),
    "initial_budget": Code("当初予算", "initial budget"),
    "supplementary": Code("補正予算", "supplementary budget"),
    "current_budget": Code("予算現額", "current budget"),
    "carried_over": Code("繰越", "carried over"),
    "carried_in": Code("前年度からの繰越", "carried in from the year before"),
    "diverted": Code("流用", "diverted between lines"),
    "request": Code("要求", "request"),
    "assessed": Code("査定", "assessed"),
    "reflected": Code("反映", "reflected"),
    "plan": Code("計画", "plan"),
    "plan_total": Code("全体計画", "whole plan"),
}
ITEM = {
    "project_count": Code("事務事業本数", "number of projects"),
    "total": Code("事業費計", "project cost"),
    "national": Code("国庫支出金", "national subsidy"),
    "prefectural": Code("都道府県支出金", "prefectural subsidy"),
    "bond": Code("地方債", "local bond"),
    "other": Code("その他", "other sources"),
    "general": Code("一般財源", "general funds"),
    "staff": Code("正規職員従事人数", "staff"),
    "hours": Code("延べ業務時間", "hours of work"),
    "personnel": Code("人件費", "personnel cost"),
    "full": Code("トータルコスト", "full cost"),
}
FOLLOW_UP_STATUS = {
    "done": Code("できた", "done", "約束したことをした", "what was promised is done"),
    "under_way": Code("進めている", "under way", "始めたが終わっていない", "begun, not yet done"),
    "not_started": Code("まだ始めていない", "not started", "始めていない", "not begun"),
    "changed": Code(
        "やり方を変えた", "changed", "別のやり方に変えた", "another way was chosen instead"
    ),
    "dropped": Code("やめた", "dropped", "しないことにした", "it will not be done"),
}
LISTS: dict[str, dict[str, Code]] = {
    "kind": KIND,
    "standing": STANDING,
    "indicator_kind": INDICATOR_KIND,
    "better": BETTER,
    "better_basis": BETTER_BASIS,
    "accumulation": ACCUMULATION,
    "measure": MEASURE,
    "missing": MISSING,
    "qualifier": QUALIFIER,
    "flag": FLAG,
    "stage": STAGE,
    "item": ITEM,
    "follow_up_status": FOLLOW_UP_STATUS,
    "unit": UNIT,
    "formula": FORMULA,
    "edition_kind": EDITION_KIND,
    "accounts": ACCOUNTS,
    "identity": IDENTITY,
    "relation": RELATION,
    "target_event": TARGET_EVENT,
}


def label(code_list: str, code: str, language: str = "ja") -> str:
    """The word for a code; a code of an open list that is not named here stands for itself."""
    entry = LISTS[code_list].get(code)
    return code if entry is None else (entry.ja if language == "ja" else entry.en)
