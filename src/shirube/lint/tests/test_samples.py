"""What the rules find in the real sheets, and what they must find there."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from shirube.basics.testing import samples_folder
from shirube.designs import packaged
from shirube.importers.read import read_path
from shirube.lint import Finding, check
from shirube.lint.numbers import baseline_of, columns, computed, formula_for
from shirube.reckon import distinct_totals, overstatement, rounded, row_totals, slot_of
from shirube.schema import Sheet

DOCS = Path(__file__).parents[4] / "docs"


@cache
def _read(path: Path) -> tuple[Sheet, ...]:
    return read_path(path).sheets


def sheets(*names: str) -> tuple[Sheet, ...]:
    folder = samples_folder()
    return tuple(sheet for name in names for sheet in _read(folder / name))


def kiyose() -> tuple[Sheet, ...]:
    return sheets("kiyose_shisaku_r1.txt", "kiyose_shisaku_r3.txt")


def found(rule: str, *, kind: str = "", code: str = "") -> list[Finding]:
    return [
        one
        for one in check(kiyose(), packaged())
        if one.rule == rule and kind in ("", one.kind) and (one.sheet or "").endswith(code)
    ]


def test_the_target_of_yearly_accesses_moved_silently() -> None:
    changes = [one.values for one in found("target_changed", kind="silent")]
    assert [(c["target_year"], c["before"], c["after"]) for c in changes] == [
        (2022, "470,000", "460,000"),
        (2025, "500,000", "590,000"),
    ]


def test_339480_stands_in_two_years_while_the_text_says_it_rose() -> None:
    (repeated,) = found("repeated_value")
    assert repeated.kind == "text_says_moved"
    assert repeated.sheet == "132217/2019/program/513"
    assert repeated.values["printed"] == "339,480"


def test_survey_values_carried_over_into_a_later_column() -> None:
    carried = Counter(
        (one.fiscal_year, one.values["observed_year"]) for one in found("actual_of_another_year")
    )
    assert carried == {(2019, 2017): 6, (2021, 2020): 2}


def test_cyrillic_letters_in_a_japanese_word() -> None:
    (odd,) = found("foreign_letters")
    assert odd.fiscal_year == 2021
    assert odd.values["letters"] == ["йд"]


def test_flags_that_differ_between_sheets() -> None:
    (flag,) = found("project_differs_between_sheets")
    assert flag.values["code"] == "0102010301"
    assert (flag.values["marked"], flag.values["unmarked"]) == (["513"], ["522"])


def test_costs_counted_twice_and_the_distinct_totals() -> None:
    shared = {one.values["code"] for one in found("cost_counted_twice", kind="project")}
    assert shared == {"0102010826", "0102010301", "0102010202"}
    r1 = sheets("kiyose_shisaku_r1.txt")
    printed = sum(
        cost.number or 0
        for sheet in r1
        for cost in sheet.costs
        if (cost.fiscal_year, cost.stage) == (2019, "settlement")
    )
    slot = next(s for s in distinct_totals(r1).by_slot if s[:2] == (2019, "settlement"))
    over = overstatement(r1)[slot]
    assert over.sum_of_sheets == printed == 919_182_000
    assert over.excess == 8_128_000 + 7_578_000


def test_the_final_target_of_yearly_accesses_is_passed() -> None:
    (passed,) = found("final_target_passed")
    assert (passed.values["actual_year"], passed.values["target"]) == (2021, "590,000")


def test_printed_rates_are_reproduced() -> None:
    reproduced = 0
    for sheet in kiyose():
        design = packaged()[sheet.design]
        for indicator in sheet.indicators:
            for column in columns(indicator):
                printed = indicator.get("achievement", column.fiscal_year)
                assert printed is not None
                formula = formula_for(indicator.better or "up", design)
                assert formula is not None
                rate = computed(column, formula, baseline_of(indicator))
                assert rate is not None
                assert rounded(rate, design.achievement.decimals) == printed.number
                reproduced += 1
    assert reproduced == 17


def test_printed_totals_are_the_sums_of_their_rows() -> None:
    compared = 0
    for sheet in kiyose():
        rows = row_totals(sheet)
        for cost in sheet.costs:
            assert rows[slot_of(cost)].amount == cost.number
            compared += 1
    assert compared == 5 * 3 + 1


def test_ghosts_in_years_to_come() -> None:
    kunitachi = sheets("kunitachi_shisaku_r6.txt")
    if not kunitachi:
        pytest.fail("the sheet of 国立 was not read")
    ghosts = [one for one in check(kunitachi, packaged()) if one.rule == "actual_before_year_end"]
    assert [one.values["fiscal_year"] for one in ghosts] == [2025, 2026, 2027]


def test_the_workbook_is_checked_whole() -> None:
    project_sheets = sheets("ofunato_jimujigyo_r7.xlsx")
    assert len(project_sheets) == 407
    findings = Counter(one.rule for one in check(project_sheets, packaged()))
    # The sums of all 407 sheets agree, and the form has no targets.
    assert findings["total_differs_from_rows"] == 0
    assert findings["actual_without_target"] == 0
    assert findings["personal_data"] == 2


def test_every_finding_on_the_text_samples_is_judged_in_the_docs() -> None:
    folder = samples_folder()
    texts = sheets(*sorted(path.name for path in folder.glob("*.txt")))
    judged = Counter(_judged_rows((DOCS / "findings-on-samples.md").read_text("utf-8")))
    assert Counter(_row(one) for one in check(texts, packaged())) == judged


def _judged_rows(page: str) -> list[tuple[str, ...]]:
    """Rule, sheet and place of each row of the table about the text samples."""
    table = page.split("## テキストの見本")[1].split("## ワークブック", maxsplit=1)[0]
    rows = [tuple(cell.strip() for cell in line.split("|")[1:4]) for line in table.splitlines()]
    return [row for row in rows if len(row) == 3 and row[0][1:].isdigit()]


def _row(finding: Finding) -> tuple[str, ...]:
    code = f"/{finding.sheet.rpartition('/')[2]}" if finding.sheet else ""
    return finding.id, f"{finding.fiscal_year}{code}", finding.at or "—"
