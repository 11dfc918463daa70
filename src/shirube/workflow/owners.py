"""Whose the sheets of a new year are."""

from shirube.people.models import Assignment, Role, Unit, User
from shirube.schema import Sheet
from shirube.workflow.models import Case


class Owners:
    """Who filled the sheet last year, if still there; else the division's one writer."""

    def __init__(self, municipality: str) -> None:
        last: dict[tuple[str, str], User] = {}
        rows = Case.objects.filter(municipality_id=municipality, owner__is_active=True)
        for case in (
            rows.select_related("owner").order_by("cycle__fiscal_year").defer("draft", "reference")
        ):
            if case.owner is not None:
                last[case.kind, case.code] = case.owner
        self._last = last
        self._writers: dict[int, list[User]] = {}
        staff = Assignment.objects.filter(
            municipality_id=municipality, role=Role.SECTION, user__is_active=True
        )
        for one in staff.select_related("user"):
            if one.unit_id is not None:
                self._writers.setdefault(one.unit_id, []).append(one.user)

    def of(self, sheet: Sheet, unit: Unit | None) -> User | None:
        """None: the planning office sees that the sheet has nobody."""
        writers = self._writers.get(unit.pk, []) if unit else []
        before = self._last.get((sheet.kind, sheet.code))
        if before in writers:
            return before
        return writers[0] if len(writers) == 1 else None
