"""Until when each stage has time: lowest level first, in office days from the cycle's start."""

from datetime import date

from shirube.basics import office_days
from shirube.workflow.routes import DONE, Route


def due_dates(route: Route, starts_on: date) -> dict[str, date]:
    """Stage → last day. Each begins where the one before it ends."""
    found, days = {}, 0
    for stage in route.stages:
        days += stage.days
        found[stage.key] = office_days.after(starts_on, days)
    return found


def due(route: Route, starts_on: date, stage: str) -> date | None:
    """The last day of a stage, None when the case is done."""
    return None if stage == DONE else due_dates(route, starts_on)[stage]
