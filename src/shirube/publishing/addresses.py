"""Where things lie inside an edition and how editions are named. Addresses last."""

import re

from shirube.schema import Sheet
from shirube.schema.sheet import UNDATED


def edition_slug(fiscal_year: int | None, number: int) -> str:
    """``2019-1``: evaluated year and number; ``undated-1`` where no year is printed."""
    return f"{year_key(fiscal_year)}-{number}"


def year_key(fiscal_year: int | None) -> str:
    """``2019``; ``undated`` where no year is printed."""
    return UNDATED if fiscal_year is None else str(fiscal_year)


def parse_year(text: str) -> int | None:
    """The year of an address or an option: ``2019`` or ``undated``. Raises ValueError."""
    return None if text == UNDATED else int(text)


def code_slug(code: str) -> str:
    """A sheet's code as one path segment; letters that a path cannot hold become their number."""
    return re.sub(r"[^A-Za-z0-9.-]", lambda match: f"_{ord(match.group()):x}_", code) or "_"


def sheet_folder(sheet: Sheet) -> str:
    """``program/511/`` relative to the edition."""
    return f"{sheet.kind}/{code_slug(sheet.code)}/"


def indicator_folder(sheet: Sheet, position: int) -> str:
    """``program/511/indicator/1/``: the position on the form counts from one."""
    return f"{sheet_folder(sheet)}indicator/{position + 1}/"
