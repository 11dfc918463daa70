"""Money in: confirmed, looked at, taken in, divided, reconciled; and who may."""

from decimal import Decimal

import pytest

from shirube.budget import queries
from shirube.budget.models import FinanceTable
from shirube.budget.reckoning.matching import What
from shirube.budget.reckoning.shares import Part
from shirube.budget.reckoning.totals import Printed
from shirube.budget.tables.headers import propose
from shirube.budget.tests.tables import CITY, CRECHE, HEADER, ROADS, csv, proposed, read
from shirube.budget.verbs.enter_totals import Print, enter_totals
from shirube.budget.verbs.keep_mapping import keep_mapping, known_mapping
from shirube.budget.verbs.personnel import Worked, enter_hours, set_price
from shirube.budget.verbs.set_shares import Division, mark_transfer, set_shares
from shirube.budget.verbs.take_in_table import Consent, look, take_in_table
from shirube.people.models import LogEntry, Municipality
from shirube.people.permissions import Refused
from shirube.people.verbs import Verb
from shirube.workflow.tests.office import Office, found_office

pytestmark = pytest.mark.django_db
CODE = "999997"
CLUB = "01-03-02-01-02,居場所と子ども食堂,子ども課,14000000,13400001"


@pytest.fixture
def office() -> Office:
    return found_office()


def take(office: Office, *rows: str, consent: Consent | None = None) -> tuple[FinanceTable, ...]:
    document = csv(*rows)
    agreed = consent or Consent()
    return take_in_table(CODE, read(document), proposed(document), agreed, by=office.mori)


def test_columns_are_remembered_under_next_years_names(office: Office) -> None:
    this = csv(header="科目コード,予算事業名,令和6年度決算額,補正予算額(第1号)")
    found = propose(this)
    assert isinstance(found, tuple)
    mapping, header, _ = found
    keep_mapping(CODE, header.names, mapping, by=office.mori)
    after = known_mapping(
        CODE, ("科目コード", "予算事業名", "令和7年度決算額", "補正予算額(第2号)")
    )
    assert after is not None
    assert after.header("settlement") == "令和7年度決算額"
    assert [one.number for one in after.columns] == [None, None, None, 2]
    assert known_mapping(CODE, ("科目コード", "決算額")) is None


def test_a_mapping_that_cannot_work_is_refused(office: Office) -> None:
    mapping = proposed(csv())
    for dropped in ("code", "money"):
        columns = tuple(
            one for one in mapping.columns
            if (one.role != "code" if dropped == "code" else one.role in {"code", "name"})
        )  # fmt: skip
        wrong = mapping.model_copy(update={"columns": columns})
        with pytest.raises(Refused):
            keep_mapping(CODE, HEADER.split(","), wrong, by=office.mori)


def test_a_second_run_stores_nothing(office: Office) -> None:
    assert len(take(office, CRECHE, ROADS)) == 1
    assert take(office, CRECHE, ROADS) == ()
    assert FinanceTable.objects.count() == 1


def test_what_cannot_be_read_needs_a_word(office: Office) -> None:
    with pytest.raises(Refused, match="読めない行が1行"):
        take(office, CRECHE, ",名なし,,1,1")
    assert FinanceTable.objects.count() == 0
    (table,) = take(office, CRECHE, ",名なし,,1,1", consent=Consent(left_out=True))
    assert table.left_out == [
        {"at": "3", "why": "finance_code_missing", "label": "名なし", "yen": 2}
    ]


def test_amounts_that_vanish_or_jump_need_a_word(office: Office) -> None:
    take(office, CRECHE, ROADS)
    with pytest.raises(Refused, match="この表にありません"):
        take(office, CRECHE)
    take(office, CRECHE, CLUB, ROADS)
    document = csv(CRECHE, CLUB, ROADS)
    slipped, mapping = read(document, money_unit="千円"), proposed(document)
    with pytest.raises(Refused, match="千倍か千分の1"):
        take_in_table(CODE, slipped, mapping, Consent(), by=office.mori)


def test_a_later_table_is_shown_as_a_difference(office: Office) -> None:
    take(office, CRECHE, ROADS)
    (looked,) = look(CODE, read(csv(CRECHE.replace("45200123", "45300000"), ROADS)))
    assert [(one.account, one.before, one.after) for one in looked.difference.changed] == [
        ("01-03-02-01-01", 45_200_123, 45_300_000)
    ]


def test_several_projects_share_an_account(office: Office) -> None:
    take(office, CRECHE, ROADS, CLUB)
    parts = [
        Part("project/0103020102", Decimal("0.955224")),
        Part("project/0103020109", Decimal("0.044776")),
    ]
    set_shares(Division(CODE, "01-03-02-01-02", 2024, parts, "見守りの人数"), by=office.mori)
    found = queries.matched(CODE, 2024, ["settlement"])
    money = {key: own[What("settlement")].yen for key, own in found.money.items()}
    assert money["project/0103020102"] + money["project/0103020109"] == 13_400_001
    assert found.leftover == ()
    assert "project/0102010401" in found.without
    # What is set for a year holds for later years and not for earlier ones.
    assert queries.shares(CODE, 2026) == {"01-03-02-01-02": tuple(parts)}
    assert queries.shares(CODE, 2023) == {}


def test_shares_of_unknown_projects_or_over_one_are_refused(office: Office) -> None:
    for parts in (
        [Part("project/9999999999", Decimal(1))],
        [Part("project/0103020102", Decimal("0.7")), Part("project/0103020109", Decimal("0.5"))],
    ):
        with pytest.raises(Refused):
            set_shares(Division(CODE, "01-03-02-01-02", 2024, parts), by=office.mori)


def test_reconciled_with_print_to_the_yen(office: Office) -> None:
    take(office, CRECHE, ROADS)
    book = [Printed("01-03", 45_200_123), Printed("01-08", 35_400_455), Printed("01", 80_600_579)]
    enter_totals(Print(CODE, 2024, "settlement", book, "決算書12頁"), by=office.mori)
    rows = queries.reconciled(CODE, 2024, "settlement")
    assert {row.prefix: row.difference for row in rows} == {"01-03": 0, "01-08": 1, "01": 0}


def test_a_person_says_what_is_a_transfer(office: Office) -> None:
    take(office, CRECHE)
    mark_transfer(CODE, "01-03-02-01-01", transfer=True, by=office.mori, reason="試し")
    assert queries.ledger(CODE, 2024)["01-03-02-01-01"].transfer


def test_hours_and_prices(office: Office) -> None:
    set_price(CODE, 2024, "正規職員", Decimal(4000), by=office.mori)
    worked = [Worked("project/0103020101", "正規職員", Decimal("10.5"))]
    enter_hours(CODE, 2024, worked, by=office.mori)
    cost = queries.personnel_costs(CODE, 2024)["project/0103020101"]
    assert cost.yen == 42_000
    with pytest.raises(Refused):
        enter_hours(CODE, 2024, [Worked("project/none", "正規職員", Decimal(1))], by=office.mori)


def test_everything_is_logged_and_only_finance_may(office: Office) -> None:
    take(office, CRECHE)
    assert LogEntry.objects.filter(
        verb=Verb.TAKE_IN_MONEY, object_key=f"{CODE}/money/2024"
    ).exists()
    document = csv(CRECHE)
    mapping, by = proposed(document), office.sato
    with pytest.raises(Refused):
        take_in_table(CODE, read(document), mapping, Consent(), by=by)
    with pytest.raises(Refused):
        set_shares(Division(CODE, "01-01", 2024), by=by)
    with pytest.raises(Refused):
        enter_totals(Print(CODE, 2024, "settlement", []), by=by)


def test_another_municipality_has_its_own_ledger(office: Office) -> None:
    take(office, CRECHE)
    other = Municipality.objects.create(code="999989", name="別の市")
    assert queries.ledger(other.code, 2024) == {}
    assert CITY.municipality == CODE
