"""Mail is an extra: digests, quiet hours, nothing lost when the server fails."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from icalendar import Calendar

from shirube.basics import office_days
from shirube.workflow.calendar import calendar
from shirube.workflow.mailing import send_digests, tell_of_due_dates
from shirube.workflow.models import Message
from shirube.workflow.tests.office import Office, found_office

pytestmark = pytest.mark.django_db
JAPAN = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def office(settings: Any) -> Office:
    settings.EMAIL_HOST = "mail.example"
    settings.SHIRUBE_URL = "http://shirube.example"
    office = found_office()
    office.sato.user.email = "sato@example.jp"
    office.sato.user.save()
    office.open("town")
    return office


def at(hour: int, day: int = 0) -> datetime:
    """An hour of the office day ``day`` office days after the first message was written."""
    start = office_days.after(Message.objects.earliest("id").made_at.astimezone(JAPAN).date(), day)
    return datetime(start.year, start.month, start.day, hour, 0, tzinfo=JAPAN)


def test_one_digest_and_not_again(office: Office) -> None:
    Message.objects.create(
        user=office.sato.user, municipality=office.city, verb="remind", text="もうすぐ期限です。"
    )
    assert send_digests(at(10, 1)) == 1
    assert send_digests(at(11, 1)) == 0
    (sent,) = mail.outbox
    assert sent.subject == "[しるべ] お知らせ2件"
    assert "もうすぐ期限です。" in sent.body
    assert "http://shirube.example/desk/" in sent.body


@pytest.mark.parametrize("hour", [6, 20, 23])
def test_nobody_is_mailed_in_quiet_hours(office: Office, hour: int) -> None:
    assert send_digests(at(hour, 1)) == 0
    assert send_digests(at(10, 1)) == 1


def test_closed_days_are_quiet(office: Office) -> None:
    assert send_digests(datetime(2026, 11, 22, 10, 0, tzinfo=JAPAN)) == 0  # a Sunday


def test_without_a_mail_server_nothing_is_sent_and_all_is_on_the_screen(
    office: Office, settings: Any
) -> None:
    settings.EMAIL_HOST = ""
    assert send_digests(at(10, 1)) == 0
    assert Message.objects.filter(user=office.sato.user, read_at=None).count() == 1


def test_a_failing_server_loses_nothing(office: Office, monkeypatch: Any) -> None:
    def broken(self: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", broken)
        assert send_digests(at(10, 1)) == 0
    assert send_digests(at(11, 1)) == 1


def test_what_was_read_is_not_mailed(office: Office) -> None:
    Message.objects.filter(user=office.sato.user).update(read_at=at(9, 1))
    assert send_digests(at(10, 1)) == 0


def test_due_dates_are_told_once_a_day(office: Office) -> None:
    due = office.case().due_on
    assert due is not None
    morning = datetime(due.year, due.month, due.day, 8, 0, tzinfo=JAPAN)
    Message.objects.all().delete()
    assert tell_of_due_dates(morning) == 7  # sheets with an owner: 4 of 子ども課, 3 of 広報課
    texts = Message.objects.filter(user=office.sato.user).values_list("text", flat=True)
    assert all("今日です" in text for text in texts)


def test_the_calendar_is_read_back(office: Office) -> None:
    case = office.case()
    assert case.due_on is not None
    found = Calendar.from_ical(calendar([("case-1", "子ども; 居場所, 記入", case.due_on)]))
    (event,) = found.walk("VEVENT")
    assert str(event["summary"]) == "子ども; 居場所, 記入"
    assert case.due_on == event.decoded("dtstart")
