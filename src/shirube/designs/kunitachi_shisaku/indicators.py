"""対象指標 and 成果指標: rows of the table gathered into indicators."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from shirube.basics.japanese_text import nfkc, squeeze
from shirube.designs.kunitachi_shisaku.definitions import Definition, definition_of
from shirube.designs.kunitachi_shisaku.table import Row, cell_text, is_broken, is_number
from shirube.designs.kunitachi_shisaku.values import Setting, values_of, verdicts_of
from shirube.schema import Indicator
from shirube.schema.numbers import Measure
from shirube.sources.document import Line
from shirube.sources.taking import Takings

Kind = Literal["population", "outcome"]
_RANK: dict[Measure, int] = {"forecast": 0, "trend": 0, "target": 1, "actual": 2}
_MARKS = {"ア": "アァｱｧ7", "イ": "イィｲｨ1", "ウ": "ウゥｳｩ", "エ": "エェｴｪ"}
_DIGITS = re.compile(r"(?:展開|方向|向|\s)*([1-9])")


@dataclass(slots=True)
class Group:
    """The rows of one slot of the form, filled or not."""

    kind: Kind
    rows: list[Row] = field(default_factory=list)
    texts: list[Line] = field(default_factory=list)
    slot: str = "ア"
    slot_sure: bool = True
    block: int = 1  # outcome indicators stand in a block per 展開方向

    @property
    def rank(self) -> int:
        """The last label that the group has."""
        return max((_RANK[m] for row in self.rows for m in row.measures), default=-1)

    @property
    def lines(self) -> list[Line]:
        """Every line of the group."""
        return [row.line for row in self.rows] + self.texts


def groups_of(rows: Sequence[Row | Line]) -> list[Group]:
    """Rows gathered by the order of their labels; a plain Line is one without a label."""
    groups: list[Group] = []
    for row in rows:
        if isinstance(row, Line):
            if groups and groups[-1].kind == "outcome":
                groups[-1].texts.append(row)
            continue
        ranks = [_RANK[measure] for measure in row.measures]
        if sorted(ranks) != ranks:
            # 実績値 成り行き値: the end of one indicator and the beginning of the next in one row.
            groups.append(Group("population" if row.measures[-1] == "forecast" else "outcome"))
        elif not groups or _kind(row, groups[-1]) != groups[-1].kind or ranks[0] <= groups[-1].rank:
            groups.append(Group(_kind(row, groups[-1] if groups else None), [row]))
        else:
            groups[-1].rows.append(row)
    _number(groups)
    return groups


def _kind(row: Row, before: Group | None) -> Kind:
    if "forecast" in row.measures:
        return "population"
    if {"trend", "target"} & set(row.measures):
        return "outcome"
    return before.kind if before else "population"  # it stands first on the form


def _number(groups: Iterable[Group]) -> None:
    """ア, イ … by the printed mark (an extraction prints 7 for ア, 1 for イ), else by order."""
    letters = list(_MARKS)
    last: dict[Kind, int] = {}
    block = 0
    for group in groups:
        expected = last.get(group.kind, -1) + 1
        printed = _mark(group)
        if printed is None and group.kind == "outcome" and expected >= 2:
            expected = 0  # the form has two slots a direction
        slot = letters.index(printed) if printed else min(expected, len(letters) - 1)
        group.slot, last[group.kind] = letters[slot], slot
        group.slot_sure = printed is not None and slot in (expected, 0)
        if group.kind == "outcome":
            block += slot == 0 or not block
            group.block = block


def _mark(group: Group) -> str | None:
    found = {
        letter
        for row in group.rows
        for letter, looks in _MARKS.items()
        if row.label_at >= 2 and nfkc(row.line.cells[row.label_at - 2]) in [nfkc(x) for x in looks]
    }
    return found.pop() if len(found) == 1 else None


def indicators_of(groups: Sequence[Group], setting: Setting) -> Iterator[Indicator]:
    """The slots that hold something; cells of empty slots stay where they are."""
    for group in groups:
        definition = definition_of(group.texts, setting.takings)
        name = definition.text if group.kind == "outcome" else setting.names.get(group.slot)
        filled = any(is_number(text) for row in group.rows for _, _, text in row.cells())
        _take_labels(group, setting.takings, filled=filled or name is not None)
        if group.rows and (filled or name):
            yield _indicator(group, groups, definition, name, setting)


def _indicator(
    group: Group,
    groups: Sequence[Group],
    definition: Definition,
    name: str | None,
    setting: Setting,
) -> Indicator:
    direction, direction_sure = _direction(group, groups)
    unit = _unit(group, setting.takings)
    values = values_of(group.rows, unit, setting)
    sure = group.slot_sure and direction_sure
    garbled = definition.broken or (definition.pieces and setting.damaged)
    # 延べ数 counts on from the beginning; 延べ人数 are the visits of a year.
    cumulative = re.search(r"延べ数|累計|累積", definition.text or "") is not None
    return Indicator(
        no=group.slot,
        kind=group.kind,
        name=name or "",
        definition=definition.text,
        unit=unit,
        source=definition.source,
        accumulation="cumulative" if cumulative else None,
        direction=direction,
        flags=(
            *(() if name else ("unnamed",)),
            *(("garbled",) if garbled else ()),
            *(() if sure else ("doubtful_place",)),
        ),
        at=group.rows[0].line.at(),
        values=(*values, *(verdicts_of(group.rows, setting) if group.kind == "outcome" else ())),
    )


def _direction(group: Group, groups: Sequence[Group]) -> tuple[str | None, bool]:
    """The number of the 展開方向, by order, and whether the digits in the margin agree."""
    if group.kind != "outcome":
        return None, True
    printed = {
        match[1]
        for other in groups
        if other.kind == "outcome" and other.block == group.block
        for row in other.rows
        if row.label_at >= 3
        for match in [_DIGITS.fullmatch(squeeze(row.line.cells[row.label_at - 3]))]
        if match
    }
    return str(group.block), printed == {str(group.block)}


def _unit(group: Group, takings: Takings) -> str | None:
    """The one legible word in the column of units."""
    found: dict[str, tuple[Line, int]] = {}
    for row in group.rows:
        index = row.label_at - 1
        text = cell_text(row.line.cells[index]) if index >= 0 else ""
        if text and not re.search(r"\d", nfkc(text)) and not is_broken(text) and _wordy(text):
            found.setdefault(text, (row.line, index))
    if len(found) != 1:
        return None
    ((unit, (line, index)),) = found.items()
    takings.place(line, index)
    return unit


def _wordy(text: str) -> bool:
    return re.search(r"[\u3040-\u30ff\u3400-\u9fffA-Za-z%％㎡㎥㎞㎏‰]", text) is not None


def _take_labels(group: Group, takings: Takings, *, filled: bool) -> None:
    """Labels, marks and the direction's vertical lettering are the form's own print."""
    for row in group.rows:
        if not row.merged or filled:
            takings.furniture(row.line, row.label_at)
        if row.label_at >= 2 and _mark(group) and row.line.cells[row.label_at - 2]:
            takings.furniture(row.line, row.label_at - 2)
    for line in group.lines:
        for index, cell in enumerate(line.cells[:2]):
            if re.fullmatch(r"[展開方向成果対象指標1-9]+", squeeze(cell)):
                takings.furniture(line, index)
