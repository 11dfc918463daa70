"""What holds for every rule."""

import json
from pathlib import Path

import pytest

from shirube.lint import RULES, check
from shirube.lint.check import AnyRule
from shirube.lint.manual import manual_page
from shirube.lint.rules import repeated_value
from shirube.lint.tests.bind import LIBRARY, indicator, project, sheet
from shirube.schema import Note, Sheet

DOCS = Path(__file__).parents[4] / "docs"

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)


def test_seventeen_rules_with_ids_of_their_own() -> None:
    assert len(RULES) == 17
    assert len({rule.id for rule in RULES.values()}) == 17


@each_rule
def test_rule_explains_itself_in_both_languages(rule: AnyRule) -> None:
    for label in ("Why:", "Instead:", "なぜ:", "どうする:"):
        assert label in rule.doc
    english, japanese = rule.explains("en"), rule.explains("ja")
    assert all(text.isprintable() and text for text in (*english, *japanese))
    assert english[0].endswith(".")
    assert japanese[0].endswith("。")


@each_rule
def test_rule_has_a_test_of_its_own(rule: AnyRule) -> None:
    test = (Path(__file__).parent / f"test_{rule.name}.py").read_text("utf-8")
    assert "quiet(" in test
    assert "reports(" in test


@each_rule
def test_messages_name_the_same_values_in_both_languages(rule: AnyRule) -> None:
    for message in rule.messages.values():
        assert _names(message.ja) == _names(message.en)
        assert _names(message.row_ja) == _names(message.row_en)


def test_manual_is_fresh() -> None:
    assert (DOCS / "rules.md").read_text("utf-8") == manual_page(RULES.values())


def a_corpus_with_much_to_say() -> tuple[Sheet, ...]:
    row = project("図書館", "100", code="01")
    return (
        sheet(indicator(target={2030: "500"}, actual="5(※1)", unit=None), row, year=2022),
        sheet(indicator(target={2030: "590"}, actual="600"), row, Note(mark="※2", text="注")),
        sheet(project("図書館", "120", code="01"), code="12"),
    )


def test_findings_are_json() -> None:
    findings = check(a_corpus_with_much_to_say(), LIBRARY)
    assert len({finding.rule for finding in findings}) > 4
    for finding in findings:
        assert json.loads(json.dumps(finding.as_json()))["rule"] == finding.rule


def test_the_same_sheets_give_the_same_findings_in_the_same_order() -> None:
    sheets = a_corpus_with_much_to_say()
    assert check(sheets, LIBRARY) == check(iter(sheets), LIBRARY)


def test_a_token_names_one_finding_and_changes_with_its_numbers() -> None:
    findings = check(a_corpus_with_much_to_say(), LIBRARY)
    tokens = [finding.token for finding in findings]
    assert len(set(tokens)) == len(tokens)
    name = "利用者数"
    one, other = (
        check(
            [sheet(indicator(name, actual={2023: value, 2024: value}))],
            LIBRARY,
            rules=[repeated_value.rule],
        )[0].token
        for value in ("339,481", "339,482")
    )
    assert one != other


def test_without_its_design_a_sheet_is_still_checked() -> None:
    assert check([sheet(indicator(actual="5", unit=None), design="elsewhere")], LIBRARY)


def test_nothing_to_check() -> None:
    assert check([], LIBRARY) == ()


def _names(template: str) -> set[str]:
    return {part.partition("}")[0] for part in template.split("{")[1:]}
