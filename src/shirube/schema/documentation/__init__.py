"""What the plain sheet and its tables mean, generated from the models: schema and codebook."""

from shirube.schema.documentation.codebook import (
    CODE_COLUMNS,
    CODEBOOK_COLUMNS,
    code_rows,
    codebook_rows,
)
from shirube.schema.documentation.json_schema import json_schema, json_schema_text
from shirube.schema.documentation.page import codebook_page

__all__ = [
    "CODEBOOK_COLUMNS",
    "CODE_COLUMNS",
    "code_rows",
    "codebook_page",
    "codebook_rows",
    "json_schema",
    "json_schema_text",
]
