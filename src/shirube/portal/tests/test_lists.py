"""Lists and comparison on demand: shown as the edition says, downloaded as shown."""

import csv
import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from shirube.designs import Library
from shirube.importers import read_path
from shirube.people.actors import system
from shirube.portal.compare import MOST_OPTIONS
from shirube.publishing import queries
from shirube.publishing.derived import refresh_all
from shirube.publishing.lines import LISTS
from shirube.publishing.models import ListRow
from shirube.publishing.publish import NotPublishedError, Order, publish_edition
from shirube.publishing.withdraw import withdraw_edition
from shirube.schema import Project
from shirube.sheets.forms import library
from shirube.sheets.tests.build import CITY as BUILT
from shirube.sheets.tests.build import DESIGN, reading, sheet
from shirube.workflow.take_in import take_in

pytestmark = pytest.mark.django_db
CITY = "999997"
FILES = Path(__file__).parents[2] / "sample" / "files"
WILD = ['"', "*", "' OR 1=1 --", "%", "_", "\x00", "防" * 5000, "🍙", "a\u202eb", "<script>", "\\"]


@pytest.fixture
def published() -> None:
    for name, year in (("r5_shisaku.txt", 2023), ("r6_shisaku.txt", 2024)):
        take_in(read_path(FILES / name, library=library()), by=system("見本 花子"))
        publish(Order(CITY, year))


def publish(order: Order) -> None:
    by = system("見本 花子")
    try:
        publish_edition(order, by=by, library=library())
    except NotPublishedError as refusal:
        accept = frozenset(finding.token for finding in refusal.findings)
        released = replace(order, accept=accept, reason="架空の人である")
        publish_edition(released, by=by, library=library())


def rows(client: Client, name: str, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/{CITY}/lists/{name}/?format=csv&{query}")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_shown_and_downloaded_alike(
    published: None, client: Client, name: str
) -> None:
    page = client.get(f"/{CITY}/lists/{name}/")
    assert page.status_code == 200
    assert len(rows(client, name)) == page.context["page"].paginator.count
    assert "未確認" in page.content.decode() or not rows(client, name)


def test_an_indicator_line_says_what_its_sheet_says(published: None, client: Client) -> None:
    edition = queries.newest(CITY, 2024)
    assert edition is not None
    sheet = next(one for one in queries.sheets_of(edition) if one.code == "11")
    names = [row["指標"] for row in rows(client, "indicators") if row["番号"] == "11"]
    assert names == [one.name for one in sheet.indicators]


def test_narrowed_sorted_and_of_another_year(published: None, client: Client) -> None:
    every = rows(client, "indicators")
    states = {row["状態"] for row in every}
    for state in states:
        some = rows(client, "indicators", f"state={state}")
        assert [row for row in every if row["状態"] == state] == some
    high = [row["達成率"] for row in rows(client, "indicators", "sort=high")]
    numbers = [float(text.rstrip("%")) for text in high if text.endswith("%")]
    assert numbers == sorted(numbers, reverse=True)
    assert [text.endswith("%") for text in high] == sorted(
        (text.endswith("%") for text in high), reverse=True
    )  # what cannot be told stands at the end, not at 0
    assert {row["公表版"] for row in rows(client, "indicators", "year=2023")} == {"2023-1"}


def test_words_are_found_in_any_width(published: None, client: Client) -> None:
    assert rows(client, "projects", "q=児童館") == rows(client, "projects", "q=児童館 ")
    assert rows(client, "indicators", "q=１０校区") == rows(client, "indicators", "q=10校区")


@pytest.mark.parametrize("text", WILD)
def test_wild_questions_are_answered(published: None, client: Client, text: str) -> None:
    for key in ("q", "branch", "sort", "page", "year", "a", "b", "ae"):
        assert client.get(f"/{CITY}/lists/issues/", {key: text}).status_code == 200
        assert client.get(f"/{CITY}/compare/", {key: text}).status_code == 200
    assert client.get(f"/{CITY}/lists/{text[:50]}/").status_code == 404


def test_two_years_of_a_sheet_are_compared(published: None, client: Client) -> None:
    pair = {"a": f"{CITY}/2023/program/32", "b": f"{CITY}/2024/program/32"}
    page = client.get(f"/{CITY}/compare/", pair)
    text = page.content.decode()
    assert "変わったところ" in text
    paths = [found.path for found in page.context["differences"]]
    assert any("評価理由" in path for path in paths)
    assert not any("実績値" in path for path in paths)  # a new year's column was filled: no change


def test_differences_are_said_in_words_of_the_form(published: None, client: Client) -> None:
    pair = {"a": f"{CITY}/2023/program/32", "b": f"{CITY}/2024/program/32"}
    page = client.get(f"/{CITY}/compare/", pair)
    paths = [found.path for found in page.context["differences"]]
    assert any(path.startswith("評価 総合評価") for path in paths)
    said = page.content.decode().partition("変わったところ")[2].partition("</main>")[0]
    assert not re.search(r">[^<]*\b[a-z]+_[a-z_]+|overall|progress", re.sub(r"<a .*?>", "", said))
    english = client.get(f"/en/{CITY}/compare/", pair).content.decode()
    assert "Overall rating" in english


def test_a_sheets_page_leads_to_its_comparison_with_the_year_before(
    published: None, client: Client
) -> None:
    page = client.get(f"/{CITY}/e/2024-1/program/32/").content.decode()
    (query,) = re.findall(r'href="\.\./\.\./\.\./\.\./compare/index\.html\?([^"]+)"', page)
    compared = client.get(f"/{CITY}/compare/index.html?{unescape(query)}")
    assert [one.edition.fiscal_year for one in compared.context["pair"]] == [2023, 2024]
    first = client.get(f"/{CITY}/e/2023-1/program/32/").content.decode()
    assert "ほかのシートとくらべる" in first


def test_a_sheet_that_is_not_there_is_said_to_be_missing(published: None, client: Client) -> None:
    text = client.get(f"/{CITY}/compare/", {"a": f"{CITY}/2023/program/99"}).content.decode()
    assert "見つかりません" in text


def test_rows_are_of_the_newest_edition_and_can_be_made_anew(published: None) -> None:
    before = list(ListRow.objects.order_by("edition", "list", "position").values_list(
        "list", "name", "cells", "number"))  # fmt: skip
    ListRow.objects.all().delete()
    assert refresh_all() == 2
    after = list(ListRow.objects.order_by("edition", "list", "position").values_list(
        "list", "name", "cells", "number"))  # fmt: skip
    assert before == after
    edition = queries.newest(CITY, 2024)
    assert edition is not None
    withdraw_edition(edition.pk, "試験", by=system("見本 花子"))
    assert not ListRow.objects.filter(edition__fiscal_year=2024).exists()


def test_an_indicator_may_stand_in_other_pages_and_nothing_else(
    published: None, client: Client
) -> None:
    answer = client.get(f"/{CITY}/embed/2024/program/32/1/")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert "<svg" in answer.content.decode()
    assert client.get(f"/{CITY}/embed/2024/program/32/99/").status_code == 404
    page = client.get(f"/{CITY}/e/2024-1/program/32/")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_feeds_name_what_was_published(published: None, client: Client) -> None:
    assert "http://testserver/999997/e/2024-1/" in client.get(f"/{CITY}/feed.atom").content.decode()
    items = client.get(f"/{CITY}/feed.json").json()["items"]
    assert [item["id"] for item in items] == [
        "urn:shirube:999997/2024-1", "urn:shirube:999997/2023-1"
    ]  # fmt: skip


def test_a_value_of_another_year_has_no_rate_of_this_one(published: None, client: Client) -> None:
    """The form prints 41.0(※), measured in 令和5: lists, comparison and pages say the same."""
    (row,) = [r for r in rows(client, "indicators", "q=週に3日") if r["番号"] == "21"]
    assert (row["実績"], row["達成率"]) == ("41.0%(令和5年度の値)", "—")
    page = client.get(f"/{CITY}/e/2024-1/program/21/indicator/1/").content.decode()
    assert "令和5年度の値" in page
    key = f"{CITY}/2024/program/21"
    assert "令和5年度の値" in client.get(f"/{CITY}/compare/", {"a": key, "b": key}).content.decode()


def test_what_is_compared_is_what_is_chosen(published: None, client: Client) -> None:
    chosen = {"ae": f"{CITY}/2023", "a": f"{CITY}/2024/program/32", "b": f"{CITY}/2024/program/32"}
    page = client.get(f"/{CITY}/compare/", chosen)
    assert [one.edition.fiscal_year for one in page.context["pair"]] == [2023, 2024]


def test_money_says_how_many_projects_have_no_such_part(published: None, client: Client) -> None:
    page = client.get(f"/{CITY}/e/2024-1/money/").content.decode()
    assert "機械読取・未確認" in page


@pytest.mark.parametrize("slug", ["2024-" + "9" * 5000, "2024-１", "2024-", "-1"])
def test_no_such_edition(published: None, client: Client, slug: str) -> None:
    assert client.get(f"/{CITY}/e/{slug}/").status_code == 404


def test_a_project_of_two_sheets_is_counted_once_and_named(client: Client) -> None:
    shared = Project(code="0110050109", name="市民まつり事業", unit="商工課")
    own = (Project(code="01", name="窓口事業"), Project(code="02", name="相談事業"))
    first, second = (shared, own[0]), (own[1], shared)
    taken = reading(sheet("511", projects=first), sheet("512", projects=second))
    take_in(taken, by=system())
    publish_edition(Order(BUILT.code, 2019), by=system(), library=Library([(DESIGN, None)]))
    answer = client.get(f"/{BUILT.code}/lists/projects/")
    once = answer.context["once"]
    assert (once.count, once.shared, once.named) == (3, 1, ("市民まつり事業",))
    text = answer.content.decode()
    assert "全部で<b>4行</b>" in text
    assert "同じ事業が施策512にもあります" in text
    table = client.get(f"/{BUILT.code}/lists/projects/?format=csv").content.decode("utf-8-sig")
    also = [row["同じ事業のあるほかのシート"] for row in csv.DictReader(io.StringIO(table))]
    assert also == ["施策512", "", "", "施策511"]
    frozen = client.get(f"/{BUILT.code}/e/2019-1/lists/projects/").content.decode()
    assert "同じものを1つと数えて<b>3件</b>" in frozen
    assert "施策512にもあります" in frozen
    ListRow.objects.update(same="")  # rows that were made before they knew
    assert client.get(f"/{BUILT.code}/lists/projects/").context["once"] is None


def test_of_many_sheets_the_first_are_offered_and_others_by_number_or_name(client: Client) -> None:
    sheets = [sheet(f"{number:03d}", projects=()) for number in range(MOST_OPTIONS + 20)]
    take_in(reading(*sheets), by=system())
    publish_edition(Order(BUILT.code, 2019), by=system(), library=Library([(DESIGN, None)]))
    far = f"{BUILT.code}/2019/program/115"
    every, narrowed = ({"b": far}, {"b": far, "bq": "施策11", "aq": "ない名前"})
    left, right = client.get(f"/{BUILT.code}/compare/", every).context["sides"]
    assert (len(left["options"]), left["more"]) == (MOST_OPTIONS, True)
    assert [one["key"] for one in right["options"] if one["chosen"]] == [far]
    left, right = client.get(f"/{BUILT.code}/compare/", narrowed).context["sides"]
    assert [one["word"][:3] for one in right["options"]] == [f"11{n}" for n in range(10)]
    assert left["options"] == []
    assert "番号や名前で絞る" in client.get(f"/{BUILT.code}/compare/").content.decode()
