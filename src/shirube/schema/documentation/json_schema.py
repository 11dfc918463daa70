"""JSON Schema of one plain sheet."""

import json
from typing import Any

from shirube.schema.sheet import SCHEMA_VERSION, Sheet

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema of one sheet; our JSON files are arrays of them."""
    made = Sheet.model_json_schema(mode="validation")
    return {"$schema": DIALECT, "$comment": f"Shirube plain sheet {SCHEMA_VERSION}", **made}


def json_schema_text() -> str:
    """The schema as a file; the same models always give the same text."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
