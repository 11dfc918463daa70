"""Projects of a real volume meet their accounts by number: 会計-款-項-目-事業."""

import csv
import io
from decimal import Decimal

import pytest

from shirube.basics.testing import samples_folder
from shirube.budget import queries
from shirube.budget.tables.headers import propose
from shirube.budget.tables.reading import Expected, read_table
from shirube.budget.verbs.take_in_table import Consent, take_in_table
from shirube.importers import read_path
from shirube.people.actors import system
from shirube.schema import Sheet
from shirube.sheets.forms import library
from shirube.sources.opening import open_bytes
from shirube.workflow.fill_money import preview
from shirube.workflow.filling import State, Supply
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db


def accounts_of(sheets: tuple[Sheet, ...], year: int) -> dict[str, Decimal]:
    """Number → settled yen, as the sheets state them for sure."""
    found = {}
    for project in (project for sheet in sheets for project in sheet.projects):
        for cost in project.costs:
            if (cost.fiscal_year, cost.stage, cost.item) != (year, "settlement", "total"):
                continue
            if project.code and cost.certain and cost.number is not None:
                found[project.code] = cost.number
    return found


def test_every_numbered_project_finds_its_account() -> None:
    sample = samples_folder() / "kiyose_shisaku_r1.txt"
    reading = read_path(sample, library=library())
    by = system("見本 花子")
    take_in(reading, by=by)
    city, year = reading.sheets[0].municipality, reading.sheets[0].fiscal_year
    assert year is not None
    accounts = accounts_of(reading.sheets, year)
    assert len(accounts) > 20
    assert all(len(code) == 10 for code in accounts)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["会計", "款", "項", "目", "事業コード", "事業名", "決算額(円)"])
    for code, yen in accounts.items():
        parts = [code[place : place + 2] for place in range(0, 10, 2)]
        writer.writerow([*parts, f"予算事業{code}", yen])
    document = open_bytes(out.getvalue().encode("cp932"), "kessan.csv")
    found = propose(document)
    assert isinstance(found, tuple)
    table = read_table(document, found[0], Expected(city.code, city.name, year))
    assert table.problems == ()
    take_in_table(city.code, table, found[0], Consent(), by=by)
    joined = queries.matched(city.code, year, ["settlement"])
    assert joined.leftover == ()
    assert {key.removeprefix("project/") for key in joined.money} == set(accounts)
    supply = Supply(
        city.code, year, ("settlement",), queries.supply(city.code, year, ["settlement"])
    )
    cells = preview(supply).cells
    assert len(cells) >= len(accounts)
    assert {cell.state for cell in cells} == {State.SAME}
