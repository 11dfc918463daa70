"""総事業費: rows known by what is left of their labels, in the order of the form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shirube.basics.japanese_text import squeeze
from shirube.designs.cells import Slot, cost_of
from shirube.designs.kunitachi_shisaku.table import Columns, Row, cell_text
from shirube.designs.text_form import without_tags
from shirube.schema import Cost
from shirube.sources.document import Line
from shirube.sources.taking import Takings

# item → (label as printed, what damage may leave of it), in the order of the form
_ITEMS = {
    "project_count": (r"事務事業本?数|事業数", r"本数"),
    "national": (r"国庫支出金", r"庫支|出金"),
    "prefectural": (r"都支出金", r"出金"),
    "bond": (r"地方債", r"債"),
    "other": (r"その他", r"の他|\)他|他\Z"),
    "general": (r"一般財源", r"財源"),
    "total": (r"事業費計", r"\(A\)|費計|事.?業\Z"),
    "hours": (r"延べ業務時間", r"業務時|べ業務|時間"),
    "personnel": (r"人件費", r"件費|\(B\)"),
    "full": (r"トータルコ?", r"ルコスト"),
}
_SOURCES = ("national", "prefectural", "bond", "other", "general")
_UNIT = re.compile(r"百万円|万円|千円|円|時間|人|本")
_PLAIN_UNITS = {"project_count": "本", "hours": "時間"}


@dataclass(frozen=True, slots=True)
class Money:
    """What reading the costs needs to know of the sheet and its form."""

    takings: Takings
    evaluated: int | None
    unit: str  # of the form, where the row lost its own


@dataclass(frozen=True, slots=True)
class _Label:
    items: tuple[str, ...]
    exact: bool
    merged: bool = False  # several printed rows fell into one


def is_cost_row(line: Line, columns: Columns) -> bool:
    """The row has the label of an amount before its years."""
    return _label(line, columns, seen=()) is not None


def costs_of(rows: Sequence[tuple[Line, Columns]], money: Money) -> tuple[Cost, ...]:
    """Every cell of every row that has a label. A zero that adds up blank cells is no amount."""
    found: list[Cost] = []
    seen: list[str] = []
    for line, columns in rows:
        label = _label(line, columns, seen)
        if label is None:
            continue
        ordered = not seen or _place(label.items[0]) > max(map(_place, seen))
        seen += label.items
        found += _of_row(line, columns, label, ordered=ordered, money=money)
    return tuple(_without_formula_zero(cost, found) for cost in found)


def _place(item: str) -> int:
    return list(_ITEMS).index(item)


def _label(line: Line, columns: Columns, seen: Sequence[str]) -> _Label | None:
    texts = [squeeze(without_tags(cell)) for cell in line.cells[: columns.first]]
    joined = "".join(texts)
    if re.search(_ITEMS["full"][0], joined):
        return None if "full" in seen else _Label(("full",), exact=True)
    exact = tuple(item for item, (printed, _) in _ITEMS.items() if re.search(printed, joined))
    if exact:
        return _Label(exact, exact=True) if not set(exact) & set(seen) else None
    # The first cell holds pieces of vertical lettering (財源内訳, 施策コスト), the last the unit.
    inner = [text for text in texts[1:-1] if text] or [joined]
    last = [texts[-1]] if texts and not _UNIT.fullmatch(texts[-1]) else []
    left = _left_over([*inner, *last], seen) or _left_over([joined], seen)
    return _Label(left, exact=False, merged=_names_again(inner, seen)) if left else None


def _names_again(texts: Sequence[str], seen: Sequence[str]) -> bool:
    """The end of the row above stands in this label too: (A) 時間."""
    return any(
        re.search(_ITEMS[item][1], text)
        for text in texts
        for item in seen
        if item not in ("national", "prefectural")
    )


def _left_over(texts: Sequence[str], seen: Sequence[str]) -> tuple[str, ...]:
    """Items that the remains of labels may stand for; 出金 is the first one not seen yet."""
    found: list[str] = []
    for item, (_, left) in _ITEMS.items():
        if item in seen or (item == "prefectural" and "national" in found):
            continue
        if any(re.search(left, text) for text in texts):
            found.append(item)
    return tuple(found)


def _of_row(
    line: Line, columns: Columns, label: _Label, *, ordered: bool, money: Money
) -> Iterator[Cost]:
    unit = _unit(line, columns)
    # Settled amounts end with the year evaluated, as actual values do.
    row = Row(
        line, columns, ("actual",), columns.first - 1, merged=label.merged or len(label.items) > 1
    )
    doubts = (
        *(() if label.exact and ordered and not row.merged else ("doubtful_place",)),
        *(("shifted",) if row.shifted(money.evaluated) else ()),
    )
    money.takings.furniture(line, *range(min(columns.first, len(line.cells))))
    cells = row.cells()
    if row.merged and any(text for _, _, text in cells):
        return  # whose amounts these are cannot be known: they stay unplaced
    for item in label.items:
        stated = unit or _PLAIN_UNITS.get(item) or money.unit
        inferred = () if unit or item in _PLAIN_UNITS else ("unit_inferred",)
        for year, index, text in cells:
            if text:
                money.takings.place(line, index)
            flags = (*doubts, *(inferred if text else ()))
            slot = Slot(_stage(year, money.evaluated), item, year)
            yield cost_of(text, stated, slot, line.at(index), flags=flags)


def _unit(line: Line, columns: Columns) -> str | None:
    cell = line.cells[columns.first - 1] if 0 < columns.first <= len(line.cells) else ""
    found = set(_UNIT.findall(squeeze(cell_text(cell))))
    return found.pop() if len(found) == 1 else None


def _stage(year: int, evaluated: int | None) -> str:
    """The chapter is called 実績推移と目標値: past years are settled, later ones planned."""
    return "plan" if evaluated is not None and year > evaluated else "settlement"


def _without_formula_zero(cost: Cost, costs: Sequence[Cost]) -> Cost:
    rests_on = {"total": _SOURCES, "personnel": ("hours",), "full": (*_SOURCES, "personnel")}
    parts = rests_on.get(cost.item)
    if parts is None or cost.number is None or cost.number != 0:
        return cost
    stated = any(
        part.amount is not None and not (part.item == "personnel" and part.number == 0)
        for part in costs
        if part.item in parts and part.fiscal_year == cost.fiscal_year
    )
    return cost if stated else cost.model_copy(update={"amount": None, "missing": "formula_zero"})
