"""What the columns of a finance table are: the roles, and a mapping as people confirm it."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from typing import Annotated, NamedTuple

from pydantic import Field

from shirube.basics.japanese_text import squeeze
from shirube.budget.tables.accounts import LEVELS
from shirube.schema.codes import ITEM, STAGE
from shirube.schema.plain import Plain

SOURCES = ("national", "prefectural", "bond", "other", "general")
# Stages of money in the order of the year.
STAGES = (
    "request", "assessed", "reflected", "initial_budget", "supplementary", "carried_in", "diverted",
    "current_budget", "settlement_estimate", "settlement", "carried_over",
)  # fmt: skip
# role → what it is called in the mapping form
ROLES: dict[str, str] = {
    **{level: f"{name}のコード" for level, name in LEVELS.items()},
    "code": "科目コード(会計から事業まで1列)",
    "name": "予算事業名",
    "division": "担当課",
    "year": "年度",
    "node": "節",
    "transfer": "繰出金の印",
    "reason": "理由・内容",
    "municipality": "団体コード",
    "stage_word": "段階の区分(1行に1段階の表)",
    "amount": "金額(1行に1段階の表)",
    "unit": "金額の単位",
    **{stage: STAGE[stage].ja for stage in STAGES},
    **{f"source.{item}": f"財源: {ITEM[item].ja}" for item in SOURCES},
}
AMOUNT_ROLES = frozenset({*STAGES, "amount", *(f"source.{item}" for item in SOURCES)})


class Column(Plain):
    """A column by its header (squeezed; a second one of the same name ends in ``#2``)."""

    header: str
    role: str
    number: int | None = None  # of a 補正: 第2号 → 2


class Mapping(Plain):
    """What a person confirmed about the columns of one kind of table."""

    columns: tuple[Column, ...]
    widths: Annotated[tuple[int, ...], Field(min_length=1)] = (2, 2, 2, 2, 2)
    fund: str | None = None  # the 会計 of all lines where no column says it
    money_unit: str | None = None  # 円 or 千円, None where the file states it
    sources_of: str | None = None  # the stage whose funding the source columns state
    repeat_above: bool = False  # an empty 款 is that of the row above
    transfer_words: tuple[str, ...] = ("繰出金",)

    def header(self, role: str) -> str | None:
        """The header of a role's (first) column."""
        return next((one.header for one in self.columns if one.role == role), None)

    @property
    def amounts(self) -> tuple[Column, ...]:
        """The columns that hold money."""
        return tuple(one for one in self.columns if one.role in AMOUNT_ROLES)

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels of the account that have a column of their own, from the top down."""
        return tuple(level for level in LEVELS if self.header(level) is not None)


_NUMBERS = re.compile(r"(令和|平成|R|H)?(元|\d+)(年度?|号)?")


class Header(NamedTuple):
    """The row of a grid in which the columns are named (0-based), and the names."""

    row: int
    names: tuple[str, ...]


def names_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Headers as keys: squeezed, a repeated one numbered; an empty cell stays empty."""
    seen: dict[str, int] = {}
    found = []
    for cell in cells:
        name = squeeze(cell)
        seen[name] = seen.get(name, 0) + 1
        found.append(f"{name}#{seen[name]}" if name and seen[name] > 1 else name)
    return tuple(found)


def signature(names: Iterable[str]) -> str:
    """What a kind of table is known by next time: its headers, without years and numbers in them.

    「令和6年度決算額」 of this year is 「令和7年度決算額」 of the next.
    """
    plain = [_NUMBERS.sub("", name) for name in names if name]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def renamed(mapping: Mapping, before: Sequence[str], now: Sequence[str]) -> Mapping:
    """The same columns under the names of another year's table of the same kind, by place."""
    names = dict(
        zip([name for name in before if name], [name for name in now if name], strict=True)
    )
    columns = tuple(
        one.model_copy(
            update={
                "header": names[one.header],
                "number": number_of(names[one.header], one.role),
            }
        )
        for one in mapping.columns
    )
    return mapping.model_copy(update={"columns": columns})


def number_of(name: str, role: str) -> int | None:
    """補正予算額(第2号) → 2; None where no number is in it."""
    found = re.search(r"第?(\d+)号", name) if role == "supplementary" else None
    return int(found[1]) if found else None
