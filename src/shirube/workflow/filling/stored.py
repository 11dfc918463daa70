"""Amounts into sheets that were read from files: blanks only, as a correction of the file, so that
they survive reading it again. What an office has finished is opened again by its own verb.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from django.db.models import QuerySet

from shirube.people.actors import Actor
from shirube.sheets import content
from shirube.sheets.comparing import Incoming
from shirube.sheets.corrections import Fix, Place, apply, places
from shirube.sheets.models import Correction, SheetVersion, StoredSheet
from shirube.sheets.storing import write_versions
from shirube.workflow.drafts.addresses import Spot
from shirube.workflow.filling.cells import Cell, State, Supply, cells_of, fields_for
from shirube.workflow.models import Case

After = Callable[[Mapping[str, Any]], dict[str, Any]]  # an item → its fields that change
REASON = "財務の表から入れた額"
# A sheet states amounts of its evaluated year, the years before, and the budgets after.
_AROUND = 2


def stored_cells(supply: Supply) -> list[Cell]:
    """What is blank, the same, or said otherwise in stored sheets; writes nothing."""
    return [cell for _, cells in _found(supply) for cell in cells]


def fill_stored(supply: Supply, by: Actor) -> list[Cell]:
    """Fill the blanks; a new, unconfirmed version of each sheet that had any."""
    done: list[Cell] = []
    for stored, cells in _found(supply):
        blank = [cell for cell in cells if cell.state == State.FILL]
        if blank:
            _write(stored, blank, by)
        done += cells
    return done


def _found(supply: Supply) -> Iterator[tuple[StoredSheet, list[Cell]]]:
    year = supply.fiscal_year
    rows = StoredSheet.objects.filter(
        municipality_id=supply.municipality,
        fiscal_year__range=(year - _AROUND, year + _AROUND),
    )
    for stored in read_from_files(rows, supply.municipality):
        cells = list(cells_of(stored.current.plain(), supply, ()))
        if stored.current.standing == "entered":
            cells = [c if c.state == State.SAME else c._replace(state=State.FINAL) for c in cells]
        if cells:
            yield stored, cells


def read_from_files(rows: QuerySet[StoredSheet], municipality: str) -> Iterator[StoredSheet]:
    """Those of the stored sheets that no round of the office writes."""
    cases = Case.objects.filter(municipality_id=municipality)
    own = set(cases.values_list("cycle__fiscal_year", "kind", "code"))
    for stored in rows.select_related("current").order_by("kind", "code", "fiscal_year"):
        if (stored.fiscal_year, stored.kind, stored.code) not in own:
            yield stored


def _write(stored: StoredSheet, blank: list[Cell], by: Actor) -> None:
    changes = {cell.spot: partial(_after, cell) for cell in blank}
    correct_stored(stored, changes, REASON, by)


def _after(cell: Cell, item: Mapping[str, Any]) -> dict[str, Any]:
    unit = item.get("unit")
    return fields_for(cell, unit if isinstance(unit, str) else None)


def correct_stored(
    stored: StoredSheet, changes: Mapping[Spot, After], reason: str, by: Actor
) -> None:
    """A new, unconfirmed version with the changed cells, and a correction for each of them."""
    sheet = stored.current.plain()
    # Two items that were read at one place cannot be told apart by it.
    items = {Spot(p.part, p.at): (p, item) for p, item in places(sheet).items() if p.nth == 0}
    fixes = [_fix(*items[spot], change) for spot, change in changes.items() if spot in items]
    corrected = apply(sheet, fixes).sheet
    incoming = Incoming(corrected, content.meaning(corrected), stored)
    write_versions([incoming], SheetVersion.Cause.CORRECTION, by)
    Correction.objects.bulk_create(_row(stored, fix, reason, by) for fix in fixes)


def _fix(place: Place, item: dict[str, Any], change: After) -> Fix:
    after = change(item)
    return Fix(place, {name: item.get(name) for name in after}, after)


def _row(stored: StoredSheet, fix: Fix, reason: str, by: Actor) -> Correction:
    return Correction(
        municipality_id=stored.municipality_id,
        file_sha256=stored.current.file_sha256,
        sheet_key=str(stored.key),
        part=fix.place.part,
        at=fix.place.at,
        nth=fix.place.nth,
        before=fix.before,
        after=fix.after,
        reason=reason,
        by=by.user,
        by_name=by.person,
    )
