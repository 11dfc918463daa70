"""What an indicator's numbers say while they are typed: rate, change, last year beside."""

from shirube.basics.fiscal_year import in_era
from shirube.charts.words import number, reached, shown
from shirube.designs import Design
from shirube.reckon import compare
from shirube.schema import Indicator, Sheet


def this_year(one: Indicator, sheet: Sheet, design: Design) -> str:
    """「達成率 90.3%(54.2 ÷ 60.0)・前年との差 +2.1」, or why there is none."""
    year = sheet.fiscal_year
    actual = one.get("actual", year)
    if year is None or actual is None or actual.value is None:
        return ""
    said = []
    if one.of("target"):
        told = reached(one, year, design.achievement)
        if told.percent:
            said.append(f"達成率 {told.percent}({told.sum})")
        elif told.met is not None:
            said.append("目標に届いています" if told.met else "目標に届いていません")
        elif told.reason:
            said.append(f"達成率は計算できません({told.reason})")
    before = compare(actual, one.get("actual", year - 1), one.better)
    if before.difference is not None:
        sign = "+" if before.difference > 0 else ""
        said.append(f"前年との差 {sign}{before.difference:,f}")
    return " · ".join(said)


def last_year(one: Indicator, sheet: Sheet) -> str:
    """「令和5: 目標 58.0 実績 52.1 達成率 89.8%」."""
    if sheet.fiscal_year is None:
        return ""
    year = sheet.fiscal_year - 1
    words = {"target": "目標", "actual": "実績", "achievement": "達成率"}
    parts = []
    for measure, word in words.items():
        cell = one.get(measure, year)  # type: ignore[arg-type]
        if cell is not None and cell.missing != "blank":
            text = cell.printed if measure == "achievement" else shown(cell)
            parts.append(f"{word} {text}")
    return f"{in_era(year)}: {' '.join(parts)}" if parts else ""


def target_now(one: Indicator, sheet: Sheet) -> str:
    """This year's target in words."""
    cell = one.get("target", sheet.fiscal_year)
    if cell is None:
        return ""
    if cell.certain and cell.number is not None:
        return f"今年度の目標 {number(cell.number, one.unit)}"
    return f"今年度の目標 {shown(cell)}" if cell.missing != "blank" else "今年度の目標は未設定です"
