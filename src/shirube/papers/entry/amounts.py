"""Money of a sheet by project or by item: the sheet's amount first, finance's beside it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from shirube.basics import yen
from shirube.basics.fiscal_year import in_era
from shirube.papers.entry.model import ABSENT, Entry, Said
from shirube.papers.entry.said import NO_MONEY, of_cost, plain, words
from shirube.papers.entry.take import Asked, Take
from shirube.papers.sheets import called
from shirube.reckon import Slot, slot_of
from shirube.schema import Cost, Project, Sheet
from shirube.schema.codes import label
from shirube.schema.keys import node_key, project_keys

FROM_FINANCE = "財務会計の額"
CANNOT = "計算できません"


class Row(NamedTuple):
    """A project with its key; ``foot`` for the printed totals of the sheet."""

    key: str
    project: Project
    foot: bool = False


def rows(entry: Entry) -> list[Row]:
    """The projects; a sheet that names none is itself the row, if it states money."""
    sheet = entry.sheet
    if not sheet.projects:
        return [_whole(sheet)] if sheet.costs or entry.finance.get(node_key(sheet)) else []
    found = [Row(key, project) for key, project in project_keys(sheet)]
    if sheet.costs:
        found.append(Row("", Project(name="様式に書かれた合計", costs=sheet.costs), foot=True))
    return found


def names(entry: Entry) -> list[Row]:
    """The projects alone; a sheet that names none is itself the row."""
    return [row for row in rows(entry) if not row.foot] or [_whole(entry.sheet)]


def _whole(sheet: Sheet) -> Row:
    unit = sheet.units[0].name if sheet.units else None
    alone = sheet.kind == "project"
    name, code = (sheet.title, sheet.code) if alone else (called(sheet), None)
    return Row(node_key(sheet), Project(code=code, name=name, unit=unit, costs=sheet.costs))


def finance_sentence(entry: Entry) -> str:
    """How many projects of the sheet have amounts from finance."""
    known = [row for row in rows(entry) if entry.finance.get(row.key)]
    if not known:
        return "財務会計から取り込んだ額は、このシートの事業にありません"
    return f"財務会計から取り込んだ額が、{len(known)}事業にあります"


def cost(asked: Asked) -> Said:
    """The sheet's amount; finance's where the sheet has none, and beside it where they differ."""
    row: Row = asked.row
    own = _pick(row.project.costs, asked.take.stage, asked)
    ledger = _pick(asked.entry.finance.get(row.key, ()), asked.take.stage, asked)
    if own is None:
        said = of_cost(ledger, asked.money_unit)
        return said if ledger is None else _noted(said, FROM_FINANCE, *_stage_note(ledger, asked))
    said = _noted(of_cost(own, asked.money_unit), *_stage_note(own, asked))
    if ledger is None or ledger.number is None or _agree(own, ledger):
        return said
    amount = plain(of_cost(ledger, asked.money_unit).number or Decimal(0))
    return _noted(said, f"財務会計では{amount}{asked.money_unit}")


def _pick(costs: Sequence[Cost], stages: Sequence[str], asked: Asked) -> Cost | None:
    """The first of the stages that states an amount; else one that says why there is none."""
    found = [
        one
        for stage in stages
        for one in costs
        if (one.fiscal_year, one.stage, one.item) == (asked.year, stage, asked.take.item)
    ]
    return next((one for one in found if one.amount is not None), found[0] if found else None)


def _stage_note(cost: Cost, asked: Asked) -> Iterator[str]:
    if cost.stage != asked.take.stage[0]:
        yield label("stage", cost.stage)


def _noted(said: Said, *notes: str) -> Said:
    return replace(said, notes=(*said.notes, *notes))


def _agree(own: Cost, ledger: Cost) -> bool:
    """Alike as far as the form prints: in 千円 it knows no single yen."""
    if own.number is None or ledger.number is None:
        return False
    known = own.unit in {"円", "千円", "百万円"}
    return abs(own.number - ledger.number) < (yen.yen_per(own.unit or "円") if known else 1)


def _against(asked: Asked) -> tuple[Said, Said]:
    """The amount, and the one it is held against."""
    year = asked.of_year
    if year is None:
        return cost(asked), ABSENT
    other = asked.take.model_copy(update={"stage": asked.take.of, "exact_year": year})
    return cost(asked), cost(replace(asked, take=other))


def execution(asked: Asked) -> Said:
    """An amount as percent of another (執行率 = 決算額 ÷ 予算現額)."""
    part, whole = _against(asked)
    return _reckoned(part, whole, lambda a, b: a * 100 / b if b else None, "%")


def difference(asked: Asked) -> Said:
    """An amount less another (増減)."""
    part, whole = _against(asked)
    return _reckoned(part, whole, lambda a, b: a - b, asked.money_unit)


def rest(asked: Asked) -> Said:
    """What is left of the other amount (不用額 = 予算現額 − 決算額)."""
    part, whole = _against(asked)
    return _reckoned(part, whole, lambda a, b: b - a, asked.money_unit)


def _reckoned(
    part: Said, whole: Said, formula: Callable[[Decimal, Decimal], Decimal | None], unit: str
) -> Said:
    if part.mark == "absent" or whole.mark == "absent":
        return ABSENT
    found = None
    if part.number is not None and whole.number is not None:
        found = formula(part.number, whole.number)
    if found is None:
        return Said(CANNOT, mark="miss")
    if unit == "%":
        found = found.quantize(Decimal("0.1"), ROUND_HALF_UP)
    # What stands beside the two amounts (another stage, finance) is true of the result as well.
    return Said(plain(found), found, unit, tuple(dict.fromkeys((*part.notes, *whole.notes))))


def about(name: str) -> Callable[[Asked], Said]:
    """A text about the project; its total has none."""

    def take(asked: Asked) -> Said:
        said = getattr(asked.row.project, name)
        if isinstance(said, tuple):
            said = "・".join(said)
        if isinstance(said, bool):
            said = "対象" if said else "対象でない"
        if said is None or said == "":
            return ABSENT
        return words(str(said), asked.row.project.flags if name in {"code", "name"} else ())

    return take


def project_text(project: Project) -> str:
    """Name with number, for lists in a cell."""
    return f"{project.name}({project.code})" if project.code else project.name


# --- totals of a sheet by item --------------------------------------------------------------------


def items(entry: Entry) -> list[str]:
    """Items of the sheet's own totals, in printed order."""
    return list(dict.fromkeys(one.item for one in entry.sheet.costs))


def slots(entries: Sequence[Entry]) -> list[tuple[int | None, str]]:
    """Years and stages of the totals, in printed order."""
    every = [one for entry in entries for one in entry.sheet.costs]
    return list(dict.fromkeys((one.fiscal_year, one.stage) for one in every))


def project_slots(entries: Sequence[Entry]) -> list[Slot]:
    """Years, stages and items of all amounts by project and of the totals, in printed order.

    A sheet that names no projects says its amounts by item alone (``costs``).
    """
    named = (entry for entry in entries if entry.sheet.projects)
    every = (one for entry in named for row in rows(entry) for one in row.project.costs)
    return list(dict.fromkeys(slot_of(one) for one in every))


def slot_text(year: int | None, stage: str, item: str = "total") -> str:
    """令和6年度 決算; the item is said where it is not the total."""
    words = label("stage", stage) + ("" if item == "total" else f" {label('item', item)}")
    return f"{in_era(year)}年度 {words}" if year else words


def of_item(asked: Asked) -> Said:
    """The sheet's total of an item in a year and stage."""
    take: Take = asked.take
    found = [
        one
        for one in asked.sheet.costs
        if (one.item, one.fiscal_year, one.stage) == (asked.row, take.exact_year, take.stage[0])
    ]
    return of_cost(found[0], asked.money_unit) if found else ABSENT


def item_unit(asked: Asked) -> Said:
    """In what an item is counted."""
    return Said(_unit_of(asked) or asked.money_unit)


def _unit_of(asked: Asked) -> str | None:
    if asked.row not in NO_MONEY:
        return None
    printed = (one.unit for one in asked.sheet.costs if one.item == asked.row and one.unit)
    return next(printed, NO_MONEY[asked.row])
