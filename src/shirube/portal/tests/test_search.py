"""The search page: where a hit leads, what it tells, and what is typed at it."""

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.basics.testing import samples_folder
from shirube.designs import Library, packaged
from shirube.importers import read_path
from shirube.people.actors import system
from shirube.publishing.publish import Order, publish_edition
from shirube.publishing.search.find import MOST
from shirube.publishing.search.query import LONGEST
from shirube.schema import Narrative, Project, Sheet
from shirube.sheets.tests.build import CITY, DESIGN, reading, sheet
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> &amp; \u202eよこ =1+1"


def published(*sheets: Sheet) -> None:
    take_in(reading(*sheets), by=system(), accept=True)
    publish_edition(Order(CITY.code, 2019), by=system(), library=Library([(DESIGN, None)]))


def page(client: Client, typed: str = "", address: str = "/search/", **more: str) -> str:
    response = client.get(address, {"q": typed, **more})
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_project_inside_a_table_is_found_with_its_money_and_opens_at_its_row(
    client: Client,
) -> None:
    published(sheet("511"))
    found = page(client, "事業511")
    link = f"/{CITY.code}/e/2019-1/program/511/#p-1"
    assert f'href="{link}"' in found
    for words in ("<mark>事業511</mark>", "2019 令和元 決算", "8,090", "施策511", "担当 企画課"):
        assert words in found
    assert "機械読取・未確認" in found
    assert 'id="p-1"' in client.get(link.partition("#")[0]).content.decode()


def test_the_fair_of_kiyose_opens_at_its_row_with_three_years_of_money(client: Client) -> None:
    read = read_path(samples_folder() / "kiyose_shisaku_r1.txt")
    take_in(read, by=system(), accept=True)
    city, year = read.sheets[0].municipality.code, read.sheets[0].fiscal_year
    publish_edition(Order(city, year), by=system(), library=packaged())
    found = page(client, "まつり", f"/{city}/search/")
    for words in ("市民<mark>まつり</mark>事業", "/program/511/#p-1", "2,450", "2,500", "企画課"):
        assert words in found
    assert found.count('<th scope="col">20') == 3


def test_what_is_marked_is_escaped(client: Client) -> None:
    text = Narrative(key="now", label="現状", text=HOSTILE)
    published(sheet("511", title=HOSTILE, narratives=(text,)))
    found = page(client, "script>alert")
    assert "<script>alert" not in found
    assert "&lt;<mark>script&gt;alert</mark>(1)" in found


def test_filters_pages_and_counts(client: Client) -> None:
    rows = tuple(Project(name=f"公園{number}", unit="緑課") for number in range(45))
    published(sheet("511", projects=rows), sheet("512", title="公園"))
    first = page(client, "公園", f"/{CITY.code}/search/")
    assert "46件見つかりました" in first
    assert "1 / 3ページ" in first
    assert 'href="?q=%E5%85%AC%E5%9C%92&amp;municipality=999997&amp;part=project"' in first
    assert page(client, "公園", part="sheet").count("<li><h3>") == 1
    assert page(client, "公園", f"/{CITY.code}/search/", unit="緑課").count("<li><h3>") == 20
    assert page(client, "公園", page="3").count("<li><h3>") == 6
    for odd in ("0", "-1", "99", "最後", "1e9"):
        assert "件見つかりました" in page(client, "公園", page=odd)


def test_too_many_hits_are_said_so(client: Client) -> None:
    published(sheet("511", projects=tuple(Project(name=f"公園{n}") for n in range(MOST + 5))))
    found = page(client, "公園")
    assert f"{MOST}件以上見つかりました" in found
    assert f"1 / {MOST // 20}ページ" in found


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "1文字から探せます"),
        ("ないことば", "見つかりませんでした"),
        ("-補助", "除くことばだけでは探せません"),
        ('""', "探せる文字がありません"),
        ("長" * (LONGEST + 1), "長いので一部だけで探しました"),
    ],
    ids=["nothing asked", "nothing found", "only left out", "no letter", "too long"],
)
def test_says_what_to_try_next(client: Client, typed: str, words: str) -> None:
    published(sheet())
    assert words in page(client, typed)


@pytest.mark.parametrize("code", ["000000", "132217"])
def test_where_nothing_was_published_nothing_can_be_searched(client: Client, code: str) -> None:
    published(sheet())
    assert client.get(f"/{code}/search/").status_code == 404


# What no browser can send, half a letter beyond the basic plane, is left out.
WILD = st.text(st.characters(exclude_categories=["Cs"]), max_size=300) | st.sampled_from(
    ["'; DROP TABLE search_searchrow; --", "NEAR(a b, 3)", "name : x", '{name} : "', "a* OR b*",
     "^まつり", "\x00", "🎆" * 50, "%" * 50, "(((((", '"' * 99, "{{ 7*7 }}", HOSTILE, "x" * 10_000]
)  # fmt: skip


def test_anything_may_be_typed(client: Client) -> None:
    published(sheet())

    @settings(max_examples=60, deadline=None)
    @given(typed=WILD, year=WILD, unit=WILD, number=WILD)
    def typing(typed: str, year: str, unit: str, number: str) -> None:
        for address in ("/search/", f"/{CITY.code}/search/"):
            found = page(client, typed, address, year=year, unit=unit, page=number)
            assert "<h1>" in found
            assert "<script" not in found

    typing()
    assert "<mark>事業511</mark>" in page(client, "事業511")
