"""What an uploaded workbook would change: field by field, and why something of it cannot.

Nothing is written here. A field that was changed on the screen meanwhile is never overwritten
silently: both texts are shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from shirube.basics.fiscal_year import in_era
from shirube.designs.entries import is_number, label, title
from shirube.people.actors import Actor
from shirube.people.permissions import Refused
from shirube.schema.codes import label as word
from shirube.schema.sheet import parse_key
from shirube.sheets.forms import library
from shirube.workbooks import Book, Filled, Tab, Trouble
from shirube.workbooks.asking import NotAChoiceError, cell_mark, cell_text, meant
from shirube.workbooks.keys import canonical, mark
from shirube.workflow.drafts import editing, fields
from shirube.workflow.drafts.addresses import Address, Found, Item, Spot, index, inside
from shirube.workflow.drafts.editing import Edit
from shirube.workflow.drafts.fields import BadTextError, exists
from shirube.workflow.models import Case, FieldChange
from shirube.workflow.moving import require_open
from shirube.workflow.save import places, who_changed
from shirube.workflow.scopes import stage_of
from shirube.workflow.workbook_forms import born
from shirube.workflow.workbook_rows import (
    Names,
    Spare,
    add_blank,
    added_before,
    real_names,
    renamed,
    spare_of,
    spares,
)

State = Literal["change", "conflict", "wrong"]


@dataclass(frozen=True, slots=True)
class Touched:
    """A field that the workbook would change, or cannot."""

    address: Address
    cell: str
    label: str
    before: str  # what the draft says now, as the workbook would show it
    text: str  # what the workbook says
    edit: Edit
    state: State
    say: str = ""  # what the program understood, or why not
    who: str = ""  # who changed it meanwhile

    @property
    def seen(self) -> str:
        """Stands for the two texts that a person compared."""
        return mark(f"{self.before}\n{self.text}")


@dataclass
class SheetCheck:
    """What a tab would do to its sheet. ``refused``: why nothing of it can be taken in."""

    tab: str
    case: Case | None = None
    key: str = ""
    book: str = ""  # id of the workbook
    refused: str = ""
    touched: list[Touched] = field(default_factory=list)
    rows: list[Spare] = field(default_factory=list)

    def of(self, state: State) -> list[Touched]:
        """The fields of one state."""
        return [one for one in self.touched if one.state == state]

    @property
    def count(self) -> int:
        """Fields that would be taken in without a further word."""
        return len(self.of("change"))

    @property
    def untouched(self) -> bool:
        """The tab says nothing new."""
        return not (self.touched or self.rows or self.refused)


@dataclass(frozen=True)
class Checked:
    """What a whole workbook would do."""

    sheets: tuple[SheetCheck, ...]
    troubles: tuple[Trouble, ...] = ()

    @property
    def count(self) -> int:
        """Fields that can be taken in."""
        return sum(one.count for one in self.sheets if not one.refused)

    @property
    def conflicts(self) -> int:
        """Fields about which a person has to decide."""
        return sum(len(one.of("conflict")) for one in self.sheets if not one.refused)


def check(book: Book, municipality: str, *, by: Actor) -> Checked:
    """Everything that taking in the workbook would do, and all its troubles at once."""
    cases = _cases(book.tabs, municipality)
    sheets, troubles = [], list(book.troubles)
    for tab in book.tabs:
        if not tab.key.sheet:
            continue  # its key is spoiled; the reading said so
        checked = SheetCheck(tab.name, cases.get(tab.key.sheet), tab.key.sheet, tab.key.book)
        checked.refused = _refusal(tab, checked.case, municipality)
        if checked.case is not None and not checked.refused and tab.filled:
            _fill(checked, tab, checked.case, by)
        sheets.append(checked)
    return Checked(tuple(sheets), tuple(troubles))


def _cases(tabs: Iterable[Tab], municipality: str) -> dict[str, Case]:
    """The cases of the tabs by sheet key."""
    keys = []
    for tab in tabs:
        try:
            keys.append(parse_key(tab.key.sheet))
        except ValueError:
            continue  # refused below: there is no such case
    wanted = {key.code for key in keys if key.municipality == municipality}
    years = {key.fiscal_year for key in keys if key.fiscal_year is not None}
    rows = Case.objects.filter(municipality=municipality, cycle__fiscal_year__in=years)
    found = rows.select_related("cycle", "route", "unit", "municipality").defer("reference")
    return {str(case.key): case for case in found if case.code in wanted}


def _refusal(tab: Tab, case: Case | None, municipality: str) -> str:
    if not tab.key.sheet.startswith(f"{municipality}/"):
        return "ほかの団体のシートです。この団体のブックを送ってください。"
    if case is None:
        return "このシートの評価は、この団体にはありません。年度と番号を確かめてください。"
    if tab.key.born and tab.key.born != born(case):
        return (
            "別の場所で作ったブックです(試験用のサーバーなど)。"
            "このサーバーからダウンロードし直して、写してください。"
        )
    design = library()[case.design]
    if tab.key.design and tab.key.design != f"{design.id} {design.version}":
        return "ブックを作ったあとで様式が変わりました。ダウンロードし直して、写してください。"
    return ""


def _fill(checked: SheetCheck, tab: Tab, case: Case, by: Actor) -> None:
    try:
        only = places(case, stage_of(case, case.route.plain()), by)
        require_open(case)
    except Refused as refused:
        year = in_era(case.cycle.fiscal_year)
        done = f"{year}年度のこのシートは確定しています。" if case.done else ""
        checked.refused = f"{done}{refused.text()}"
        return
    data = editing.load(case.draft)
    known, names = added_before(case, tab.key.book), Names()
    for row, at in known.items():
        names |= real_names(data, row, at)
    new = [row for row in spares(tab.filled) if row not in known]
    if new and only is not None:
        checked.refused = "依頼された部分だけに書けるため、行は加えられません。"
        return
    try:
        add_blank(data, new, library()[case.design])
    except BadTextError as error:
        checked.refused = str(error)
        return
    on = _Looking(case, index(data), only, _own_words(case, tab.key.book), frozenset(new))
    for one in tab.filled:
        touched = _touched(on, one, renamed(one.place, names))
        if touched is not None:
            checked.touched.append(touched)
    used = {spare_of(one.address) for one in checked.touched}
    above = {row.above for row in used if row is not None}
    checked.rows = [row for row in new if row in used or (row.part, row.at) in above]


def _own_words(case: Case, book: str) -> dict[Address, str]:
    """What this same workbook wrote last, where nobody wrote after it."""
    found: dict[Address, str] = {}
    rows = case.changes.filter(kind=FieldChange.Kind.SAVED).order_by("id")
    for part, at, name, text, source in rows.values_list(
        "part", "place", "field", "after", "source"
    ):
        address = Address(part, at, name)
        if source == f"workbook:{book}":
            found[address] = text
        else:
            found.pop(address, None)
    return found


@dataclass(frozen=True)
class _Looking:
    """A draft that is only looked at, with the new rows in it."""

    case: Case
    items: dict[Spot, Found]
    only: frozenset[Spot] | None
    own: dict[Address, str]
    new: frozenset[Spare]

    def name(self, address: Address) -> str:
        """「課題 2: 現在の取組状況」."""
        found = self.items[address.spot]
        above = [self.items[spot] for spot in found.above]
        words = [
            *(_called(spot.part, one.item) for spot, one in zip(found.above, above, strict=True)),
            _called(address.part, found.item),
            label(address),
        ]
        return " › ".join(dict.fromkeys(one for one in words if one))


def _called(part: str, item: Item) -> str:
    year = f"{in_era(item['fiscal_year'])}年度" if item.get("fiscal_year") else ""
    if part == "indicators":
        return " ".join(one for one in (item.get("no"), item["name"]) if one)
    if part == "indicators.values":
        return f"{year}の{word('measure', item['measure'])}"
    if part in {"costs", "projects.costs"}:
        return f"{year}の{word('stage', item['stage'])} {word('item', item['item'])}"
    return title(part, item)


def _touched(on: _Looking, one: Filled, address: Address) -> Touched | None:
    """What a changed cell would do; None where the draft says the same already."""
    found, design = on.items.get(address.spot), library()[on.case.design]
    if found is None or not exists(address):
        nothing = Edit(address, "", one.text)
        why = "この欄の行は、画面で除かれたため、もうありません。"
        return Touched(address, one.cell, "", "", one.text, nothing, "wrong", why)
    now, number = cell_text(design, address, found.item), is_number(address)
    if canonical(now, number=number) == canonical(one.text, number=number):
        return None
    shown, called = fields.shown(found.item, address), on.name(address)
    edit = Edit(address, shown, one.text)
    try:
        edit = Edit(address, shown, meant(design, address, found.item, one.text))
        say = _say(on, found, edit)
    except NotAChoiceError as error:
        why = f"選択肢にない言葉です。次から選んでください: {error}"
        return Touched(address, one.cell, called, now, one.text, edit, "wrong", why)
    except BadTextError as error:
        return Touched(address, one.cell, called, now, one.text, edit, "wrong", str(error))
    fresh = cell_mark(design, address, found.item) == one.mark or on.own.get(address) == shown
    if fresh or spare_of(address) in on.new:
        return Touched(address, one.cell, called, now, one.text, edit, "change", say)
    who = who_changed(on.case, address)
    return Touched(address, one.cell, called, now, one.text, edit, "conflict", say, who)


def _say(on: _Looking, found: Found, edit: Edit) -> str:
    """What the program understands. Raises BadTextError where the field cannot hold the text."""
    if on.only is not None and not inside(edit.address.spot, found, on.only):
        raise BadTextError("依頼された部分ではないので、書き込めません。")
    above = on.items[found.above[-1]].item if found.above else None
    read = fields.read(found.item, edit.address, fields.tidy(edit.text), above)
    if read.changes.get("missing") == "unreadable":
        raise BadTextError(
            "数として読めません。数か、「集計中」「調査なし」などの言葉を書いてください。"
        )
    if spare_of(edit.address) in on.new:
        found.item.update(read.changes)  # the unit of a new indicator, for its numbers further down
    return read.say
