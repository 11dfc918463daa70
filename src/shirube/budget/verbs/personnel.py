"""The verbs set_price and enter_hours: the register behind personnel cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from shirube.budget import queries
from shirube.budget.models import HourPrice, ProjectHours
from shirube.people.actors import Actor
from shirube.people.log import Change, record
from shirube.people.permissions import Refused, require
from shirube.people.verbs import Verb

MOST = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class Worked:
    """Hours of a category for a project."""

    project: str
    category: str
    hours: Decimal


@transaction.atomic
def set_price(
    municipality: str, fiscal_year: int, category: str, yen: Decimal, *, by: Actor
) -> HourPrice:
    """What an hour of the category costs in the year. Raises Refused."""
    require(by, Verb.PERSONNEL_COST, municipality)
    if not category.strip() or not _fits(yen) or yen == 0:
        raise Refused("区分と、0より大きい単価を書いてください。", "Give category and price.")
    before = queries.prices(municipality, fiscal_year).get(category)
    row, _ = HourPrice.objects.update_or_create(
        municipality_id=municipality,
        fiscal_year=fiscal_year,
        category=category.strip(),
        defaults={"yen": yen, "by": by.user, "by_name": by.person},
    )
    change = Change(None if before is None else str(before), str(yen))
    key = f"{municipality}/personnel/{fiscal_year}/{category.strip()}"
    record(by, Verb.PERSONNEL_COST, municipality, key, change)
    return row


@transaction.atomic
def enter_hours(municipality: str, fiscal_year: int, worked: Iterable[Worked], *, by: Actor) -> int:
    """Keep the hours, each project and category once. Returns how many. Raises Refused."""
    require(by, Verb.PERSONNEL_COST, municipality)
    given = list(worked)
    known = queries.projects(municipality, fiscal_year)
    for one in given:
        if one.project not in known:
            raise Refused(f"{one.project} という事業はありません。", f"No project {one.project}.")
        if not one.category.strip() or not _fits(one.hours):
            raise Refused(
                f"時間は0以上、小数点以下2桁までで書いてください({one.project})。", "Bad hours."
            )
    for one in given:
        ProjectHours.objects.update_or_create(
            municipality_id=municipality,
            fiscal_year=fiscal_year,
            project=one.project,
            category=one.category.strip(),
            defaults={"hours": one.hours, "by": by.user, "by_name": by.person},
        )
    after = {f"{one.project} {one.category}": str(one.hours) for one in given}
    key = f"{municipality}/personnel/{fiscal_year}"
    record(by, Verb.PERSONNEL_COST, municipality, key, Change(None, after))
    return len(given)


def _fits(number: Decimal) -> bool:
    return number.is_finite() and 0 <= number < MOST and number == round(number, 2)
