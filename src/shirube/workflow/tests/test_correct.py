"""Correcting: kept by file and place, and holding when the file is read again."""

from typing import Any

import pytest

from shirube.people.actors import system
from shirube.people.models import LogEntry
from shirube.people.permissions import Refused
from shirube.plans.ledger import ledger
from shirube.schema import Sheet, SheetKey
from shirube.schema.ledger import LedgerLink
from shirube.sheets.models import Correction, StoredSheet
from shirube.sheets.tests.build import OTHER_FILE, indicator, reading, sheet, value
from shirube.workflow.confirm import confirm
from shirube.workflow.correct import Target, correct, settle
from shirube.workflow.link import join
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db
KEY = SheetKey("999997", 2019, "program", "511")
HERE = Target(KEY, "L10C2")
DOUBTFUL = sheet(
    indicators=(indicator("相談件数", value(2019, "120", "L10C2", flags=("shifted",))),)
)


def stored(*sheets: Sheet) -> None:
    take_in(reading(*(sheets or (sheet(),))), by=system())


def now() -> Sheet:
    return StoredSheet.objects.get(code="511").current.plain()


def corrected(target: Target, text: str, **more: Any) -> Correction:
    return correct(target, text, by=system("見本 花子"), reason="原本と照合", **more)


def test_value_is_corrected_in_a_new_version() -> None:
    stored()
    corrected(HERE, "１３０")
    found = now().indicators[0].values[0]
    assert (found.value, found.printed) == ("130", "１３０")
    assert StoredSheet.objects.get().current.number == 2


def test_correction_survives_reading_the_file_again() -> None:
    stored()
    corrected(HERE, "130")
    again = take_in(reading(sheet()), by=system())
    assert len(again.unchanged) == 1
    assert now().indicators[0].values[0].value == "130"


def test_correction_of_one_file_is_not_forced_upon_another() -> None:
    stored()
    corrected(HERE, "130")
    other = take_in(reading(sheet(), sha256=OTHER_FILE), by=system())
    assert len(other.changed_refused) == 1
    assert now().indicators[0].values[0].value == "130"


def test_place_that_is_gone_is_reported_and_the_correction_kept() -> None:
    stored()
    corrected(HERE, "130")
    read_otherwise = sheet(indicators=(indicator("相談件数", value(2019, "120", "L11C2")),))
    result = take_in(reading(read_otherwise), by=system(), accept=True)
    assert [(p.code, p.at) for p in result.problems] == [("correction_without_place", "L10C2")]
    assert Correction.objects.count() == 1


def test_place_that_now_holds_another_value_is_reported() -> None:
    stored()
    corrected(HERE, "130")
    read_otherwise = sheet(indicators=(indicator("相談件数", value(2019, "999", "L10C2")),))
    result = take_in(reading(read_otherwise), by=system(), accept=True)
    assert [p.code for p in result.problems] == ["correction_without_place"]
    assert now().indicators[0].values[0].value == "999"


def test_second_correction_of_a_place_wins() -> None:
    stored()
    corrected(HERE, "130")
    corrected(HERE, "131")
    take_in(reading(sheet()), by=system())
    assert now().indicators[0].values[0].value == "131"


def test_settled_value_loses_its_doubt_for_good() -> None:
    stored(DOUBTFUL)
    settle(HERE, by=system("見本 花子"), reason="原本と照合")
    assert now().indicators[0].values[0].flags == ()
    assert take_in(reading(DOUBTFUL), by=system()).unchanged


def test_correction_of_a_confirmed_sheet_asks_for_confirmation_again() -> None:
    stored()
    confirm([KEY], by=system("見本 花子"))
    corrected(HERE, "130")
    assert now().standing == "machine_read"


def test_money_is_typed_in_the_unit_of_the_form() -> None:
    stored()
    corrected(Target(KEY, "L20C3"), "8,190")
    assert now().projects[0].costs[0].amount == "8190000"


def test_blank_cell() -> None:
    stored()
    corrected(HERE, "")
    found = now().indicators[0].values[0]
    assert (found.value, found.missing) == (None, "blank")


def test_words_and_a_named_field() -> None:
    stored()
    corrected(Target(KEY, "L9"), "相談の件数")
    corrected(Target(KEY, "L9"), "回", field="unit")
    assert (now().indicators[0].name, now().indicators[0].unit) == ("相談の件数", "回")


def test_ledger_follows_a_corrected_name() -> None:
    stored(sheet(), sheet(year=2021))
    old, new = "program/511#indicator/① 相談件数", "program/511#indicator/① 相談の件数"
    join(
        "999997",
        LedgerLink("indicator", 2019, old, 2021, old),
        by=system("見本 花子"),
        reason="同じ",
    )
    corrected(Target(KEY, "L9"), "相談の件数")
    assert ledger("999997").links == (LedgerLink("indicator", 2019, new, 2021, old),)


READ: dict[str, object] = {
    "value": "120",
    "printed": "120",
    "missing": None,
    "qualifier": None,
    "parts": [],
    "flags": [],
}


def test_log_says_what_was_and_what_is() -> None:
    stored()
    corrected(HERE, "130")
    entry = LogEntry.objects.get(verb="correct")
    assert entry.before == {"at": "indicators.values L10C2"} | READ
    assert entry.after == READ | {"value": "130", "printed": "130"}
    assert (entry.person, entry.note) == ("見本 花子", "原本と照合")


TWO_IN_A_CELL = indicator("比率", value(2019, "31.6", "L10C2"), value(2019, "38.9", "L10C2"))


@pytest.mark.parametrize(
    ("target", "text", "reason", "says"),
    [
        (HERE, "130", " ", "理由"),
        (HERE, "12や13", "照合", "several_numbers|unreadable"),
        (HERE, "120", "照合", "すでに"),
        (Target(KEY, "L99"), "130", "照合", "L99"),
        (Target(KEY._replace(code="9"), "L10C2"), "130", "照合", "program/9"),
    ],
    ids=["no reason", "no number", "says that already", "no such place", "no such sheet"],
)
def test_refused(target: Target, text: str, reason: str, says: str) -> None:
    stored()
    with pytest.raises(Refused, match=says):
        correct(target, text, by=system(), reason=reason)
    assert StoredSheet.objects.get().current.number == 1


def test_two_values_read_at_one_place_must_be_told_apart() -> None:
    stored(sheet(indicators=(TWO_IN_A_CELL,)))
    with pytest.raises(Refused, match="--nth"):
        corrected(HERE, "38.8")
    corrected(Target(KEY, "L10C2", nth=1), "38.8")
    assert [v.value for v in now().indicators[0].values] == ["31.6", "38.8"]


def test_nothing_doubtful_to_settle() -> None:
    stored()
    with pytest.raises(Refused):
        settle(HERE, by=system("見本 花子"), reason="照合")
