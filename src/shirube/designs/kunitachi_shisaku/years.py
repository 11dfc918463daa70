"""「6年度」 without an era, read with the years that the sheet prints in full."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shirube.basics.fiscal_year import era_year, parse_fiscal_year
from shirube.basics.japanese_text import nfkc
from shirube.designs.kunitachi_shisaku.outline import Part

_ERAS = ("令和", "平成")
_BEHIND = 2  # the last sheets of a plan speak of years behind its end: 10年度の取組方針


@dataclass(frozen=True, slots=True)
class Years:
    """The years of the columns (R2年度 … R9年度) and of the plan (令和2~令和9年度)."""

    columns: tuple[int, ...]
    period: tuple[int, int] | None

    def year(self, printed: str | None) -> int | None:
        """「6」 → 2024. None when no year of the sheet, or more than one, has that number."""
        text = re.sub(r"\s", "", nfkc(printed or ""))
        if not re.fullmatch(r"\d{1,2}|元", text):
            return parse_fiscal_year(f"{text}年度") if text else None
        number = 1 if text == "元" else int(text)
        known = set(self.columns)
        known |= set(range(self.period[0], self.period[1] + 1) if self.period else ())
        near = {year + more for year in known for more in range(_BEHIND + 1)}
        found = {era_year(era, number) for era in _ERAS if number} & near
        return found.pop() if len(found) == 1 else None


def evaluated_year(parts: Sequence[Part], years: Years) -> int | None:
    """The one year that 6年度の評価結果, 6年度における総合評価 and 6年度の取組状況 agree on."""
    return _agreed(parts, years, ("result", "overall", "work_done"))


def carried_out(parts: Sequence[Part], years: Years, evaluated: int | None) -> int | None:
    """The year in which the sheet is written: the form prints what is planned for it
    (7年度の取組予定) right behind the year evaluated. None when it does not.
    """
    planned = _agreed(parts, years, ("work_planned",))
    return planned if planned is not None and planned - 1 == evaluated else None


def _agreed(parts: Sequence[Part], years: Years, keys: Sequence[str]) -> int | None:
    named = {years.year(part.year) for part in parts if part.key in keys} - {None}
    return named.pop() if len(named) == 1 else None
