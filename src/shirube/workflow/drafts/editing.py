"""Typing into a draft: what is saved, what met another person's change, rows that come and go."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from shirube.designs import Design
from shirube.designs.columns import INNER, blank_cells
from shirube.designs.entries import ROWS
from shirube.schema import Sheet
from shirube.workflow.drafts import fields
from shirube.workflow.drafts.addresses import Address, Found, Item, Spot, index, inside
from shirube.workflow.drafts.fields import BadTextError

MOST_ROWS = 300


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person typed into a field, and what the field showed them before."""

    address: Address
    before: str
    text: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A field that now holds what was typed. ``say``: what the program understood."""

    address: Address
    before: str
    text: str
    say: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """The field held neither what the person saw nor what they typed: nothing is overwritten."""

    address: Address
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A text that the field cannot hold, or a field that is not there (any more)."""

    address: Address
    text: str
    why: str


@dataclass
class Outcome:
    """What became of some edits; ``data`` is the draft afterwards."""

    data: Item
    saved: list[Saved] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    unchanged: list[Address] = field(default_factory=list)


def apply(data: Item, edits: Iterable[Edit], only: Collection[Spot] | None = None) -> Outcome:
    """Type into a draft (its JSON values, changed in place). ``only``: places that may be edited,
    None for all.
    """
    outcome = Outcome(data)
    items = index(data)
    for edit in edits:
        _apply(outcome, items, edit, only)
    return outcome


def _apply(
    outcome: Outcome, items: dict[Spot, Found], edit: Edit, only: Collection[Spot] | None
) -> None:
    address, text = edit.address, fields.tidy(edit.text)
    found = items.get(address.spot)
    if found is None or not fields.exists(address):
        gone = "この欄は、ほかの人が行を除いたため、もうありません。書いた文は記録に残しました。"
        outcome.wrong.append(Wrong(address, text, gone))
        return
    if only is not None and not inside(address.spot, found, only):
        why = "依頼された部分ではないので、書き込めません。"
        outcome.wrong.append(Wrong(address, text, why))
        return
    now = fields.shown(found.item, address)
    if now == text:
        outcome.unchanged.append(address)
        return
    if now != fields.tidy(edit.before):
        outcome.conflicts.append(Conflict(address, text, now))
        return
    try:
        above = items[found.above[-1]].item if found.above else None
        read = fields.read(found.item, address, text, above)
    except BadTextError as error:
        outcome.wrong.append(Wrong(address, text, str(error)))
        return
    found.item.update(read.changes)
    outcome.saved.append(Saved(address, now, text, read.say))


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be added: its name, the ``at`` of the item that holds its list (an issue, for its
    next actions), and the empty cells inside it (see ``inner``).
    """

    part: str
    at: str
    under: str | None = None
    inner: Sequence[Item] = ()


def add_row(data: Item, row: NewRow) -> Item:
    """A new empty row at the end of a part.

    Raises BadTextError where the form has no such row, or too many.
    """
    holder = _holder(data, row.part, row.under)
    if row.part not in ROWS or holder is None or len(holder) >= MOST_ROWS:
        raise BadTextError("この表には行を加えられません。")
    item: Item = {"at": row.at, **_EMPTY[row.part]}
    if row.part in _NUMBERED:
        item["no"] = str(len(holder) + 1)
    if row.part in INNER:
        item[INNER[row.part]] = list(row.inner)
    holder.append(item)
    return item


def remove_row(data: Item, spot: Spot) -> Item:
    """Take a row out; returns it as it was. Raises BadTextError where it is not there."""
    found = index(data).get(spot)
    if found is None or spot.part not in ROWS:
        raise BadTextError("この行は、もうありません。")
    found.holder.remove(found.item)
    return found.item


_EMPTY: dict[str, Item] = {
    "projects": {"name": ""},
    "environment": {"factor": "", "situation": ""},
    "issues": {"text": ""},
    "issues.next_actions": {"text": ""},
    "notes": {"text": ""},
    "units": {"role": "関係課", "name": ""},
    "contacts": {"role": "問い合わせ", "phone": ""},
    "directions": {"title": ""},
    "indicators": {"name": ""},
}
_NUMBERED = frozenset({"issues", "directions", "indicators"})
# What of a cell is its place in the table; the rest is what it says.
_SLOT = ("fiscal_year", "stage", "item", "unit", "measure")


def _holder(data: Item, part: str, under: str | None) -> list[Item] | None:
    if "." not in part:
        found: list[Item] = data.setdefault(part, [])
        return found
    above, _, name = part.partition(".")
    parent = index(data).get(Spot(above, under or ""))
    return None if parent is None else parent.item.setdefault(name, [])


def inner(data: Item, part: str, design: Design) -> list[Item]:
    """The empty cells of a new row: the columns of the rows beside it, else the form's own.

    They have no ``at`` yet. [] for a part whose rows hold no cells.
    """
    name = INNER.get(part)
    if name is None:
        return []
    beside = next((row[name] for row in data.get(part, ()) if row.get(name)), None)
    if beside is None:
        year = data.get("fiscal_year")
        return blank_cells(design, year, part) if year is not None else []
    return [
        {key: cell[key] for key in _SLOT if key in cell} | {"printed": "", "missing": "blank"}
        for cell in beside
    ]


def load(draft: str) -> Item:
    """The draft as JSON values."""
    data: Item = json.loads(draft)
    return data


def checked(data: Any) -> Sheet:
    """The draft as a plain sheet. Raises BadTextError when something does not fit the form."""
    try:
        return Sheet.model_validate(data)
    except ValidationError as error:
        raise BadTextError(f"様式に合わない内容です({error.error_count()}か所)。") from error
