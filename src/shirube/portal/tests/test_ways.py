"""Ways in that a city decides: topics and committees, served and as files; readings."""

from pathlib import Path

import pytest
from django.test import Client

from shirube.designs import Library
from shirube.people.actors import system
from shirube.people.city.deciding import decide_city
from shirube.people.city.model import CitySettings, Group
from shirube.publishing.publish import Order, publish_edition
from shirube.publishing.site import write_site
from shirube.schema import Cost, Issue, NextAction, PlanLevel, Project, Sheet, Unit
from shirube.sheets.tests.build import CITY, DESIGN, OTHER_FILE, reading, sheet
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db
LIBRARY = Library([(DESIGN, None)])
GROWING = (PlanLevel(level="基本目標", code="1", title="子どもが育つまち"),)
SAFE = (PlanLevel(level="基本目標", code="2", title="災害に強いまち"),)
CHILDREN = Group(key="kosodate", title="子育て", branches=("基本目標1",))
SAFETY = Group(key="bosai", title="防災", reading="ぼうさい", sheets=("521",))
COMMITTEE = Group(key="minsei", title="民生委員会", divisions=("子ども課",))
DECIDED = CitySettings(
    reading="みほんし",
    readings={"子どもが育つまち": "こどもがそだつまち", "子ども課": "こどもか"},
    topics=(CHILDREN, SAFETY),
    committees=(COMMITTEE,),
)


def project(code: str, unit: str, amount: str) -> Project:
    cost = Cost(
        fiscal_year=2019, stage="settlement", item="total", amount=amount, unit="千円",
        printed=amount, at=f"L{code}C{unit}",
    )  # fmt: skip
    return Project(code=code, name=f"事業{code}", unit=unit, costs=(cost,))


def program(code: str, path: tuple[PlanLevel, ...], unit: str, *projects: Project) -> Sheet:
    promise = NextAction(text=f"{unit}は案内を直す", from_fiscal_year=2021)
    return sheet(
        code,
        path=path,
        units=(Unit(role="担当課", name=unit),),
        projects=projects,
        issues=(Issue(no="1", text=f"{unit}の課題", next_actions=(promise,)),),
    )


SHARED = project("01", "子ども課", "2000000")
SHEETS = (
    program("511", GROWING, "子ども課", SHARED, project("02", "子ども課", "3000000")),
    program("521", SAFE, "防災課", SHARED, project("03", "防災課", "7000000")),
)


def published(settings: CitySettings = DECIDED) -> None:
    take_in(reading(*SHEETS), by=system(), accept=True)
    decide_city(CITY.code, settings, by=system())
    publish_edition(Order(CITY.code, 2019), by=system(), library=LIBRARY)


def page(client: Client, path: str = "") -> str:
    answer = client.get(f"/{CITY.code}/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_home_shows_how_the_city_is_read_and_its_ways_in(client: Client) -> None:
    published()
    home = page(client)
    assert "<ruby>見本市<rp>(</rp><rt>みほんし</rt><rp>)</rp></ruby>の公表版" in home
    assert 'href="topics/kosodate/index.html">子育て' in home
    assert 'href="committees/minsei/index.html">民生委員会' in home


def test_without_decisions_nothing_is_added(client: Client) -> None:
    published(CitySettings())
    home = page(client) + page(client, "e/2019-1/")
    assert "<ruby>" not in home
    assert "topics/" not in home
    assert "committees/" not in home


def test_topic_by_branch_lists_its_sheets_and_no_others(client: Client) -> None:
    published()
    topic = page(client, "topics/kosodate/")
    assert "../../e/2019-1/program/511/index.html" in topic
    assert "program/521/" not in topic
    assert "<rt>こどもがそだつまち</rt>" in topic


def test_a_sheet_says_how_its_division_is_read(client: Client) -> None:
    published()
    assert "<rt>こどもか</rt>" in page(client, "e/2019-1/program/511/")


def test_topic_by_number_lists_that_sheet(client: Client) -> None:
    published()
    topic = page(client, "topics/bosai/index.html")
    assert "program/521/index.html" in topic
    assert "program/511/" not in topic
    assert "<rt>ぼうさい</rt>" in topic


def test_committee_counts_each_project_of_its_divisions_once(client: Client) -> None:
    published()
    committee = page(client, "committees/minsei/")
    assert "同じ事業を1度だけ数えて500万円です" in committee  # 200 and 300; 700 is 防災課's
    assert "子ども課は案内を直す" in committee
    assert "防災課は案内を直す" not in committee
    assert "<rt>こどもか</rt>" in committee


def test_ways_show_the_newest_edition_and_its_frozen_pages_stay(client: Client) -> None:
    published()
    first = page(client, "e/2019-1/")
    changed = sheet("511", path=GROWING, title="子どもの笑顔")
    take_in(reading(changed, sha256=OTHER_FILE), by=system(), accept=True)
    order = Order(CITY.code, 2019, "correction", "名称の誤り")
    publish_edition(order, by=system(), library=LIBRARY)
    decide_city(CITY.code, CitySettings(topics=(SAFETY, CHILDREN)), by=system())
    assert "子どもの笑顔" in page(client, "topics/kosodate/")
    assert page(client, "e/2019-1/") == first


def test_a_dropped_topic_is_not_found_but_frozen_pages_lead_to_a_page(client: Client) -> None:
    published()
    decide_city(CITY.code, CitySettings(), by=system())
    assert client.get(f"/{CITY.code}/topics/kosodate/").status_code == 404
    assert "../../topics/index.html" in page(client, "e/2019-1/")
    assert "話題はまだ決められていません" in page(client, "topics/index.html")


@pytest.mark.parametrize("path", ["topics/", "committees/minsei/", "wishes/"])
def test_nothing_is_there_for_a_city_that_published_nothing(client: Client, path: str) -> None:
    assert client.get(f"/{CITY.code}/{path}").status_code == 404


def test_site_writes_the_same_ways(client: Client, tmp_path: Path) -> None:
    published()
    write_site(tmp_path)
    for path in ("topics/kosodate/", "committees/minsei/"):
        file = (tmp_path / CITY.code / path / "index.html").read_text("utf-8")
        served = page(client, path)
        assert file[file.index("<main") :] == served[served.index("<main") :]
    home = (tmp_path / CITY.code / "index.html").read_text("utf-8")
    assert "topics/kosodate/index.html" in home
    assert (tmp_path / CITY.code / "topics/index.html").is_file()
