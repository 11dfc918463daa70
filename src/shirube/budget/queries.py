"""Asking for the money of a municipality: the ledger of a year, shares, projects, prices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Max

from shirube.budget.models import (
    FinanceLine,
    FinanceTable,
    HourPrice,
    PrintedTotal,
    ProjectHours,
    ShareSet,
    TransferMark,
    unpacked,
)
from shirube.budget.reckoning.ledger import Ledger, merged
from shirube.budget.reckoning.matching import Matched, Shares, What, match
from shirube.budget.reckoning.personnel import Hours, Personnel, personnel
from shirube.budget.reckoning.shares import Part
from shirube.budget.reckoning.totals import Printed, Reconciled, reconcile, totals
from shirube.budget.tables.columns import SOURCES
from shirube.plans.models import Appearance
from shirube.plans.models import What as Kind


class ProjectName(NamedTuple):
    """A project as the newest sheets name it."""

    key: str
    name: str
    unit: str


def ledger(municipality: str, fiscal_year: int) -> Ledger:
    """Every line of the year as it counts: tables in their order, marks of people over them."""
    rows = FinanceLine.objects.filter(
        table__municipality_id=municipality, table__fiscal_year=fiscal_year
    ).order_by("table_id", "id")
    tables: dict[int, list[FinanceLine]] = defaultdict(list)
    for row in rows.iterator(chunk_size=5000):
        tables[row.table_id].append(row)
    found = merged([unpacked(row, fiscal_year) for row in own] for own in tables.values())
    for account, transfer in _marks(municipality).items():
        if account in found:
            found[account] = found[account].marked(transfer=transfer)
    return found


def _marks(municipality: str) -> dict[str, bool]:
    rows = TransferMark.objects.filter(municipality_id=municipality).order_by("id")
    return dict(rows.values_list("account", "transfer"))


def years(municipality: str) -> list[int]:
    """Fiscal years of which there are tables, the newest first."""
    rows = FinanceTable.objects.filter(municipality_id=municipality)
    found = rows.order_by("-fiscal_year").values_list("fiscal_year", flat=True)
    return list(dict.fromkeys(found))


def shares(municipality: str, fiscal_year: int) -> Shares:
    """Account → parts, of the latest year up to this one for which people set them."""
    rows = ShareSet.objects.filter(municipality_id=municipality, from_year__lte=fiscal_year)
    found: dict[str, tuple[Part, ...]] = {}
    for account, parts in rows.order_by("from_year", "id").values_list("account", "parts"):
        found[account] = tuple(Part(key, Decimal(share)) for key, share in parts)
    return found


def projects(municipality: str, fiscal_year: int) -> dict[str, ProjectName]:
    """Projects of the year's sheets by key; of the last year before that has any where the year's
    sheets are still being written.
    """
    rows = Appearance.objects.filter(municipality_id=municipality, key__startswith="project/")
    newest = rows.filter(fiscal_year__lte=fiscal_year).aggregate(year=Max("fiscal_year"))["year"]
    names: dict[str, ProjectName] = {}
    own = rows.filter(fiscal_year=newest, what__in=(Kind.PROJECT, Kind.NODE))
    for row in own.order_by("what", "sheet_key"):
        # A second one of the same key within a sheet (~2) is no other project.
        if row.key not in names and "~" not in row.key:
            names[row.key] = ProjectName(row.key, row.name, row.unit)
    return names


def whats(stages: Iterable[str]) -> list[What]:
    """Total and sources of stages, totals first."""
    chosen = list(stages)
    return [What(stage, item) for item in ("total", *SOURCES) for stage in chosen]


def matched(municipality: str, fiscal_year: int, stages: Iterable[str]) -> Matched:
    """Whose the year's money is, and what is left over on either side."""
    lines = ledger(municipality, fiscal_year).values()
    known = projects(municipality, fiscal_year)
    return match(lines, shares(municipality, fiscal_year), known, whats(stages))


def printed_totals(municipality: str, fiscal_year: int, stage: str) -> list[Printed]:
    """What was printed, by 会計 and 款."""
    rows = PrintedTotal.objects.filter(
        municipality_id=municipality, fiscal_year=fiscal_year, stage=stage
    )
    return [Printed(row.prefix, row.yen) for row in rows.order_by("prefix")]


def reconciled(municipality: str, fiscal_year: int, stage: str) -> tuple[Reconciled, ...]:
    """The year's ledger held against print."""
    found = totals(ledger(municipality, fiscal_year).values(), stage)
    return reconcile(found, printed_totals(municipality, fiscal_year, stage))


def prices(municipality: str, fiscal_year: int) -> dict[str, Decimal]:
    """Category → yen an hour."""
    rows = HourPrice.objects.filter(municipality_id=municipality, fiscal_year=fiscal_year)
    return dict(rows.values_list("category", "yen"))


def personnel_costs(municipality: str, fiscal_year: int) -> dict[str, Personnel]:
    """Project → its personnel cost with formula and inputs."""
    rows = ProjectHours.objects.filter(municipality_id=municipality, fiscal_year=fiscal_year)
    hours: dict[str, list[Hours]] = defaultdict(list)
    for row in rows.order_by("project", "category"):
        hours[row.project].append(Hours(row.category, row.hours))
    known = prices(municipality, fiscal_year)
    return {project: personnel(own, known) for project, own in hours.items()}


def supply(
    municipality: str, fiscal_year: int, stages: Iterable[str]
) -> Mapping[str, Mapping[tuple[str, str], Decimal]]:
    """Project → (stage, item) → yen, for ``workflow.fill_money``: what is settled for sure.

    An amount of which a part is still open is left out. Personnel cost and hours go with the
    settled (or estimated) stage.
    """
    chosen = tuple(stages)
    found: dict[str, dict[tuple[str, str], Decimal]] = defaultdict(dict)
    for project, money in matched(municipality, fiscal_year, chosen).money.items():
        for what, own in money.items():
            if own.complete:
                found[project][what.stage, what.item] = Decimal(own.yen)
    spent = [stage for stage in chosen if stage in {"settlement", "settlement_estimate"}]
    if spent:
        _add_personnel(found, municipality, fiscal_year, spent)
    return found


def _add_personnel(
    found: dict[str, dict[tuple[str, str], Decimal]],
    municipality: str,
    fiscal_year: int,
    stages: list[str],
) -> None:
    for project, cost in personnel_costs(municipality, fiscal_year).items():
        for stage in stages:
            own = found[project]
            own[stage, "hours"] = cost.hours
            if cost.yen is None:
                continue
            own[stage, "personnel"] = Decimal(cost.yen)
            total = own.get((stage, "total"))
            if total is not None:
                own[stage, "full"] = total + cost.yen
