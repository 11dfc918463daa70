"""Confirming: a named person, the version that is there, and doubts stay."""

import pytest

from shirube.people.actors import system
from shirube.people.models import LogEntry
from shirube.people.permissions import Refused
from shirube.schema import SheetKey
from shirube.sheets.models import StoredSheet
from shirube.sheets.tests.build import indicator, reading, sheet, value
from shirube.workflow.confirm import confirm
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db
KEY = SheetKey("999997", 2019, "program", "511")


def test_named_person_confirms() -> None:
    take_in(reading(sheet()), by=system())
    assert confirm([KEY], by=system("見本 花子")) == (KEY,)
    stored = StoredSheet.objects.get().current
    assert stored.plain().standing == "confirmed"
    assert stored.confirmed_name == "見本 花子"
    entry = LogEntry.objects.get(verb="confirm")
    assert (entry.actor.username, entry.person) == ("system", "見本 花子")


def test_nobody_named() -> None:
    take_in(reading(sheet()), by=system())
    with pytest.raises(Refused, match="氏名"):
        confirm([KEY], by=system())


def test_doubtful_value_stays_doubtful() -> None:
    doubtful = value(2019, "120", "L10C2", flags=("shifted",))
    take_in(reading(sheet(indicators=(indicator("相談件数", doubtful),))), by=system())
    confirm([KEY], by=system("見本 花子"))
    assert StoredSheet.objects.get().current.plain().indicators[0].values[0].flags == ("shifted",)


def test_who_confirmed_first_stays_on_record() -> None:
    take_in(reading(sheet()), by=system())
    confirm([KEY], by=system("見本 花子"))
    assert confirm([KEY], by=system("見本 次郎")) == ()
    assert StoredSheet.objects.get().current.confirmed_name == "見本 花子"


def test_unknown_sheet_confirms_none() -> None:
    take_in(reading(sheet()), by=system())
    with pytest.raises(Refused, match="999997/2019/program/999"):
        confirm([KEY, KEY._replace(code="999")], by=system("見本 花子"))
    assert StoredSheet.objects.get().current.standing == "machine_read"
