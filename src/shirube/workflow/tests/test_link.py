"""The ledger: likeness proposes, a named person decides, undecided is not joined."""

import pytest

from shirube.people.actors import Actor, system
from shirube.people.models import LogEntry
from shirube.people.permissions import Refused
from shirube.plans.ledger import ledger, thread
from shirube.plans.models import Link
from shirube.schema import Project, Sheet
from shirube.schema.ledger import Appearance, LedgerLink
from shirube.sheets.tests.build import indicator, reading, sheet, value
from shirube.workflow.link import Decision, accept_same, decide, join, propose
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db
CITY = "999997"
OLD, NEW = (
    "program/511#indicator/① 満足が高い人の割合",
    "program/511#indicator/① 満足は高い人の割合",
)


def year(fiscal_year: int, name: str, *projects: Project) -> Sheet:
    return sheet(
        year=fiscal_year,
        indicators=(indicator(name, value(fiscal_year, "1", "L1")),),
        projects=projects,
    )


def two_years(old: str = "満足が高い人の割合", new: str = "満足は高い人の割合") -> None:
    take_in(reading(year(2019, old), year(2021, new)), by=system())


def hanako() -> Actor:
    return system("見本 花子")


def proposed(what: str) -> list[tuple[str, str, str]]:
    rows = Link.objects.filter(what=what, state="proposed").order_by("id")
    return [(row.from_key, row.to_key, row.relation) for row in rows]


def test_changed_particle_is_proposed_as_renamed() -> None:
    two_years()
    propose(CITY, by=system())
    assert proposed("indicator") == [(OLD, NEW, "renamed")]
    assert proposed("node") == [("program/511", "program/511", "same")]


def test_proposal_joins_nothing() -> None:
    two_years()
    propose(CITY, by=system())
    assert len(ledger(CITY)) == 0


def test_decided_link_is_a_thread_through_the_years() -> None:
    two_years()
    propose(CITY, by=system())
    decide([Link.objects.get(what="indicator").pk], Decision(accept=True), by=hanako())
    assert thread(CITY, "indicator", NEW, 2021) == (Appearance(2019, OLD), Appearance(2021, NEW))


def test_nobody_named() -> None:
    two_years()
    propose(CITY, by=system())
    with pytest.raises(Refused, match="氏名"):
        decide([Link.objects.get(what="indicator").pk], Decision(accept=True), by=system())


def test_other_names_are_not_proposed() -> None:
    two_years(new="道路の延長")
    propose(CITY, by=system())
    assert proposed("indicator") == []


def test_accept_same_leaves_renamed_ones() -> None:
    two_years()
    propose(CITY, by=system())
    assert [link.what for link in accept_same(CITY, by=hanako())] == ["node"]
    assert len(proposed("indicator")) == 1


def test_proposing_again_keeps_numbers() -> None:
    two_years()
    assert propose(CITY, by=system()) == 2
    before = set(Link.objects.values_list("pk", flat=True))
    assert propose(CITY, by=system()) == 0
    assert set(Link.objects.values_list("pk", flat=True)) == before


def test_rejected_pair_is_not_proposed_again() -> None:
    two_years()
    propose(CITY, by=system())
    decide([Link.objects.get(what="indicator").pk], Decision(accept=False), by=hanako())
    propose(CITY, by=system())
    assert proposed("indicator") == []


def test_links_survive_reading_the_file_again() -> None:
    two_years()
    propose(CITY, by=system())
    decide([Link.objects.get(what="indicator").pk], Decision(accept=True), by=hanako())
    two_years()
    assert len(ledger(CITY)) == 1


def test_project_without_number_meets_its_numbered_self_by_name() -> None:
    old, new = (
        Project(code="0110050109", name="広報紙発行", unit="広報課"),
        Project(name="広報紙発行", unit="広報課"),
    )
    take_in(reading(year(2019, "件数", old), year(2021, "件数", new)), by=system())
    propose(CITY, by=system())
    assert proposed("project") == [("project/0110050109", "project/広報紙発行@広報課", "same")]


def test_two_equally_like_projects_are_left_to_people() -> None:
    old = Project(code="1", name="一般事務")
    new = (Project(name="一般事務", unit="甲課"), Project(name="一般事務", unit="乙課"))
    take_in(reading(year(2019, "件数", old), year(2021, "件数", *new)), by=system())
    propose(CITY, by=system())
    assert proposed("project") == []


def test_second_same_is_refused() -> None:
    two_years(new="満足が高い人の割合")
    other = sheet("512", year=2021, projects=())
    take_in(reading(other), by=system())
    link = LedgerLink("node", 2019, "program/511", 2021, "program/511")
    join(CITY, link, by=hanako(), reason="同じ施策")
    second = LedgerLink("node", 2019, "program/511", 2021, "program/512")
    with pytest.raises(Refused, match="split"):
        join(CITY, second, by=hanako(), reason="誤り")
    assert len(ledger(CITY)) == 1


def test_split_ends_the_thread() -> None:
    two_years()
    take_in(reading(sheet("512", year=2021, projects=())), by=system())
    for code in ("511", "512"):
        link = LedgerLink("node", 2019, "program/511", 2021, f"program/{code}", "split")
        join(CITY, link, by=hanako(), reason="分割")
    assert thread(CITY, "node", "program/512", 2021) == (Appearance(2021, "program/512"),)
    assert len(ledger(CITY).before("node", 2021, "program/512")) == 1


def test_link_to_nothing_is_refused() -> None:
    two_years()
    link = LedgerLink("node", 2019, "program/511", 2021, "program/999")
    with pytest.raises(Refused, match="program/999"):
        join(CITY, link, by=hanako(), reason="?")


def test_unknown_number_decides_nothing() -> None:
    two_years()
    propose(CITY, by=system())
    known = Link.objects.filter(what="node").get().pk
    with pytest.raises(Refused, match="999999"):
        decide([known, 999999], Decision(accept=True), by=hanako())
    assert len(ledger(CITY)) == 0


def test_every_decision_is_on_record() -> None:
    two_years()
    propose(CITY, by=system())
    number = Link.objects.get(what="indicator").pk
    decide([number], Decision(accept=True, reason="助詞だけの違い"), by=hanako())
    decide([number], Decision(accept=False, reason="やはり別"), by=hanako())
    entries = LogEntry.objects.filter(verb="decide_link")
    assert [(entry.after, entry.note) for entry in entries] == [
        ({"state": "confirmed", "relation": "renamed"}, "助詞だけの違い"),
        ({"state": "rejected", "relation": "renamed"}, "やはり別"),
    ]
