"""Divisions and people as a table, and registering it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.people.actors import Actor, system
from shirube.people.enrolling import enrol, invite_waiting, troubles
from shirube.people.founding import first_account, found_city, may_found, municipality_said
from shirube.people.models import Assignment, LogEntry, Municipality, Role, Unit, User
from shirube.people.permissions import Refused
from shirube.people.roster import read_roster

CITY = "999989"
HEAD = "利用者名,姓,名,メール,部署,上の部署,役割\n"
TABLE = (
    HEAD + "hata,秦,あい,,建設課,くらし部,担当課\nono,小野,,,くらし部,,部長\nkei,桂,,,,,企画担当\n"
)


@pytest.fixture
def planning() -> Actor:
    city = Municipality.objects.create(code=CITY, name="見習い町")
    user = User.objects.create(username="tono", last_name="遠野", municipality=city)
    Assignment.objects.create(user=user, municipality=city, role=Role.PLANNING)
    return Actor(user)


def problems(text: str) -> list[str]:
    return [one.text() for one in read_roster(text).problems]


def test_divisions_people_and_roles_in_one_go(db: None, planning: Actor) -> None:
    assert tuple(enrol(CITY, read_roster(TABLE), by=planning)) == (2, 3, 3)
    assert Unit.objects.get(name="建設課").parent == Unit.objects.get(name="くらし部")
    role = Assignment.objects.get(user__username="kei")
    assert (role.role, role.unit) == (Role.PLANNING, None)
    assert tuple(enrol(CITY, read_roster(TABLE), by=planning)) == (0, 0, 0)
    assert len(invite_waiting(CITY, by=planning)) == 3


def test_nothing_is_registered_with_a_problem_in_it(db: None, planning: Actor) -> None:
    with pytest.raises(Refused, match="3行目"):
        enrol(CITY, read_roster(TABLE.replace("部長\n", "部の長\n", 1)), by=planning)
    assert User.objects.count() == 1
    assert not Unit.objects.exists()


def test_a_user_name_of_somebody_else_is_a_problem(db: None, planning: Actor) -> None:
    other = Municipality.objects.create(code="999997", name="見本市")
    User.objects.create(username="hata", last_name="畑", municipality=other)
    assert "利用者名「hata」は使われています" in troubles(CITY, read_roster(TABLE))[0].text()
    User.objects.filter(username="hata").update(municipality=CITY)
    assert "畑さんとして登録されています" in troubles(CITY, read_roster(TABLE))[0].text()


def test_problems_stand_with_their_line() -> None:
    assert problems(HEAD + "hata,秦,,,建設課,,課長補佐") == [
        "2行目: 役割「課長補佐」はありません。次のどれかにしてください: "
        "担当課、課長、部長、企画担当、財政担当、委員、外部評価者、管理者、ログ閲覧者。"
    ]
    assert "2行目: 「hata」の部署がありません" in problems(HEAD + "hata,秦,,,,,担当課")[0]
    assert (
        "3行目: 利用者名「hata」は2行目の秦さんと同じです"
        in problems(HEAD + "hata,秦,,,建設課,,担当課\nhata,畑,,,建設課,,担当課")[0]
    )
    assert "自分の上の部署" in problems("部署,上の部署\n甲課,乙課\n乙課,甲課")[0]


@given(st.text(alphabet='利用者名部署役割姓,\n\t"担当課a@', max_size=200))
def test_whatever_is_pasted_is_read_or_told(text: str) -> None:
    roster = read_roster(text)
    assert isinstance(roster.units, dict)


def test_the_first_account_founds_its_municipality_once(db: None) -> None:
    user = first_account("tono", "遠野", by=system("工事の人"))
    found_city(municipality_said("999989", "見習い町"), by=Actor(user))
    assert set(user.assignments.values_list("role", flat=True)) == {"administrator", "planning"}
    assert LogEntry.objects.filter(verb="found_city", municipality=CITY).exists()
    assert not may_found(user)
    with pytest.raises(Refused):
        first_account("ato", "後", by=system())
    with pytest.raises(Refused):
        found_city(municipality_said("999997", "ほかの市"), by=Actor(user))


def test_a_municipality_by_code_or_by_a_known_name(db: None) -> None:
    assert municipality_said("", "見本市", {"999997": "見本市"}).code == "999997"
    with pytest.raises(Refused, match="検査数字"):
        municipality_said("999988", "見習い町")
    with pytest.raises(Refused, match="6桁の団体コード"):
        municipality_said("", "知らない町")
    with pytest.raises(Refused, match="名前を入れて"):
        municipality_said("999989", "")
