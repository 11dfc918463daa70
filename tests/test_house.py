"""The house's measures, so that no file becomes the one that grows for ever."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [
    path
    for path in sorted((ROOT / "src").rglob("*.py"))
    if "tests" not in path.parts and "migrations" not in path.parts
]
MOST_LINES, MOST_OF_A_FUNCTION = 300, 40
TEMPLATES = sorted((ROOT / "src").rglob("*.html")) + sorted((ROOT / "src").rglob("*.css"))

# The editor saves while one types, an edition in the making is asked how far it is, and a site on a
# disk has no server to search; every other page, and every reader, needs no script at all.
OWN_SCRIPTS = {
    "<script src=\"{% static 'desk/editor.js' %}\" defer>",
    "<script src=\"{% static 'desk/waiting.js' %}\" defer>",
    '<script src="../../site_folding.js" defer>',
    '<script src="../../site_search.js" defer>',
}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_files_fit_in_300_lines() -> None:
    long = {name(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {path: lines for path, lines in long.items() if lines > MOST_LINES} == {}


def test_functions_fit_in_40_lines() -> None:
    long = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and _length(node) > MOST_OF_A_FUNCTION
    ]
    assert long == []


def _length(node: ast.FunctionDef) -> int:
    """Lines of the body; the docstring and the parameters are explanation, not length."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_pages_name_no_outside_resource(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", text) == []
    assert set(re.findall(r"<script[^>]*>", text)) <= OWN_SCRIPTS
    assert " style=" not in text
