"""A JSON array of plain sheets."""

import json
from typing import Any

from pydantic import ValidationError

from shirube.basics.problems import Problem, UnreadableFileError
from shirube.importers.natives.complaints import complaint, newer_schema
from shirube.schema import Sheet

MOST_COMPLAINTS = 3  # of one sheet; more would only hide the others


def sheets_of_json(data: bytes, name: str) -> tuple[list[Sheet], list[Problem]]:
    """The sheets that are right, and what is wrong with the others.

    Raises UnreadableFileError when it is no JSON array.
    """
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for index, item in enumerate(_array(data, name)):
        stated = item.get("schema_version") if isinstance(item, dict) else None
        newer = newer_schema(stated, name, f"[{index}]")
        if newer is not None:
            problems.append(newer)
            continue
        try:
            sheets.append(Sheet.model_validate(item))
        except ValidationError as error:
            problems += _complaints(error, index, name)
    return sheets, problems


def _array(data: bytes, name: str) -> list[Any]:
    try:
        # UTF-8 with or without BOM, UTF-16 and UTF-32 are told apart as JSON allows.
        found = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        at = f"L{error.lineno}C{error.colno}" if isinstance(error, json.JSONDecodeError) else None
        problem = Problem("not_json", name, at, {"reason": str(error)}, fatal=True)
        raise UnreadableFileError(problem) from error
    if not isinstance(found, list):
        raise UnreadableFileError(Problem("not_sheets", name, fatal=True))
    return found


def _complaints(error: ValidationError, index: int, name: str) -> list[Problem]:
    problems = []
    for detail in error.errors(include_url=False)[:MOST_COMPLAINTS]:
        at = f"[{index}]" + "".join(
            f"[{step}]" if isinstance(step, int) else f".{step}" for step in detail["loc"]
        )
        field = next((str(s) for s in reversed(detail["loc"]) if isinstance(s, str)), at)
        problems.append(complaint(detail["type"], dict(detail), field, name, at))
    return problems
