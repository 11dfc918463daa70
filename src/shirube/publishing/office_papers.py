"""Papers of the office out of what is stored: a sheet with last year's and finance's amounts."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

from shirube.budget import queries as budget
from shirube.budget.tables.columns import STAGES
from shirube.designs import Library
from shirube.papers.entry import Entry, Templates, papers_with_folder
from shirube.people.city.deciding import settings_of
from shirube.plans.ledger import ledger as decided
from shirube.publishing.opening import opened
from shirube.schema import Cost, Sheet, SheetKey
from shirube.schema.keys import node_key, project_keys
from shirube.schema.ledger import Ledger
from shirube.sheets.forms import library
from shirube.sheets.models import SheetVersion
from shirube.sheets.queries import stored_by_key
from shirube.workflow.keeping import final_sheet
from shirube.workflow.models import Case
from shirube.workflow.routes import DONE

BEFORE, AFTER = 1, 4  # years around the evaluated one whose money papers may ask for
NOT_FINAL = "確定前の内容です"


def templates() -> Templates:
    """The papers of this installation, read anew: a changed file counts at once. Raises
    TemplateError.
    """
    return papers_with_folder(Path(settings.SHIRUBE_HOME) / "papers")


def entries_of_cases(cases: Sequence[Case], *, finance: bool) -> list[Entry]:
    """Sheets of the round as they are now, last year's beside. ``finance``: with its amounts.

    Only what is public of a sheet goes onto paper: papers are handed on. Raises KeyError where
    the design is not here.
    """
    found = []
    for case in cases:
        sheet = final_sheet(case)
        state = "" if case.stage == DONE else NOT_FINAL
        found.append((sheet, case.last_year(), state))
    return list(_entries(found, library(), finance=finance))


def entries_of_keys(keys: Sequence[SheetKey], designs: Library) -> dict[SheetKey, Entry]:
    """Stored sheets by key, as they count now, with finance's amounts. Keys that are not stored,
    or whose design is not here, are left out.
    """
    own = _stored(keys, designs)
    ledgers = cache(decided)
    earlier = {key: _key_before(key, ledgers(key.municipality)) for key in own}
    before = _stored([key for key in earlier.values() if key is not None], designs)
    rows = [(own[key], before.get(was) if was else None, "") for key, was in earlier.items()]
    return dict(zip(own, _entries(rows, designs, finance=True), strict=True))


def _stored(keys: Sequence[SheetKey], designs: Library) -> dict[SheetKey, Sheet]:
    rows = stored_by_key(keys)
    versions = SheetVersion.objects.in_bulk([row.current_id for row in rows.values()])
    plain = {key: versions[row.current_id].plain() for key, row in rows.items()}
    return {key: sheet for key, sheet in plain.items() if sheet.design in designs}


def _key_before(key: SheetKey, ledger: Ledger) -> SheetKey | None:
    """The same node a year earlier, by the ledger of people's decisions."""
    if key.fiscal_year is None:
        return None
    same = ledger.earlier("node", key.fiscal_year, f"{key.kind}/{key.code}")
    if same is None or same.year != key.fiscal_year - 1:
        return None
    kind, _, code = same.key.partition("/")
    return SheetKey(key.municipality, same.year, kind, code)


def _entries(
    rows: Sequence[tuple[Sheet, Sheet | None, str]], designs: Library, *, finance: bool
) -> Iterator[Entry]:
    rules = cache(settings_of)
    ledger = _Finance()
    for sheet, before, state in rows:
        city = rules(sheet.municipality.code)
        known = before if before is not None and before.design in designs else None
        yield Entry(
            opened([sheet], designs, city)[0],
            None if known is None else opened([known], designs, city)[0],
            ledger.of(sheet) if finance else {},
            state,
        )


class _Finance:
    """The ledger's amounts, each year asked for once."""

    def __init__(self) -> None:
        self._years = cache(budget.years)
        self._supply = cache(lambda city, year: budget.supply(city, year, STAGES))

    def of(self, sheet: Sheet) -> Mapping[str, tuple[Cost, ...]]:
        """By project of the sheet; years around the evaluated one that finance knows."""
        if sheet.fiscal_year is None:
            return {}
        city, year = sheet.municipality.code, sheet.fiscal_year
        known = set(self._years(city))
        wanted = [one for one in range(year - BEFORE, year + AFTER + 1) if one in known]
        keys = [key for key, _ in project_keys(sheet)] or [node_key(sheet)]
        found = {key: self._costs(city, wanted, key) for key in keys}
        return {key: costs for key, costs in found.items() if costs}

    def _costs(self, city: str, years: Sequence[int], key: str) -> tuple[Cost, ...]:
        return tuple(
            Cost(fiscal_year=year, stage=stage, item=item, amount=f"{amount:f}", unit=_unit(item))
            for year in years
            for (stage, item), amount in self._supply(city, year).get(key, {}).items()
        )


def _unit(item: str) -> str:
    return "時間" if item == "hours" else "円"
