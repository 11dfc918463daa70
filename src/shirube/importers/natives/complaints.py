"""From pydantic's errors to problems that a person at a town hall can mend."""

from collections.abc import Mapping
from typing import Any

from shirube.basics.problems import Problem
from shirube.importers.natives.wrong import Wrong
from shirube.schema.sheet import SCHEMA_VERSION

MOST_GIVEN = 40  # characters of a wrong value are shown

_CODES = {
    "missing": "field_missing",
    "extra_forbidden": "field_unknown",
    "duplicate": "row_duplicate",
    "orphan": "row_orphan",
    "place": "row_place",
}
_EXPECTED = {
    "string_pattern_mismatch": ("半角の数(例: -31.6)", "a plain number such as -31.6"),
    "string_type": ("文字列", "text"),
    "int_type": ("整数", "a whole number"),
    "int_parsing": ("整数", "a whole number"),
    "int_from_float": ("整数", "a whole number"),
    "bool_type": ("true か false", "true or false"),
    "bool_parsing": ("true か false", "true or false"),
    "tuple_type": ("配列 [ … ]", "an array [ … ]"),
    "model_type": ("項目の組 { … }", "an object { … }"),
    "model_attributes_type": ("項目の組 { … }", "an object { … }"),
}


def complaint(reason: str, detail: Mapping[str, Any], field: str, file: str, at: str) -> Problem:
    """The problem for one error; ``reason`` is pydantic's type or one of a table's own reasons."""
    if reason in _CODES:
        return Problem(_CODES[reason], file, at, {"field": field}, refused=True)
    ja, en = _EXPECTED.get(reason, ("", ""))
    expected = str(detail.get("ctx", {}).get("expected", "")) or str(detail.get("msg", reason))
    cell = detail.get("input")
    given = repr(cell)
    values = {
        "field": field,
        "given": given if len(given) <= MOST_GIVEN else f"{given[:MOST_GIVEN]}…",
        "expected_ja": ja or expected,
        "expected_en": en or expected,
    }
    code = cell.code if isinstance(cell, Wrong) and cell.code else "field_wrong"
    return Problem(code, file, at, values, refused=True)


def newer_schema(version: object, file: str, at: str) -> Problem | None:
    """A sheet of a later form must not be half understood; None when it is of ours."""
    if not isinstance(version, str) or version.split(".")[0] == SCHEMA_VERSION.split(".")[0]:
        return None
    values = {"version": version, "known": SCHEMA_VERSION}
    return Problem("newer_schema", file, at, values, refused=True)
