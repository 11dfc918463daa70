"""Every problem has a text in both languages, and every text a problem."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from shirube.basics.problems import Problem, UnreadableFileError, catalogue

SOURCE = Path(__file__).resolve().parents[2]
NAMERS = {"Problem", "refusal", "refuse"}


def modules() -> Iterator[ast.Module]:
    for path in SOURCE.rglob("*.py"):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield ast.parse(path.read_text("utf-8"))


def named_codes() -> Iterator[str]:
    """First words of the calls that make a problem."""
    for module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", None))
                first = node.args[0]
                if name in NAMERS and isinstance(first, ast.Constant):
                    yield str(first.value)


def all_words() -> set[str]:
    return {
        node.value
        for module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_in_the_source_has_a_text() -> None:
    assert set(named_codes()) <= set(catalogue())


def test_every_text_is_used() -> None:
    assert set(catalogue()) - all_words() == set()


@pytest.mark.parametrize("code", catalogue())
def test_both_languages(code: str) -> None:
    texts = catalogue()[code]
    assert set(texts) == {"ja", "en"}
    assert all(text.strip().endswith((".", "。", "}")) for text in texts.values())


def test_message_names_file_and_place() -> None:
    problem = Problem("too_large", "a.xlsx", "p3", {"size": "60", "limit": "50"})
    assert problem.text().startswith("a.xlsx (p3): ")
    assert "60 MB" in problem.text("en")


def test_value_that_was_not_given_does_not_hide_the_message() -> None:
    assert "{size}" in Problem("too_large", "a.xlsx").text()


def test_error_carries_its_problem() -> None:
    problem = Problem("empty_file", "a.txt", fatal=True)
    assert UnreadableFileError(problem).problem is problem
    assert "a.txt" in str(UnreadableFileError(problem))
