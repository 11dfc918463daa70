"""The search of a site on a disk finds what the server's search finds, in the same order."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from shirube.basics.tests.browsing import faults
from shirube.importers import read_path
from shirube.people.actors import system
from shirube.publishing.models import Edition
from shirube.publishing.publish import NotPublishedError, Order, publish_edition
from shirube.publishing.search import carried
from shirube.publishing.search.find import find, rows
from shirube.publishing.search.folding import fold
from shirube.publishing.search.models import SearchRow
from shirube.publishing.search.query import parse
from shirube.publishing.site import write_site
from shirube.sheets.forms import library
from shirube.workflow.take_in import take_in

ROOT = Path(__file__).resolve().parents[4]
FILES = ROOT / "src/shirube/sample/files"
CITY = "999997"

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three years, in so small blocks that a year has several books."""
    monkeypatch.setattr(carried, "BLOCK", 600)
    monkeypatch.setattr(carried, "BOOK", 5)
    names = {2022: "r4_shisaku.txt", 2023: "r5_jimujigyo.csv", 2024: "r6_shisaku.txt"}
    for year, name in names.items():
        reading = read_path(FILES / name, library=library())
        take_in(reading, by=system())
        publish(Order(CITY, reading.sheets[0].fiscal_year or year))
    out = tmp_path / "site"
    write_site(out)
    return out


def publish(order: Order) -> None:
    try:
        publish_edition(order, by=system("見本 花子"), library=library())
    except NotPublishedError as refusal:
        accept = frozenset(finding.token for finding in refusal.findings)
        released = replace(order, accept=accept, reason="架空の人である")
        publish_edition(released, by=system("見本 花子"), library=library())


def read(folder: Path) -> dict[str, Any]:
    """What each script hands over, by its name below the search's folder."""
    found = {}
    for path in sorted(folder.rglob("*.js")):
        text = path.read_text("utf-8").removeprefix("shirubeIndex(").removesuffix(");\n")
        name, data = json.loads(f"[{text}]")
        assert path == folder / f"{name}.js"
        found[name] = data
    return found


def test_every_row_is_carried_and_every_pair_leads_to_its_block(site: Path) -> None:
    files = read(site / CITY / "search")
    carried_rows, most = 0, 0
    for edition in Edition.objects.all():
        books = files[f"{edition.slug}/books"]
        most = max(most, len(books))
        for number, (blocks, shelves) in enumerate(books):
            for block in range(blocks):
                texts = files[f"{edition.slug}/{number}/t{block}"]
                carried_rows += len(texts["rows"])
                for name, body, _, _ in texts["rows"]:
                    pair = f"{name or body}\n"[:2]
                    shelf = files[f"{edition.slug}/{number}/p{ord(pair[0]) % shelves}"]
                    assert int(shelf[1][pair], 16) >> block & 1
                    assert (int(shelf[0].get(pair, "0"), 16) >> block & 1) or not name
    assert most > 1
    assert carried_rows == SearchRow.objects.count()


def test_a_second_run_writes_no_index(site: Path) -> None:
    assert write_site(site).files == 0


@pytest.fixture
def served(site: Path) -> list[list[str]]:
    """The server's hits for everything asked."""
    return [server(typed, filters) for typed, filters in ASKED]


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 375, "height": 812})
    page.set_default_timeout(10_000)
    yield page
    page.close()


class TestInABrowser:
    pytestmark = pytest.mark.browser

    def test_every_letter_is_folded_as_the_server_folds_it(self, page: Any) -> None:
        page.add_script_tag(path=ROOT / "src/shirube/portal/static/portal/site_folding.js")
        known = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
        texts = [f"A{one}々1,{one}" for one in known if unicodedata.category(one) != "Cn"]
        texts += [
            "１，２３４人と1,2345",
            "ｶﾞｷﾞ人々〻いゞはヾ",
            "コ－ヒ－\u3000ﾃﾞｼﾞﾀﾙ",
            "ẞßſİı",
            "7" * 200,
        ]
        for start in range(0, len(texts), 20_000):
            some = texts[start : start + 20_000]
            folded = page.evaluate("some => some.map(shirubeFolding.fold)", some)
            assert folded == [fold(text) for text in some]

    def test_the_hits_are_those_of_the_server_in_its_order(
        self, site: Path, served: list[list[str]], page: Any
    ) -> None:
        search = (site / CITY / "search/index.html").as_uri()
        for (typed, filters), hits in zip(ASKED, served, strict=True):
            page.goto(f"{search}?{urlencode({'q': typed, **filters})}")
            assert found(page) == hits, (typed, filters)
        assert sum(map(bool, served)) >= 15

    def test_only_what_the_words_need_is_read(self, site: Path, page: Any) -> None:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / CITY / "search/index.html").as_uri() + "?q=児童館運営事業")
        assert found(page)
        texts = [url for url in asked if re.search(r"/search/.*/t\d+\.js$", url)]
        assert 0 < len(texts) < len(list((site / CITY / "search").glob("*/*/t*.js"))) / 2

    def test_a_hit_says_what_was_found_where_and_opens_there(self, site: Path, page: Any) -> None:
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto((site / CITY / "search/index.html").as_uri())
        page.get_by_label("探すことば").fill("児童館運営")
        page.keyboard.press("Enter")
        page.locator("#told", has_text="件見つかりました").wait_for()
        assert page.locator("#found mark").first.inner_text() == "児童館運営"
        first = page.locator("#found li", has_text="構成事業").first
        assert "円" in first.inner_text()
        assert "令和6年度(2024)の評価 第1版" in first.inner_text()
        assert faults(page) == []
        first.locator("a").click()
        page.wait_for_load_state()
        assert "児童館運営事業" in page.locator(":target").inner_text()
        page.go_back()
        page.locator("#told", has_text="件見つかりました").wait_for()
        assert page.get_by_label("探すことば").input_value() == "児童館運営"
        assert errors == []

    def test_leafing_by_keyboard_leads_the_focus_to_the_hits(self, site: Path, page: Any) -> None:
        page.goto((site / CITY / "search/index.html").as_uri() + "?q=の")
        page.get_by_role("button", name="次の20件").press("Enter")
        page.locator("#leaf", has_text="2 /").wait_for()
        assert page.evaluate("document.activeElement.id") == "r"
        assert page.locator("#found").get_attribute("start") == "21"

    def test_a_part_that_was_not_copied_is_named(self, site: Path, page: Any) -> None:
        for path in (site / CITY / "search").glob("*/0/t0.js"):
            path.unlink()
        page.goto((site / CITY / "search/index.html").as_uri() + "?q=の")
        page.locator("#told", has_text="フォルダを丸ごと").wait_for()
        assert page.locator("#results").is_hidden()

    def test_without_scripts_the_page_says_what_to_do(self, site: Path, page: Any) -> None:
        plain = page.context.browser.new_context(java_script_enabled=False).new_page()
        plain.goto((site / CITY / "search/index.html").as_uri())
        assert "ページ内を検索" in plain.locator("main").inner_text()
        assert plain.get_by_role("search").count() == 0
        plain.get_by_role("link", name="一覧").first.click()
        assert "一覧" in plain.title()


ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    *((typed, {}) for typed in (
        "児童館", "市民", "の", "祭", "％", "𠮷", "𠮷野", "市𠮷",
        "120", "1,234", "令和6年度", "児童館運営事業", "ｼﾞﾄﾞｳ",
        "子育て 相談", "相談 -子育て", '"市民 まつり"', "市民「まつり」", "見本市 公園", "見本市",
        "施策32", "施策32 事業", "-", "-市民", '"', "ない言葉です", "🎆", "<b>", "\\",
        "NEAR(防災 訓練)",
        "課", "こども課 事業 -相談", "か", "か所", "あ" * 300,
    )),
    ("事業", {"year": "2024"}),
    ("事業", {"part": "project"}),
    ("市民", {"kind": "program", "year": "2022"}),
    ("市民", {"part": "indicator", "year": "2024"}),
)  # fmt: skip


def server(typed: str, filters: dict[str, str]) -> list[str]:
    best = find(parse(typed), {"municipality": CITY, **filters}).best
    return [f"{row.edition.slug}/{row.hit['path']}" for row in rows(best)]


def found(page: Any) -> list[str]:
    """Every hit, leafed through to the end."""
    hits: list[str] = []
    page.wait_for_function("document.getElementById('reading').hidden")
    while page.locator("#results").is_visible():
        hrefs = page.locator("#found h3 a").evaluate_all("some => some.map(one => one.href)")
        hits += [one.partition("/e/")[2].replace("index.html", "") for one in hrefs]
        more = page.get_by_role("button", name="次の20件")
        if not more.count():
            break
        more.click()
        page.locator(f'#found[start="{len(hits) + 1}"]').wait_for()
    return hits
