"""What a city decides: as text, refused with place and reason, logged, never lost to another."""

import pytest

from shirube.people.actors import Actor, system
from shirube.people.city.deciding import decide_city, settings_of
from shirube.people.city.model import CitySettings, Group, Persons
from shirube.people.city.text import from_toml, to_toml
from shirube.people.models import LogEntry, Municipality, Role, User
from shirube.people.permissions import Refused

CITY = "999997"
DECIDED = CitySettings(
    reading="みほんし",
    readings={'子ども課 "北"': "こどもか きた"},
    topics=(Group(key="kosodate", title="子育て", branches=("基本目標1",), sheets=("511",)),),
    committees=(Group(key="somu", title="総務委員会", divisions=("総務課",), about="お金と組織"),),
    persons=Persons(show=("*部長",), hide=("副部長",)),
)


@pytest.mark.parametrize("settings", [CitySettings(), DECIDED, CitySettings(persons=Persons())])
def test_text_and_value_are_the_same(settings: CitySettings) -> None:
    assert from_toml(to_toml(settings)) == settings


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("reading =", "TOML として読めません"),
        ('reading = "mihon"', "reading: 使えない文字"),
        ('raeding = "みほん"', "raeding: 知らない項目"),
        ('[[topics]]\nkey = "a"\ntitle = "子育て"', "topics 1: 分野"),
        ('[[topics]]\nkey = "子"\ntitle = "子育て"\nsheets = ["1"]', "topics 1 key: 使えない文字"),
        ('[[topics]]\nkey = "a"\ntitle = "一\\n二"\nsheets = ["1"]', "topics 1 title: 空や改行"),
        (2 * '[[topics]]\nkey = "a"\ntitle = "子育て"\nsheets = ["1"]\n', "同じ key"),
    ],
)
def test_what_is_wrong_says_where_and_why(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        from_toml(text)


@pytest.mark.parametrize(
    ("post", "shown"),
    [
        ("総務部長", True),
        ("部長", True),
        ("総務 部長", True),  # as some files print it
        ("副部長", False),
        ("部長補佐", False),
        ("担当者", False),
        ("", False),
    ],
)
def test_persons_are_shown_by_post(post: str, shown: bool) -> None:
    assert Persons(show=("*部長",), hide=("副部長",)).shows(post) is shown


def test_a_post_without_star_means_itself_only() -> None:
    assert Persons(show=("部長",)).shows("部長")
    assert not Persons(show=("部長",)).shows("副部長")


@pytest.mark.django_db
class TestDeciding:
    """The verb."""

    @pytest.fixture(autouse=True)
    def _city(self) -> None:
        Municipality.objects.create(code=CITY, name="見本市")

    def test_a_change_is_kept_and_logged(self) -> None:
        assert decide_city(CITY, DECIDED, by=system("見本 花子"))
        assert settings_of(CITY) == DECIDED
        entry = LogEntry.objects.get(verb="decide_city")
        assert (entry.person, entry.before) == ("見本 花子", {})
        assert (entry.after or {})["reading"] == "みほんし"

    def test_the_same_again_is_no_change(self) -> None:
        decide_city(CITY, DECIDED, by=system())
        assert not decide_city(CITY, DECIDED, by=system())
        assert LogEntry.objects.filter(verb="decide_city").count() == 1

    def test_what_somebody_else_changed_meanwhile_is_not_overwritten(self) -> None:
        decide_city(CITY, DECIDED, by=system())
        with pytest.raises(Refused, match="ほかの人が"):
            decide_city(CITY, CitySettings(reading="みほん"), by=system(), seen=CitySettings())
        assert settings_of(CITY) == DECIDED

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.PLANNING, Role.SYSTEM}))
    def test_only_the_planning_office_decides(self, role: Role) -> None:
        user = User.objects.create(username="sato", municipality_id=CITY)
        user.assignments.create(municipality_id=CITY, role=role)
        with pytest.raises(Refused):
            decide_city(CITY, DECIDED, by=Actor(user))
        assert settings_of(CITY) == CitySettings()

    def test_an_unknown_municipality_is_refused(self) -> None:
        with pytest.raises(Refused, match="未登録"):
            decide_city("132217", DECIDED, by=system())
