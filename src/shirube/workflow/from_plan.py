"""What the city's plan of a year says about its sheets: which lead on, under which number, and
which are new. Without a plan for the year everything leads on as it is.
"""

from collections.abc import Iterator

from shirube.people.permissions import Refused
from shirube.plans.crosswalk import crosswalk
from shirube.plans.models import Link, PlanTurn, What
from shirube.plans.periods import Place, period_of, places_of
from shirube.schema import PlanLevel, Sheet
from shirube.schema import Unit as SheetUnit
from shirube.schema.keys import node_key
from shirube.schema.ledger import ONE_TO_ONE
from shirube.sheets.models import StoredSheet


class PlanOfYear:
    """The plan that holds in a year, with the crosswalk into it; loaded once for many sheets."""

    def __init__(self, municipality: str, year: int) -> None:
        self.year = year
        period = period_of(municipality, year)
        self.there = period is not None
        places = places_of(period) if period else []
        self._places = {place.key: place for place in places}
        self._links = _crosswalk(municipality, period.first_year) if period else {}
        ended = period.turns.filter(kind=PlanTurn.Kind.ENDED) if period else ()
        self._ended = {one.key for one in ended}
        self._first = period.first_year if period else 0
        self._kinds = {place.kind for place in places}
        self._used: set[str] = set()

    def placed(self, sheet: Sheet) -> Sheet | None:
        """The sheet under its number, name and place of this year; None where it ended, was split
        or merged, or stands in the plan no more.
        """
        # A plan that stops at 施策 says nothing about sheets of 事務事業.
        if sheet.kind not in self._kinds or sheet.fiscal_year is None:
            return sheet
        key = node_key(sheet)
        before = sheet.fiscal_year < self._first
        links = self._links.get(key, []) if before else []
        if links:
            _heal(links, sheet.fiscal_year, self.year)
            one = links[0] if len(links) == 1 and links[0].relation in ONE_TO_ONE else None
            place = self._places.get(one.to_key) if one else None
        else:
            place = None if before and key in self._ended else self._places.get(key)
        if place is None:
            return None
        self._used.add(place.key)
        return in_place(sheet, place)

    def new(self) -> Iterator[Place]:
        """The nodes of the plan that no sheet of an earlier year leads to."""
        return (place for key, place in self._places.items() if key not in self._used)


def _crosswalk(municipality: str, year: int) -> dict[str, list[Link]]:
    """Decided links into the first year of a plan, by the key they start from."""
    rows = Link.objects.filter(
        municipality_id=municipality, what=What.NODE, to_year=year, state=Link.State.CONFIRMED
    )
    found: dict[str, list[Link]] = {}
    for row in rows.order_by("-from_year", "id"):
        known = found.setdefault(row.from_key, [])
        if not known or known[0].from_year == row.from_year:
            known.append(row)
    return found


def _heal(links: list[Link], sheet_year: int, year: int) -> None:
    """Years at the turn were never evaluated: the decision holds from the last sheet's year to
    this one, so that neither thread nor promises end where there is no sheet.
    """
    for link in links:
        if (link.from_year, link.to_year) == (sheet_year, year):
            continue
        Link.objects.get_or_create(
            municipality_id=link.municipality_id, what=link.what, from_year=sheet_year,
            from_key=link.from_key, to_year=year, to_key=link.to_key,
            defaults={
                "relation": link.relation, "state": link.state, "decided_by": link.decided_by,
                "decided_name": link.decided_name, "decided_at": link.decided_at,
                "reason": link.reason,
            },
        )  # fmt: skip


def refuse_undecided(municipality: str, year: int) -> None:
    """A number of the new plan may be something else in the old one: raises Refused as long as the
    crosswalk into a plan that begins has open lines.
    """
    period = period_of(municipality, year)
    if period is None:
        return
    sheets = StoredSheet.objects.filter(municipality_id=municipality)
    if sheets.filter(fiscal_year__gte=period.first_year, fiscal_year__lt=year).exists():
        return
    plans = crosswalk(period)
    if plans.old and plans.open:
        raise Refused(
            f"「{period.title}」と前の計画との対応が{plans.open}件決まっていません。"
            "「はじめの準備」の「前の計画との対応」で決めてから始めてください。",
            f"{plans.open} lines of the crosswalk into {period.title} are not decided.",
        )


def in_place(sheet: Sheet, place: Place) -> Sheet:
    """The sheet as the plan names it: number, title, what is above; its division if one is said."""
    update: dict[str, object] = {
        "code": place.code,
        "title": place.title,
        "path": tuple(PlanLevel(level=a, code=b or None, title=c) for a, b, c in place.above),
    }
    if place.division:
        others = tuple(one for one in sheet.units if not one.role.startswith(("主", "担当")))
        update["units"] = (SheetUnit(role="担当課", name=place.division), *others)
    return sheet.model_copy(update=update)
