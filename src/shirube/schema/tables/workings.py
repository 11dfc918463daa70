"""What is worked out for a row from keys, design and source; the columns are in ``models``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from shirube.schema.keys import indicator_keys, node_key, project_keys
from shirube.schema.money import Cost
from shirube.schema.numbers import Value
from shirube.schema.plain import Plain
from shirube.schema.sheet import Sheet
from shirube.schema.tables.columns import Line

# (sheet, which way is better) → its design's formula of achievement; None where it has none. Asked
# of the sheet: the same design may have changed between two editions.
FormulaOf = Callable[[Sheet, str | None], str | None]
Places = tuple[int, ...]

# An item that is not on the list may count anything; then only the printed unit can tell.
_UNITS = {"project_count": "items", "hours": "hours", "staff": "persons"}
_MONEY = frozenset(
    {"total", "national", "prefectural", "bond", "other", "general", "personnel", "full"}
)


@dataclass(frozen=True, slots=True)
class Workings:
    """What the rows of one sheet share."""

    node_key: str
    indicator_keys: tuple[str, ...]
    project_keys: tuple[str, ...]
    formulas: tuple[str | None, ...]  # of the indicators
    source_file: str | None

    @classmethod
    def of(cls, sheet: Sheet, formula: FormulaOf) -> "Workings":
        """Worked out once a sheet."""
        return cls(
            node_key(sheet),
            tuple(key for key, _ in indicator_keys(sheet)),
            tuple(key for key, _ in project_keys(sheet)),
            tuple(formula(sheet, item.better) for item in sheet.indicators),
            sheet.source.file if sheet.source else None,
        )


def amount_unit(cost: Cost) -> str | None:
    """What an amount counts (list ``unit``); None where that is not known."""
    if cost.item in _UNITS:
        return _UNITS[cost.item]
    return "yen" if cost.item in _MONEY or "円" in (cost.unit or "") else None


def _of_sheet(shared: Workings, part: Plain, places: Places) -> Line:
    return (shared.node_key,)


def _of_indicator(shared: Workings, part: Plain, places: Places) -> Line:
    index = places[1] - 1
    return (shared.indicator_keys[index], shared.formulas[index])


def _of_value(shared: Workings, part: Plain, places: Places) -> Line:
    is_rate = cast(Value, part).measure == "achievement"
    return (shared.formulas[places[1] - 1] if is_rate else None, shared.source_file)


def _of_project(shared: Workings, part: Plain, places: Places) -> Line:
    return (shared.project_keys[places[1] - 1],)


def _of_cost(shared: Workings, part: Plain, places: Places) -> Line:
    return (amount_unit(cast(Cost, part)), shared.source_file)


Working = Callable[[Workings, Plain, Places], Line]
WORKED_OUT: dict[str, Working] = {
    "sheets": _of_sheet,
    "indicators": _of_indicator,
    "indicator_values": _of_value,
    "projects": _of_project,
    "project_costs": _of_cost,
    "costs": _of_cost,
}
