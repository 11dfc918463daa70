"""Code lists of what stands beside the sheets in an edition's tables."""

from shirube.schema.code import Code

UNIT = {
    "yen": Code("円", "yen", "日本円", "Japanese yen (ISO 4217: JPY)"),
    "hours": Code("時間", "hours"),
    "persons": Code("人", "persons"),
    "items": Code("本", "items", "事業などの数", "number of projects or the like"),
}
FORMULA = {
    "actual/target": Code("実績÷目標", "actual / target"),
    "target/actual": Code("目標÷実績", "target / actual"),
    "2-actual/target": Code("2−実績÷目標", "2 - actual / target"),
    "baseline_progress": Code(
        "(実績−現状)÷(目標−現状)", "(actual - baseline) / (target - baseline)"
    ),
    "range": Code("範囲の中なら達成", "reached inside the range"),
    "milestone": Code("節目に達したら達成", "reached at the milestone"),
}
EDITION_KIND = {
    "first": Code("初版", "first"),
    "addition": Code("追加", "addition", "後から届いたものを加えた", "what arrived later is added"),
    "correction": Code("訂正", "correction", "誤りを直した", "errors are mended"),
}
ACCOUNTS = {
    "before": Code("決算の認定前", "before the accounts were approved"),
    "after": Code("決算の認定後", "after the accounts were approved"),
}
IDENTITY = {
    "node": Code("施策・事業", "plan node"),
    "indicator": Code("指標", "indicator"),
    "project": Code("構成事業", "project"),
}
RELATION = {
    "same": Code("同じ", "same"),
    "renamed": Code("名称変更", "renamed"),
    "split": Code("分割", "split"),
    "merged": Code("統合", "merged"),
}
TARGET_EVENT = {
    "first": Code("最初の設定", "first set", "初めて示された目標値", "the target as first stated"),
    "changed": Code(
        "変更", "changed", "前のシートと違う目標値", "the target differs from the sheet before"
    ),
}
