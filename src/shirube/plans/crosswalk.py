"""The crosswalk between two plans: what became of each sheet's node, asked of the ledger.

What nobody has decided has a proposal by likeness beside it, never more than that.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shirube.people.tables import Trouble, code_of, column_of, rows_of
from shirube.plans.likely import Item, proposals
from shirube.plans.models import Appearance, Link, PlanPeriod, PlanTurn, What
from shirube.plans.periods import period_before, places_of
from shirube.plans.table import KINDS
from shirube.schema.keys import NodeKey

WORDS: dict[str, str] = {
    "same": "そのまま", "renamed": "移動・名称変更", "split": "分割", "merged": "統合",
    "ended": "終了", "new": "新規",
}  # fmt: skip
ENDED = ("終了", "廃止", "なし")
NEW = ("新規", "なし")


class Node(NamedTuple):
    """A node of the old or the new plan."""

    key: str
    kind: str
    code: str
    title: str

    @property
    def name(self) -> str:
        """施策11 子どもの居場所づくり"""
        level = next((ja for ja, kind in KINDS.items() if kind == self.kind), "")
        return f"{level}{self.code} {self.title}"


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Both plans and what was decided between them. ``decided``: old key → new keys with relation;
    ``proposed``: old key → new key; ``from_year`` is the old plan's last year in the ledger.
    """

    period: PlanPeriod
    from_year: int
    old: tuple[Node, ...]
    new: tuple[Node, ...]
    decided: dict[str, list[tuple[str, str]]]
    proposed: dict[str, str]
    ended: frozenset[str]
    fresh: frozenset[str]

    @property
    def open(self) -> int:
        """How many nodes nobody has decided about."""
        reached = {new for found in self.decided.values() for new, _ in found}
        old = sum(one.key not in self.decided and one.key not in self.ended for one in self.old)
        return old + sum(one.key not in reached | self.fresh for one in self.new)


class Said(NamedTuple):
    """What a person says of an old node: the numbers of the new ones, none for ended."""

    line: int
    kind: str
    old: str  # number; empty for what is new
    new: tuple[str, ...]
    reason: str


def crosswalk(period: PlanPeriod) -> Crosswalk:
    """The crosswalk into a period from what went before."""
    city, from_year = period.municipality_id, period.first_year - 1
    new = [Node(p.key, p.kind, p.code, p.title) for p in places_of(period)]
    # A plan that stops at 施策 says nothing about 事務事業: those go on as they are.
    kinds = {one.kind for one in new}
    old = [one for one in _old(period) if one.kind in kinds]
    rows = Link.objects.filter(
        municipality_id=city, what=What.NODE, to_year=period.first_year, from_year=from_year,
        state=Link.State.CONFIRMED,
    )  # fmt: skip
    decided: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows.order_by("id"):
        decided[row.from_key].append((row.to_key, row.relation))
    turns = list(period.turns.values_list("kind", "key"))
    ended = frozenset(key for kind, key in turns if kind == PlanTurn.Kind.ENDED)
    reached = {key for found in decided.values() for key, _ in found}
    left = [one for one in old if one.key not in decided and one.key not in ended]
    pairs = proposals([_item(one) for one in left],
                      [_item(one) for one in new if one.key not in reached])  # fmt: skip
    return Crosswalk(
        period, from_year, tuple(old), tuple(new), dict(decided),
        {pair.old.key: pair.new.key for pair in pairs}, ended,
        frozenset(key for kind, key in turns if kind == PlanTurn.Kind.NEW),
    )  # fmt: skip


def _item(one: Node) -> Item:
    return Item(one.key, one.kind, one.code, one.title, "")


def _old(period: PlanPeriod) -> list[Node]:
    """The plan before; without one, what the sheets of each kind's latest year showed."""
    before = period_before(period)
    if before is not None:
        return [Node(p.key, p.kind, p.code, p.title) for p in places_of(before)]
    rows = Appearance.objects.filter(
        municipality_id=period.municipality_id, what=What.NODE, fiscal_year__lt=period.first_year
    )
    latest: dict[str, int] = {}
    found: dict[str, Node] = {}
    for row in rows.order_by("-fiscal_year", "id"):
        kind, _, code = row.key.partition("/")
        if row.fiscal_year == latest.setdefault(kind, row.fiscal_year or 0):
            found[row.key] = Node(row.key, kind, code, row.name)
    return list(found.values())


def became(said: Sequence[Said]) -> dict[tuple[str, str], str]:
    """(old key, new key) → what it became, from the shape of what was said. An empty key stands on
    one side of what ended and of what is new.
    """
    origins: dict[str, int] = defaultdict(int)
    for one in said:
        for code in one.new:
            origins[str(NodeKey(one.kind, code))] += bool(one.old)
    found: dict[tuple[str, str], str] = {}
    for one in said:
        old = str(NodeKey(one.kind, one.old)) if one.old else ""
        keys = [str(NodeKey(one.kind, code)) for code in one.new]
        if not keys:
            found[old, ""] = "ended"
        for key in keys:
            if not old:
                found["", key] = "new"
            elif origins[key] > 1:
                found[old, key] = "merged"
            else:
                found[old, key] = "split" if len(keys) > 1 else "renamed"
    return found


def read_crosswalk(text: str) -> tuple[list[Said], list[Trouble]]:
    """A pasted table: 段 (if the plan has several), 前の番号, 新しい番号 (、 between), 理由."""
    rows = rows_of(text)
    if not rows:
        return [], [Trouble(0, "表が空です。", "The table is empty.")]
    head = rows[0].cells
    kind_at = column_of(head, ("段", "種類", "レベル"))
    old_at = column_of(head, ("前の番号", "旧番号", "旧", "前"))
    new_at = column_of(head, ("新しい番号", "新番号", "新", "後の番号", "後"))
    why_at = column_of(head, ("理由", "備考"))
    if old_at is None or new_at is None:
        words = "見出しを「段 前の番号 新しい番号 理由」にしてください。"
        return [], [Trouble(rows[0].line, words, "Headings are not understood.")]
    said, wrong = [], []
    for row in rows[1:]:
        level = row.cell(kind_at) or "施策"
        old = "" if row.cell(old_at) in NEW else code_of(row.cell(old_at))
        new = codes_of(row.cell(new_at))
        if level not in KINDS:
            words = f"段「{level}」は分かりません。{'、'.join(KINDS)}のどれかです。"
            wrong.append(Trouble(row.line, words, f"No level {level}."))
        elif new is None:
            words = "新しい番号がありません。なくなったときは「終了」と書いてください。"
            wrong.append(Trouble(row.line, words, "No new number; write 終了 for what ended."))
        elif not old and not new:
            wrong.append(Trouble(row.line, "番号がどちらにもありません。", "No number at all."))
        else:
            said.append(Said(row.line, KINDS[level], old, new, row.cell(why_at)))
    return said, wrong


def codes_of(text: str) -> tuple[str, ...] | None:
    """New numbers of a cell; () for 終了, None where nothing is said."""
    if text.strip() in ENDED:
        return ()
    parts = [code_of(part) for part in text.replace(",", "、").split("、")]
    return tuple(dict.fromkeys(part for part in parts if part)) or None


def check(said: Sequence[Said], plans: Crosswalk) -> Iterable[Trouble]:
    """What does not fit the two plans, by line."""
    old, new = {one.key for one in plans.old}, {one.key for one in plans.new}
    before: dict[str, Said] = {}
    reached = {str(NodeKey(one.kind, code)) for one in said if one.old for code in one.new}
    for one in said:
        key = str(NodeKey(one.kind, one.old))
        if one.old and key not in old:
            yield Trouble(one.line, f"前の計画に番号{one.old}はありません。", f"No old {one.old}.")
        if one.old and key in before:
            words = f"番号{one.old}は{before[key].line}行目にもあります。1行にまとめてください。"
            yield Trouble(one.line, words, f"{one.old} twice.")
        before.setdefault(key, one)
        for code in one.new:
            target = str(NodeKey(one.kind, code))
            if target not in new:
                words = f"新しい計画に番号{code}はありません。"
                yield Trouble(one.line, words, f"No new {code}.")
            elif not one.old and target in reached:
                words = f"番号{code}は前の計画から続いています。新規ではありません。"
                yield Trouble(one.line, words, f"{code} is not new.")
