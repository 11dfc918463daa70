"""An edition before the assembly approves the accounts, and the one that leads on from it."""

import json

import pytest

from shirube.people.actors import system
from shirube.publishing import queries
from shirube.publishing.accounts import NOTICE
from shirube.publishing.feeds import summary_of, title_of
from shirube.publishing.models import Edition, EditionFile
from shirube.publishing.publish import NotPublishedError, Order
from shirube.publishing.status import status, status_css
from shirube.publishing.tests.test_publish import publish, stored, taken_in
from shirube.publishing.withdraw import comes_back, still_quoting, withdraw_edition
from shirube.schema import Cost, Project, Sheet, from_json
from shirube.sheets.tests.build import CITY, OTHER_FILE, sheet

pytestmark = pytest.mark.django_db

EARLY = Order(CITY.code, 2019, before_accounts=True)
REGULAR = Order(CITY.code, 2019)


def spent(year: int, amount: str, at: str, stage: str = "settlement") -> Cost:
    return Cost(fiscal_year=year, stage=stage, item="total", amount=amount, printed=amount, at=at)


def with_money(settled: str = "5000") -> Sheet:
    costs = (
        spent(2018, "4000", "L20C1"),
        spent(2019, settled, "L20C2"),
        spent(2020, "6000", "L20C3", "initial_budget"),
    )
    project = Project(code="1", name="相談事業", costs=costs, at="L20")
    return sheet(projects=(project,))


def pages(edition: Edition) -> dict[str, str]:
    files = EditionFile.objects.filter(edition=edition, media_type__startswith="text/html")
    return {file.path: file.blob.content.decode() for file in files.select_related("blob")}


def test_every_page_paper_and_the_manifest_of_an_early_edition_say_so() -> None:
    taken_in(with_money())
    edition = publish(EARLY)
    assert [path for path, page in pages(edition).items() if NOTICE not in page] == []
    assert NOTICE in stored(edition, "program/511/sheet.txt").decode()
    manifest = json.loads(stored(edition, "manifest.json"))
    assert (manifest["accounts"], manifest["notice"]) == ("before", NOTICE)
    assert NOTICE in json.loads(stored(edition, "dataset.jsonld"))["description"]


def test_only_the_settlement_of_the_evaluated_year_is_called_unapproved_and_no_amount_changes() -> (
    None
):
    taken_in(with_money())
    edition = publish(EARLY)
    (one,) = from_json(stored(edition, "sheets.json"))
    assert [(cost.stage, cost.amount) for cost in one.projects[0].costs] == [
        ("settlement", "4000"),
        ("settlement_unapproved", "5000"),
        ("initial_budget", "6000"),
    ]
    assert "決算(認定前)" in pages(edition)["program/511/index.html"]
    assert "令和元年度の決算(認定前)" in pages(edition)["index.html"]
    assert "settlement_unapproved" in stored(edition, "csv/project_costs.csv").decode()


def test_the_regular_edition_leads_on_and_lists_only_the_figures_that_changed() -> None:
    taken_in(with_money())
    early = publish(EARLY)
    taken_in(with_money("5200"), sha256=OTHER_FILE)
    regular = publish(REGULAR)
    errata = json.loads(stored(regular, "errata.json"))
    assert [(one["before"], one["after"]) for one in errata] == [("5000", "5200")]
    assert (regular.number, regular.kind, regular.accounts) == (2, "first", "after")
    home = pages(regular)["index.html"]
    assert NOTICE not in home
    assert "決算の認定後の版" in home
    assert "errata/index.html" in home
    assert status(early)["newest"] == "2019-2"
    assert b".newer{display:block}" in status_css(early)


def test_the_regular_edition_comes_out_even_if_no_figure_changed() -> None:
    taken_in(with_money())
    publish(EARLY)
    regular = publish(REGULAR)
    assert json.loads(stored(regular, "errata.json")) == []
    assert "決算(認定前)" not in pages(regular)["program/511/index.html"]
    assert NOTICE not in pages(regular)["program/511/index.html"]


def test_an_early_edition_is_corrected_as_an_early_one() -> None:
    taken_in(with_money())
    publish(EARLY)
    taken_in(with_money("5200"), sha256=OTHER_FILE)
    mended = publish(Order(CITY.code, 2019, "correction", "写しまちがい", before_accounts=True))
    assert len(json.loads(stored(mended, "errata.json"))) == 1
    assert mended.kind_word == "訂正、決算の認定前"
    assert NOTICE in pages(mended)["errata/index.html"]


@pytest.mark.parametrize(
    ("first", "then", "words"),
    [
        (EARLY, Order(CITY.code, 2019, "correction", "理由"), "--before-accounts"),
        (REGULAR, Order(CITY.code, 2019, "addition", "理由", before_accounts=True), "公表済み"),
        (EARLY, EARLY, "第1版まで公表済み"),
    ],
    ids=["approved or not is not said", "early after the regular one", "early twice"],
)
def test_refuses_what_would_blur_before_and_after(first: Order, then: Order, words: str) -> None:
    taken_in(with_money())
    publish(first)
    with pytest.raises(NotPublishedError) as refusal:
        publish(then)
    assert words in refusal.value.text("ja")


def test_a_plan_without_a_year_has_no_accounts() -> None:
    taken_in(sheet(year=None, kind="plan_page"))
    with pytest.raises(NotPublishedError) as refusal:
        publish(Order(CITY.code, None, before_accounts=True))
    assert "年度のない計画" in refusal.value.text("ja")


def test_feeds_and_lists_name_it() -> None:
    taken_in(with_money())
    edition = publish(EARLY)
    assert "決算の認定前の版" in title_of(edition)
    assert NOTICE in summary_of(edition)
    row = edition.rows.get(list="projects")
    assert "決算(認定前)" in "".join(row.cells)
    assert row.number == 5000


def test_after_a_withdrawal_the_early_edition_is_the_newest_again() -> None:
    taken_in(with_money())
    early = publish(EARLY)
    taken_in(with_money("5200"), sha256=OTHER_FILE)
    regular = publish(REGULAR)
    assert still_quoting(early) == [regular]
    withdraw_edition(regular.pk, "誤って公表した。", by=system())
    regular.refresh_from_db()
    assert comes_back(regular) == early
    assert queries.newest(CITY.code, 2019) == early
