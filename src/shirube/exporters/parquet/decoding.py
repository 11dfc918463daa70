r"""The cells of the CSV tables as typed values, said in SQL: what ``schema.tables.decode`` does."""

from shirube.schema.tables import Column
from shirube.schema.tables.exact import exact_name

# \e alone is the empty text; \n \r \t \u000b are control characters; any other letter is itself.
MACROS = r"""
CREATE MACRO unmarked(x) AS CASE
    WHEN x[1] <> '\' THEN x
    WHEN x[2] = 'n' THEN chr(10)
    WHEN x[2] = 'r' THEN chr(13)
    WHEN x[2] = 't' THEN chr(9)
    WHEN x[2] = 'u' AND length(x) = 6 THEN chr(('0x' || x[3:6])::INTEGER)
    ELSE x[2:] END;
CREATE MACRO plain(c) AS CASE
    WHEN c = '\e' THEN ''
    WHEN NOT contains(c, '\') THEN c
    ELSE array_to_string(list_transform(
        regexp_extract_all(c, '\\u[0-9a-f]{4}|\\.|[^\\]+'), lambda x: unmarked(x)), '') END;
CREATE MACRO listed(c) AS CASE
    WHEN c IS NULL THEN []::VARCHAR[]
    ELSE list_transform(
        regexp_extract_all(c, '(?:^|\|)((?:[^\\|]|\\.)*)', 1), lambda x: plain(x)) END;
"""
_TYPES = {"integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE"}


def values(column: Column) -> list[str]:
    """The expressions that make of a cell its value, and of a decimal also its exact digits."""
    name = f'"{column.name}"'
    if column.type in _TYPES:
        return [f"{name}::{_TYPES[column.type]} AS {name}"]
    if column.type == "decimal":
        return [f"{name}::DOUBLE AS {name}", f'{name} AS "{exact_name(column)}"']
    make = "listed" if column.type == "list" else "plain"
    return [f"{make}({name}) AS {name}"]
