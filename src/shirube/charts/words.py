"""What an indicator's picture says, in one or two sentences that a resident understands."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from shirube.basics.fiscal_year import in_era
from shirube.charts.marks import trend_word
from shirube.charts.series import Point, Series
from shirube.charts.surveys import against, bounds, found_by, survey_before
from shirube.designs.model import Achievement
from shirube.reckon import NotComputable, Rate, achievement, rounded
from shirube.schema import Indicator, Value
from shirube.schema.codes import label

FORMULA_WORDS = {
    "actual/target": "実績÷目標",
    "target/actual": "目標÷実績",
    "2-actual/target": "2−実績÷目標",
    "baseline_progress": "(実績−現状)÷(目標−現状)",
    "range": "範囲の中か",
    "milestone": "達したか",
}
_MOST_UNIT = 6  # letters of a unit that may follow a number; longer ones stand in the heading


@dataclass(frozen=True, slots=True)
class Reached:
    """The rate of one year as a reader sees it: computed (with formula) or why not."""

    percent: str | None
    formula: str | None
    sum: str | None  # the numbers in the formula: 87.4 ÷ 90.0
    reason: str | None
    met: bool | None


def number(value: Decimal, unit: str | None = None) -> str:
    """A number for people: 606399 件 → 606,399件. A long unit is left out."""
    short = unit if unit and len(unit) <= _MOST_UNIT else ""
    return f"{value:,f}{short}"


def absent(missing: str, printed: str | None) -> str:
    """What a reader sees where there is no value: the word for why, or the dash that is printed,
    「－」, told apart from the dashes of our own by its quotes.
    """
    if missing == "dash":
        return f"「{(printed or '').strip() or '－'}」"
    return label("missing", missing)


def shown(cell: Value, unit: str | None = None) -> str:
    """A cell for people: its number, or why there is none."""
    if cell.missing:
        return absent(cell.missing, cell.printed)
    if cell.certain and cell.number is not None:
        after = label("qualifier", cell.qualifier) if cell.qualifier else ""
        if cell.qualifier == "about":
            return f"約{number(cell.number, unit)}"
        return f"{number(cell.number, unit)}{after}"
    return f"「{cell.printed}」" if cell.printed else "不明"


def of_other_year(cell: Value | None) -> bool:
    """Whether a cell holds a value that was measured in another year than its column's."""
    return cell is not None and cell.observed_year not in (None, cell.fiscal_year)


def stated(cell: Value, unit: str | None = None) -> str:
    """A cell for people outside of its table: its year is said where it is another."""
    text = shown(cell, unit)
    if of_other_year(cell) and cell.observed_year is not None:
        return f"{text}({in_era(cell.observed_year)}年度の値)"
    return text


def reached(indicator: Indicator, year: int | None, rules: Achievement) -> Reached:
    """The achievement of the column of a year by the form's formula, or why there is none."""
    result = rate(indicator, year, rules)
    if result == "no_direction":
        return Reached(None, None, None, "よい方向が分からないため計算しません", None)
    if result == "no_formula":
        return Reached(None, None, None, "この様式に計算式がありません", None)
    if isinstance(result, NotComputable):
        return Reached(None, FORMULA_WORDS[result.formula], None, result.text("ja"), None)
    return _told(result, rules, indicator.get("target", year), indicator.get("actual", year))


def rate(
    indicator: Indicator, year: int | None, rules: Achievement
) -> Rate | NotComputable | Literal["no_direction", "no_formula"]:
    """The achievement of the column of a year by the form's formula, in no language."""
    if indicator.better is None:
        return "no_direction"
    formula = getattr(rules, indicator.better)
    if formula is None:
        return "no_formula"
    baseline = next((b.number for b in indicator.of("baseline") if b.certain), None)
    if of_other_year(indicator.get("actual", year)):
        return NotComputable(formula, "other_year")
    target, actual = indicator.get("target", year), indicator.get("actual", year)
    return achievement(formula, target=_certain(target), actual=_certain(actual), baseline=baseline)


def _told(result: Rate, rules: Achievement, target: Value | None, actual: Value | None) -> Reached:
    percent = None if result.yes_or_no else f"{rounded(result, rules.decimals, rules.rounding):f}%"
    numbers = {"実績": actual, "目標": target}
    words = FORMULA_WORDS[result.formula]
    for word, cell in numbers.items():
        words = words.replace(word, number(cell.number) if cell and cell.number else "0")
    return Reached(percent, FORMULA_WORDS[result.formula], words, None, result.met)


def _certain(cell: Value | None) -> Decimal | None:
    return cell.number if cell is not None and cell.certain else None


def sentence(series: Series, year: int | None, rules: Achievement) -> str:
    """What came of the evaluated year: actual against target, and against the year before."""
    indicator = series.indicator
    if year is None:
        return _plan_sentence(series)
    cell = indicator.get("actual", year)
    called = f"{in_era(year)}年度"
    if cell is None or (cell.value is None and not cell.flags):
        return _no_actual(indicator, cell, year, called)
    if not cell.certain:
        doubt = "、".join(label("flag", flag) for flag in cell.flags)
        return f"{called}の実績は{shown(cell)}と読めますが、確かではありません({doubt})。"
    if cell.observed_year is not None and cell.observed_year != year:
        kind = "調査の値" if found_by(cell, indicator.unit) else "実績"
        return (
            f"{called}の欄にあるのは{in_era(cell.observed_year)}年度の{kind}"
            f"{shown(cell, indicator.unit)}です。"
        )
    told = (_against_target(indicator, cell, year, rules), _against_before(series, year))
    return "".join(told) + _against_survey(series, year)


def _no_actual(indicator: Indicator, cell: Value | None, year: int, called: str) -> str:
    why = label("missing", cell.missing) if cell is not None and cell.missing else "記載なし"
    target = indicator.get("target", year)
    aim = (
        f"目標は{shown(target, indicator.unit)}です。"
        if target is not None and target.value
        else ""
    )
    return f"{called}の実績はありません({why})。{aim}"


def _against_target(indicator: Indicator, cell: Value, year: int, rules: Achievement) -> str:
    called, actual = f"{in_era(year)}年度", shown(cell, indicator.unit)
    target = indicator.get("target", year)
    if target is None or not target.certain:
        return f"{called}の実績は{actual}です。"
    aim = shown(target, indicator.unit)
    met = reached(indicator, year, rules).met
    if met is None:
        return f"{called}は目標{aim}に対し、実績{actual}です。"
    verb = "達しました" if met else "届きませんでした"
    return f"{called}は実績{actual}で、目標{aim}に{verb}。"


def _against_before(series: Series, year: int) -> str:
    this, before = series.at("actual", year), series.at("actual", year - 1)
    if this is None or before is None or this.value is None or before.value is None:
        return ""
    if before.said_by.indicator.unit != series.indicator.unit:
        return ""
    change = this.value - before.value
    if change == 0:
        return "前の年度と同じ値です。"
    unit = series.indicator.unit
    by = number(abs(change), "ポイント" if unit in {"%", "％"} else unit)
    return f"前の年度より{by}{'増えました' if change > 0 else '減りました'}。"


def _against_survey(series: Series, year: int) -> str:
    """That a change may be chance belongs beside the change."""
    this, before = series.at("actual", year), survey_before(series, year)
    if this is None or before is None or this.value == before.value:
        return ""
    said = against(this.cell, before.cell, series.indicator.unit)
    return f"{said}。" if said else ""


def _plan_sentence(series: Series) -> str:
    """For a plan's page: from where to where."""
    unit = series.indicator.unit
    base = next((b for b in series.indicator.of("baseline") if b.certain), None)
    goal = next((t for t in reversed(series.indicator.of("target")) if t.certain), None)
    parts = []
    if base is not None and base.fiscal_year:
        parts.append(f"{in_era(base.fiscal_year)}年度の現状は{shown(base, unit)}")
    if goal is not None and goal.fiscal_year:
        parts.append(f"{in_era(goal.fiscal_year)}年度の目標は{shown(goal, unit)}")
    return "、".join(parts) + "です。" if parts else "確かな値は読み取れていません。"


def picture(series: Series) -> str:
    """The whole picture for a reader who cannot see it."""
    unit = series.indicator.unit
    said = []
    trend = trend_word(series, "ja") if series.trend else ""
    for name, points in (
        ("実績", series.actual),
        ("目標", series.target),
        (trend, series.trend),
    ):
        told = "、".join(_told_point(point, unit) for point in points)
        if told:
            said.append(f"{name}: {told}")
    return "。".join(said) + "。" if said else ""


def _told_point(point: Point, unit: str | None) -> str:
    if point.value is not None:
        found = found_by(point.cell, unit)
        sure = f"(95%信頼区間 {bounds(found.interval)})" if found and found.interval else ""
        return f"{point.year}年度{number(point.value, unit)}{sure}"
    if point.doubtful is not None:
        return f"{point.year}年度{number(point.doubtful, unit)}(不確か)"
    missing = point.cell.missing
    return f"{point.year}年度は{label('missing', missing) if missing else shown(point.cell)}"
