"""A town with editions, and asking the interface about it."""

from typing import Any

from django.test import Client

from shirube.people.actors import system
from shirube.publishing.models import Edition
from shirube.publishing.publish import Order
from shirube.publishing.tests.test_publish import publish, taken_in
from shirube.publishing.withdraw import withdraw_edition
from shirube.schema import Sheet
from shirube.sheets.tests.build import CITY, OTHER_FILE, indicator, sheet, value

ROOT = "/api/v1/"
VALUES = "tables/indicator_values"
CORRECTION = Order(CITY.code, 2019, "correction", "集計の誤り")


def counted(code: str, *numbers: int, year: int = 2019) -> Sheet:
    """A sheet of one indicator with these values."""
    held = (value(year, str(n), f"L{n}C2") for n in numbers)
    return sheet(code, year, indicators=(indicator("相談件数", *held),))


def published(*sheets: Sheet, year: int = 2019) -> Edition:
    """The first edition of these sheets."""
    taken_in(*sheets, sha256=f"{year:064d}")
    return publish(Order(CITY.code, year))


def corrected(*sheets: Sheet) -> Edition:
    """The next edition of 2019."""
    taken_in(*sheets, sha256=OTHER_FILE)
    return publish(CORRECTION)


def withdrawn(edition: Edition, reason: str = "個人の記述があったため") -> Edition:
    """The edition, gone."""
    return withdraw_edition(edition.pk, reason, by=system())


def ask(path: str = VALUES, *, status: int = 200, **query: Any) -> Any:
    """The answer's JSON, after its status was as expected."""
    answer = Client().get(ROOT + path, query)
    assert answer.status_code == status, answer.content
    return answer.json()


def numbers(path: str = VALUES, **query: Any) -> list[str]:
    """The values of the rows that are answered."""
    return [row["value"] for row in ask(path, **query)["rows"]]
