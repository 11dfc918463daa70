"""One row of a finance table: its account, its amounts, and what is wrong with it."""

import re
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from shirube.basics.fiscal_year import parse_fiscal_year
from shirube.basics.japanese_text import squeeze
from shirube.basics.numbers_in_print import read_number
from shirube.basics.yen import UNITS, to_yen
from shirube.budget.tables import units
from shirube.budget.tables.accounts import ALWAYS, LEVELS, Code, padded, split
from shirube.budget.tables.columns import Column, Mapping
from shirube.budget.tables.headers import stage_of
from shirube.budget.tables.lines import Amount, Slot

# 会計, 統計, 設計 and 家計 end in 計 and are no totals.
_TOTAL = re.compile(r"(?:.*(?:合計|小計|総計|[款項目]計))|.*(?<![会統設家時温])計")
_LARGEST = 10**15  # yen; a larger number is a mistake


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row, or an amount of it, cannot be taken: code of the problem, column, values."""

    code: str
    column: str | None = None
    values: Dictionary[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Terms:
    """What holds for all rows: the mapping, unit of the table, stage of the source columns.

    Asked for every cell, so what the mapping says is looked up once.
    """

    mapping: Mapping
    unit: str | None
    fiscal_year: int | None
    sources_of: str | None

    @cached_property
    def headers(self) -> dict[str, str]:
        """Role → header of its (first) column."""
        return {one.role: one.header for one in reversed(self.mapping.columns)}

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """Levels of the account with a column of their own."""
        return self.mapping.levels

    @cached_property
    def amounts(self) -> tuple[tuple[Column, str | None], ...]:
        """Columns of money, each with the unit that its header states."""
        columns = self.mapping.amounts
        return tuple((one, units.unit_of_header(one.header)) for one in columns)

    @cached_property
    def widths(self) -> dict[str, int]:
        """Level → digits of its code."""
        names = [name for name in LEVELS if name in self.levels or name == "fund"]
        every = self.mapping.widths
        return dict.fromkeys(names, every[-1]) | dict(zip(names, every, strict=False))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Headers under which a word for a total may stand."""
        roles = ("code", *LEVELS, "name")
        return tuple(self.headers[role] for role in roles if role in self.headers)


@dataclass
class Row:
    """A row by header, as texts."""

    cells: dict[str, str]
    terms: Terms

    def text(self, role: str) -> str:
        """The cell of a role, "" where there is none."""
        header = self.terms.headers.get(role)
        return self.cells.get(header, "").strip() if header else ""

    @property
    def empty(self) -> bool:
        """Nothing stands in it."""
        return not any(self.cells.values())

    @property
    def is_total(self) -> bool:
        """A word for a total stands where code or name belong."""
        texts = [self.cells.get(header, "") for header in self.terms.titles]
        return any("計" in text and _TOTAL.fullmatch(squeeze(text)) for text in texts)

    def code(self, above: Dictionary[str, str]) -> tuple[Code | None, bool]:
        """The account (None when the cells hold none), and whether it is whole.

        ``above`` are the parts of the row before, for tables that print a 款 only once.
        """
        mapping = self.terms.mapping
        if "code" in self.terms.headers:
            said = self.text("code")
            code = split(said, mapping.widths) if said else None
            if code is not None and mapping.fund and len(code.parts) < len(mapping.widths):
                code = Code((mapping.fund, *code.parts), code.restored)
            return code, code is not None and len(code.parts) >= len(mapping.widths)
        return self._levels(above)

    def _levels(self, above: Dictionary[str, str]) -> tuple[Code | None, bool]:
        parts = self.parts(above)
        given = [(level, text) for level, text in parts.items() if text]
        deepest = [level for level in ("detail", "work") if level in parts]
        whole = all(parts.get(level) for level in ALWAYS) and (
            not deepest or any(parts[level] for level in deepest)
        )
        # A hole in the middle is no shorter code.
        held = [bool(text) for text in parts.values()]
        if not given or (not whole and held != sorted(held, reverse=True)):
            return None, False
        widths = [self.terms.widths[level] for level, _ in given]
        return padded([text for _, text in given], widths), whole

    def parts(self, above: Dictionary[str, str]) -> dict[str, str]:
        """Level → what stands there, or above it where the mapping says that it is repeated."""
        mapping = self.terms.mapping
        found = {level: _tight(self.text(level)) for level in self.terms.levels}
        if "fund" not in found and mapping.fund:
            found = {"fund": mapping.fund, **found}
        if mapping.repeat_above:
            own = [level for level in found if found[level] and level != "fund"]
            for level in found:
                if (
                    own
                    and not found[level]
                    and list(found).index(level) < list(found).index(own[0])
                ):
                    found[level] = above.get(level, "")
        return found

    def year(self) -> int | Fault | None:
        """The fiscal year of the row; a Fault where it is not that of the table."""
        said = self.text("year")
        own = parse_fiscal_year(said if not said.isdigit() else f"{said}年度") if said else None
        if said and own is None:
            return Fault("finance_year_unreadable", self.terms.headers.get("year"), {"text": said})
        wanted = self.terms.fiscal_year
        if own is not None and wanted is not None and own != wanted:
            values = {"text": said, "year": str(wanted)}
            return Fault("finance_other_year", self.terms.headers.get("year"), values)
        return own if own is not None else wanted

    def slot(self, column: Column) -> Slot | Fault:
        """What the money of a column is of."""
        if column.role == "amount":
            word = squeeze(self.text("stage_word"))
            found = stage_of(word)
            if found is None:
                header = self.terms.headers.get("stage_word")
                return Fault("finance_stage_unknown", header, {"text": word})
            return Slot(*found)
        if column.role.startswith("source."):
            return Slot(self.terms.sources_of or "", None, column.role.partition(".")[2])
        return Slot(column.role, column.number)

    def amount(self, column: Column, stated: str | None, at: str) -> Amount | Fault:
        """The money of a column in yen; ``stated`` is the unit that its header states."""
        slot = self.slot(column)
        if isinstance(slot, Fault):
            return slot
        printed = self.cells.get(column.header, "")
        read = read_number(printed)
        if read.missing is not None and not read.flags:
            return Amount(slot, None, read.missing, at)
        if read.value is None or read.qualifier or (read.unit and not units.known(read.unit)):
            return Fault("finance_amount_unreadable", column.header, {"text": printed})
        unit = read.unit or squeeze(self.text("unit")) or stated or self.terms.unit or ""
        if unit not in UNITS:
            return Fault("finance_unit_unknown", column.header, {"text": unit})
        return _whole(slot, to_yen(read.value, unit), column, printed, at)


def _tight(text: str) -> str:
    """``squeeze``, which most codes need not."""
    return text if text.isascii() and " " not in text else squeeze(text)


def _whole(slot: Slot, yen: Decimal, column: Column, printed: str, at: str) -> Amount | Fault:
    if yen != yen.to_integral_value():
        return Fault("finance_fraction_of_yen", column.header, {"text": printed})
    if abs(yen) > _LARGEST:
        return Fault("finance_amount_unreadable", column.header, {"text": printed})
    return Amount(slot, int(yen), None, at)
