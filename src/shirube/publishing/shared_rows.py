"""A project that stands in several sheets is several rows of the list and one project."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet

from shirube.publishing.models import ListRow

ALONE = "-"  # stands for the key of a project that no other row states
FEW = 200  # rows: beyond, reading all is less work than naming each
MOST = 10  # shared projects that are named; the others are counted


@dataclass(frozen=True, slots=True)
class Once:
    """How many different projects the rows state, and which of them stand in several rows."""

    count: int
    shared: int
    named: tuple[str, ...]  # the first of the shared ones

    @property
    def unnamed(self) -> int:
        """How many of the shared ones are not named."""
        return self.shared - len(self.named)


def counted_once(rows: QuerySet[ListRow]) -> Once | None:
    """Of rows of the project list, narrowed in whatever way. None where rows were made before
    they knew their projects: they are to be made anew.
    """
    each = rows.order_by().values("same").annotate(n=Count("pk"), first=Min("position"))
    found = {same: (n, first) for same, n, first in each.values_list("same", "n", "first")}
    if "" in found:
        return None
    alone, _ = found.pop(ALONE, (0, 0))
    shared = sorted(first for n, first in found.values() if n > 1)
    names = rows.filter(position__in=shared[:MOST]).order_by("position")
    return Once(alone + len(found), len(shared), tuple(names.values_list("name", flat=True)))


def elsewhere(rows: Sequence[ListRow]) -> dict[int, list[ListRow]]:
    """For rows of one edition's project list, by position: the other rows of the same project."""
    if not rows:
        return {}
    places: dict[str, list[ListRow]] = defaultdict(list)
    of = ListRow.objects.filter(edition=rows[0].edition_id, list=rows[0].list).exclude(
        same__in=("", ALONE)
    )
    if len(rows) < FEW:
        of = of.filter(same__in={row.same for row in rows} - {"", ALONE})
    for one in of.only("same", "position", "sheet_kind", "sheet_code", "sheet_title"):
        places[one.same].append(one)
    return {
        row.position: [
            one
            for one in places[row.same]
            if (one.sheet_kind, one.sheet_code) != (row.sheet_kind, row.sheet_code)
        ]
        for row in rows
    }
