"""The fictional city's money: five years of finance tables, shares, printed totals, hours."""

from decimal import Decimal
from pathlib import Path

from shirube.basics.problems import Problem
from shirube.budget.reckoning.shares import Part
from shirube.budget.reckoning.totals import Printed
from shirube.budget.tables.book import read_book
from shirube.budget.tables.headers import propose
from shirube.budget.tables.reading import Expected, read_table
from shirube.budget.verbs.enter_totals import Print, enter_totals
from shirube.budget.verbs.keep_mapping import keep_mapping
from shirube.budget.verbs.personnel import Worked, enter_hours, set_price
from shirube.budget.verbs.set_shares import Division, set_shares
from shirube.budget.verbs.take_in_table import Consent, take_in_table
from shirube.people.actors import Actor
from shirube.sources.opening import open_path

FILES = Path(__file__).parent / "files" / "money"
CITY, NAME = "999997", "見本市"
# fiscal year → tables in the order in which they came
TABLES = {
    2023: ("r5_kessan.csv",),
    2024: ("r6_hensei.csv", "r6_kessan.csv"),
    2025: ("r7_hensei.csv", "r7_mikomi.csv"),
    2026: ("r8_hensei.csv",),
}
BOOKS = {2023: "r5_kessansho.csv", 2024: "r6_kessansho.csv"}
WEB, PAPERS = "project/0102010410", "project/0102010301"
# An account of two projects, and one whose number is not its project's.
SHARES = {
    "01-02-01-09-01": ([(WEB, "0.25"), (PAPERS, "0.75")], "機器の台数の割合"),
    "01-02-01-03-11": ([(PAPERS, "1")], "科目の組みかえで番号が変わった"),
}
PRICE = {2023: "4180", 2024: "4250", 2025: "4330"}
HOURS = {"project/0103020101": "1915.5", WEB: "845"}


def build_money(by: Actor) -> None:
    """Tables, shares, printed totals and hours, by the same verbs as everybody's."""
    for year, files in TABLES.items():
        for name in files:
            take(FILES / name, year, by)
    for account, (parts, reason) in SHARES.items():
        shares = [Part(project, Decimal(share)) for project, share in parts]
        set_shares(Division(CITY, account, 2023, shares, reason), by=by)
    for year, name in BOOKS.items():
        book = read_book(open_path(FILES / name))
        said = [Printed(one.prefix, one.yen) for one in book.totals]
        enter_totals(Print(CITY, year, "settlement", said, name), by=by)
    for year, yen in PRICE.items():
        set_price(CITY, year, "正規職員", Decimal(yen), by=by)
        worked = [Worked(key, "正規職員", Decimal(hours)) for key, hours in HOURS.items()]
        enter_hours(CITY, year, worked, by=by)


def take(path: Path, year: int, by: Actor) -> None:
    """One table with the columns as proposed."""
    document = open_path(path)
    found = propose(document)
    assert not isinstance(found, Problem), found
    mapping, header, _ = found
    mapping = mapping.model_copy(update={"sources_of": "settlement"})
    keep_mapping(CITY, header.names, mapping, by=by)
    reading = read_table(document, mapping, Expected(CITY, NAME, year))
    take_in_table(CITY, reading, mapping, Consent(), by=by)
