"""Due dates for a calendar program: RFC 5545, whole days."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone
from icalendar import Calendar, Event

Day = tuple[str, str, date]  # a name that stays the same, what is due, the day


def calendar(days: Iterable[Day]) -> bytes:
    """An .ics file with one all-day entry for each; read again, an entry is updated."""
    found = Calendar()
    found.add("prodid", "-//Shirube//due dates//JA")
    found.add("version", "2.0")
    for ident, text, day in days:
        event = Event()
        event.add("uid", f"{ident}@shirube")
        event.add("summary", text)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("dtstamp", timezone.now())
        found.add_component(event)
    ics: bytes = found.to_ical()
    return ics
