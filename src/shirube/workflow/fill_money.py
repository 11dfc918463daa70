"""The verb fill_money: amounts of the finance system go into drafts and stored sheets.

Blanks are filled and what was filled before is renewed. What a person wrote stays; where it
differs both are kept and shown, unless whoever fills says to replace that cell.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import require
from shirube.people.verbs import Verb
from shirube.sheets.forms import library
from shirube.workflow import telling
from shirube.workflow.carrying import recompute
from shirube.workflow.drafts import editing
from shirube.workflow.drafts.addresses import Address, Spot, index
from shirube.workflow.filling.cells import Cell, State, Supply, cells_of, fields_for
from shirube.workflow.filling.stored import fill_stored, stored_cells
from shirube.workflow.models import Case, FieldChange
from shirube.workflow.recording import Typed, keep_changes
from shirube.workflow.routes import DONE
from shirube.workflow.save import fall_back, keep_draft
from shirube.workflow.scopes import stage_of

SOURCE = "finance"  # of a FieldChange: the finance system wrote it, no person typed it
_WRITTEN = frozenset({State.FILL, State.RENEW})


@dataclass(frozen=True, slots=True)
class Choice:
    """What whoever fills decided. ``replace``: tokens of cells where a person's amount gives way;
    ``decided``: also sheets that somebody approved (their approvals become void).
    """

    replace: frozenset[str] = frozenset()
    decided: bool = False


@dataclass
class Filled:
    """What became of every cell for which there was an amount."""

    cells: list[Cell] = field(default_factory=list)

    def of(self, *states: State) -> list[Cell]:
        """The cells in these states."""
        return [cell for cell in self.cells if cell.state in states]


def preview(supply: Supply, choice: Choice | None = None) -> Filled:
    """What ``fill_money`` would do; writes nothing."""
    choice = choice or Choice()
    found, filled = Filled(), _filled(supply)
    for case in _cases(supply):
        found.cells += _decided_about(case, supply, choice, filled.get(case.pk, set()))
    found.cells += stored_cells(supply)
    return found


@transaction.atomic
def fill_money(supply: Supply, *, by: Actor, choice: Choice | None = None) -> Filled:
    """Write the amounts. Raises Refused when the actor may not."""
    require(by, Verb.FILL_MONEY, supply.municipality)
    choice = choice or Choice()
    done = Filled()
    for case in _cases(supply, lock=True):
        # Asked for once the case is held: somebody may have typed a moment ago.
        filled = _filled(supply, case)
        cells = _decided_about(case, supply, choice, filled.get(case.pk, set()))
        done.cells += cells
        _fill_case(case, cells, supply, by)
    done.cells += fill_stored(supply, by)
    counts = {state.value: len(done.of(state)) for state in State if done.of(state)}
    key = f"{supply.municipality}/money/{supply.fiscal_year}"
    record(by, Verb.FILL_MONEY, supply.municipality, key, Change(None, counts, supply.source))
    return done


def _cases(supply: Supply, *, lock: bool = False) -> Iterator[Case]:
    rows = Case.objects.filter(municipality_id=supply.municipality, cycle__closed_at=None)
    if lock:
        rows = rows.select_for_update(of=("self",))
    rows = rows.select_related("cycle", "route", "unit", "municipality", "owner")
    return rows.order_by("kind", "code").iterator(chunk_size=100)


def _decided_about(
    case: Case, supply: Supply, choice: Choice, filled: Collection[Spot]
) -> list[Cell]:
    """The case's cells, each with what is to happen to it."""
    cells = list(cells_of(case.plain(), supply, filled))
    if not cells:
        return []
    kind = _kind(case)
    if kind == DONE:
        return [_held(cell, State.FINAL) for cell in cells]
    if kind != "write" and not choice.decided:
        return [_held(cell, State.DECIDED) for cell in cells]
    return [
        cell._replace(state=State.RENEW)
        if cell.state == State.KEPT and cell.token in choice.replace
        else cell
        for cell in cells
    ]


def _held(cell: Cell, state: State) -> Cell:
    return cell if cell.state == State.SAME else cell._replace(state=state)


def _kind(case: Case) -> str:
    stage = stage_of(case, case.route.plain())
    return DONE if stage is None else stage.kind


def _filled(supply: Supply, case: Case | None = None) -> dict[int, set[Spot]]:
    """Case → cells whose last change was the finance system's; one query for all cases, or of
    one.
    """
    rows = FieldChange.objects.filter(
        case__municipality_id=supply.municipality,
        case__cycle__closed_at=None,
        field="amount",
        kind=FieldChange.Kind.SAVED,
    ).order_by("id")
    if case is not None:
        rows = rows.filter(case=case)
    last = {
        (pk, Spot(part, at)): source
        for pk, part, at, source in rows.values_list("case_id", "part", "place", "source")
    }
    found: dict[int, set[Spot]] = defaultdict(set)
    for (pk, spot), source in last.items():
        if source == SOURCE:
            found[pk].add(spot)
    return found


def _fill_case(case: Case, cells: Collection[Cell], supply: Supply, by: Actor) -> None:
    written = [cell for cell in cells if cell.state in _WRITTEN]
    if written:
        data = editing.load(case.draft)
        items = index(data)
        for cell in written:
            item = items[cell.spot].item
            item.update(fields_for(cell, item.get("unit")))
        keep_draft(case, recompute(editing.checked(data), library()[case.design]))
    kept = [cell for cell in cells if cell.state == State.KEPT]
    new = _not_told(case, kept)
    keep_changes(case, map(_typed, [*written, *new]), by, SOURCE)
    if new:
        words = f"「{case.title}」で、記入した額と財務の額が違うところが{len(new)}か所あります。"
        telling.tell(case, [case.owner] if case.owner else [], Verb.FILL_MONEY, words)
    if written:
        fall_back(case, stage_of(case, case.route.plain()), by)


def _not_told(case: Case, kept: list[Cell]) -> list[Cell]:
    """Conflicts that are not on record already with the same amount."""
    rows = case.changes.filter(field="amount", kind=FieldChange.Kind.CONFLICT)
    told = set(rows.values_list("part", "place", "after"))
    return [cell for cell in kept if (cell.spot.part, cell.spot.at, cell.after) not in told]


def _typed(cell: Cell) -> Typed:
    kind = FieldChange.Kind.CONFLICT if cell.state == State.KEPT else FieldChange.Kind.SAVED
    return Typed(Address(*cell.spot, "amount"), cell.before, cell.after, kind)
