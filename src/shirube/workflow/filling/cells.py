"""Which cells of a sheet an amount of the finance system belongs in, and what is there now."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from shirube.basics.yen import UNITS
from shirube.schema import Cost, Sheet
from shirube.schema.keys import node_key, project_keys
from shirube.schema.plain import decimal_text
from shirube.workflow.drafts.addresses import Spot

_SETTLED = ("settlement", "settlement_estimate")
_SOURCES = ("national", "prefectural", "bond", "other", "general")


class State(StrEnum):
    """What happens to a cell."""

    FILL = "fill"  # it is blank
    RENEW = "renew"  # it holds what the finance system said before
    SAME = "same"
    KEPT = "kept"  # a person wrote something else: both are shown
    SOURCES = "sources"  # the form divides the funding in another way
    DECIDED = "decided"  # somebody has approved the sheet already
    FINAL = "final"  # the sheet has left the office


LABELS = {
    State.FILL: "空欄に入れる",
    State.RENEW: "前に入れた額を新しくする",
    State.SAME: "同じ",
    State.KEPT: "職員の記入を残す(額が違う)",
    State.SOURCES: "財源の分け方が様式と違う",
    State.DECIDED: "承認のあと(入れない)",
    State.FINAL: "確定済み(入れない)",
}


@dataclass(frozen=True, slots=True)
class Supply:
    """Amounts of one fiscal year: project key → (stage, item) → yen (hours as hours).

    ``stages`` are those that are to be written; ``source`` says whence, for the record.
    """

    municipality: str
    fiscal_year: int
    stages: tuple[str, ...]
    money: Mapping[str, Mapping[tuple[str, str], Decimal]]
    source: str = ""


class Cell(NamedTuple):
    """A cell, what stands there, and what the finance system says."""

    sheet: str
    title: str
    project: str
    spot: Spot
    stage: str  # as it will be: 決算見込 becomes 決算 with the settled amount
    item: str
    before: str
    after: str
    amount: Decimal
    state: State

    @property
    def token(self) -> str:
        """Names the cell on a page."""
        return f"{self.sheet}|{self.spot}"

    @property
    def called(self) -> str:
        """What is to happen, in words."""
        return LABELS[self.state]


def cells_of(sheet: Sheet, supply: Supply, filled: Collection[Spot]) -> Iterator[Cell]:
    """Every cell of the year for which there is an amount. ``filled``: cells whose content the
    finance system wrote last.
    """
    for part, key, name, costs in _rows(sheet):
        money = supply.money.get(key)
        if money is None:
            continue
        own = [cost for cost in costs if cost.fiscal_year == supply.fiscal_year and cost.at]
        divided = _divided_otherwise(own, money, supply)
        for cost in own:
            stage = _stage(cost, money, supply)
            if stage is None:
                continue
            spot, amount = Spot(part, cost.at or ""), money[stage, cost.item]
            state = _state(cost, stage, amount, filled=spot in filled)
            if cost.item in _SOURCES and divided and state != State.SAME:
                state = State.SOURCES
            after = printed_in(amount, cost.unit)
            yield Cell(
                str(sheet.key), sheet.title, name, spot, stage, cost.item,
                cost.printed or cost.amount or "", after, amount, state,
            )  # fmt: skip


def printed_in(amount: Decimal, unit: str | None) -> str:
    """Yen in the unit of the form, rounded half up: 45200123 in 千円 → 45,200."""
    factor = UNITS.get(unit or "円")
    if factor is None:  # hours, persons
        return f"{amount.normalize():,f}"
    return f"{(amount / factor).to_integral_value(ROUND_HALF_UP):,f}"


def fields_for(cell: Cell, unit: str | None) -> dict[str, object]:
    """The fields of a cost that change. A form in 千円 states whole 千円."""
    amount = Decimal(cell.after.replace(",", "")) * UNITS.get(unit or "円", 1)
    return {
        "stage": cell.stage,
        "amount": decimal_text(amount),
        "printed": cell.after,
        "missing": None,
        "flags": [],
    }


def _rows(sheet: Sheet) -> Iterator[tuple[str, str, str, tuple[Cost, ...]]]:
    if sheet.kind == "project" and not sheet.projects:
        yield "costs", node_key(sheet), sheet.title, sheet.costs
    for key, project in project_keys(sheet):
        # A second row of one project in a sheet: nobody knows how much of the money is its.
        if "~" not in key:
            yield "projects.costs", key, project.name, project.costs


def _stage(cost: Cost, money: Mapping[tuple[str, str], Decimal], supply: Supply) -> str | None:
    """The stage of the amount that belongs here: settled before estimated."""
    stages = _SETTLED if cost.stage in _SETTLED else (cost.stage,)
    return next((one for one in stages if one in supply.stages and (one, cost.item) in money), None)


def _state(cost: Cost, stage: str, amount: Decimal, *, filled: bool) -> State:
    if cost.stage == stage and not cost.flags and _says(cost, amount):
        return State.SAME
    if cost.amount is None and not cost.printed and cost.missing in {None, "blank"}:
        return State.FILL
    return State.RENEW if filled else State.KEPT


def _says(cost: Cost, amount: Decimal) -> bool:
    """4000 and 4,000 say the same; so does the exact amount where the form rounds."""
    after = printed_in(amount, cost.unit)
    rounded = Decimal(after.replace(",", "")) * UNITS.get(cost.unit or "円", 1)
    stated = None if cost.amount is None else Decimal(cost.amount)
    return cost.printed == after or stated in {rounded, amount}


def _divided_otherwise(
    costs: list[Cost], money: Mapping[tuple[str, str], Decimal], supply: Supply
) -> bool:
    """Some funding has no cell of its own: 国 in a cell 「国・県」 would be a wrong number."""
    asked = {cost.item for cost in costs}
    stages = {_stage(cost, money, supply) for cost in costs if cost.item in _SOURCES}
    return any(
        amount and item in _SOURCES and stage in stages and item not in asked
        for (stage, item), amount in money.items()
    )
