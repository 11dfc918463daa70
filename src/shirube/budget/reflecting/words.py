"""A row in words, alike on the page, on paper and in the workbook."""

from shirube.basics.fiscal_year import in_era
from shirube.budget.reflecting.answers import MOVED
from shirube.budget.reflecting.rows import Row
from shirube.schema.keys import project_keys


def yen(amount: int | None, *, signed: bool = False) -> str:
    """45,200,000 with a minus sign; 「記載なし」 where nothing is stated, which is not zero."""
    if amount is None:
        return "記載なし"
    return f"{amount:+,}" if signed and amount else f"{amount:,}"


def rating(row: Row) -> str:
    """「順調(前年: 要改善、上がった)」."""
    if row.said is None:
        return "評価なし"
    if row.said_before is None:
        return row.said.value
    return f"{row.said.value}(前年: {row.said_before.value}、{MOVED[row.moved]})"


def money(row: Row) -> tuple[tuple[str, str], ...]:
    """Labels and amounts in yen, in the order of the budget's year."""
    given, year = row.given, row.budget_year
    now = "当初予算" if given.now_stage == "initial_budget" else "査定額(当初予算はまだ)"
    return (
        (f"{in_era(year - 1)}年度 当初予算", yen(given.before)),
        (f"{in_era(year)}年度 要求額", yen(given.request)),
        (f"{in_era(year)}年度 査定額", yen(given.assessed)),
        ("うち評価の反映額", yen(given.reflected, signed=True)),
        (f"{in_era(year)}年度 {now}", yen(given.now)),
        ("前年度当初との差", yen(given.change, signed=True)),
    )


def reasons(row: Row) -> tuple[str, ...]:
    """What finance wrote, by account, and projects that have no line any more."""
    told = [f"{name}: {text}" for name, text in row.given.reasons]
    names = {key: project.name for key, project in project_keys(row.sheet)}
    for keys, text in (
        (row.given.ended, "今度の予算に見当たらない事業(終わったか、科目が結びついていない)"),
        (row.given.begun, "前年度の予算に見当たらない事業(新しいか、科目が結びついていない)"),
    ):
        if keys:
            told.append(f"{text}: {'、'.join(names.get(key, key) for key in keys)}")
    return tuple(told)
