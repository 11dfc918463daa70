"""The three main tasks with a keyboard and a voice: find a program, understand an indicator,
download its data. What a voice gets is written out in docs/accessibility.md.

Renew that page with ``SHIRUBE_RENEW=1 pytest tests/test_three_tasks.py``.
"""

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from shirube.importers import read_path
from shirube.people.actors import system
from shirube.publishing.publish import NotPublishedError, Order, publish_edition
from shirube.sample import building
from shirube.schema import Sheet
from shirube.sheets.forms import library
from shirube.workflow.take_in import take_in

ROOT = Path(__file__).resolve().parents[1]
FILES = ROOT / "src/shirube/sample/files"
DOCUMENT = ROOT / "docs/accessibility.md"
CITY, YEAR, CODE = "999997", 2024, "32"
PROGRAM, INDICATOR = "市政情報の発信と共有", "市の情報が届いていると思う人の割合"
MISREAD = re.compile(r"[※◎○◯●△▲×→⇒←０-９]|(?<![A-Za-z0-9])[RHS](?:元|\d{1,2})(?![\dA-Za-z])")

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.fixture
def address(live_server: Any, settings: Any) -> str:
    settings.ALLOWED_HOSTS = ["*"]
    return str(live_server.url)


def press_to(page: Page, name: str) -> None:
    """Tab until the thing of that name has the focus, seen by whoever looks."""
    for _ in range(300):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and _name(focused) == name:
            assert focused.evaluate("one => getComputedStyle(one).outlineStyle") == "solid", name
            return
    raise AssertionError(f"{name} is not reached by the keyboard")


def _name(focused: Any) -> str:
    said = "one => one.labels?.length ? one.labels[0].firstChild.textContent : one.textContent"
    return " ".join(str(focused.evaluate(said)).split())


def enter(page: Page, name: str) -> None:
    press_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tree(page: Page) -> str:
    """What a voice gets of the page's own part, without addresses."""
    said = page.locator("main").aria_snapshot().splitlines()
    return "\n".join(line for line in said if not line.strip().startswith("- /url:"))


def test_three_tasks_by_keyboard(
    page: Page, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "cannot_print", lambda: "the same links with and without a font")
    building.build(library())

    page.goto(address)
    enter(page, "見本市")
    enter(page, "探す")
    press_to(page, "探すことば")
    page.keyboard.type(PROGRAM[:4])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    found = tree(page)
    enter(page, f"{CODE} {PROGRAM}")
    assert PROGRAM in page.locator("h1").inner_text()
    program = tree(page)

    enter(page, INDICATOR)
    assert page.locator("h1").inner_text() == INDICATOR
    indicator = tree(page)
    assert "調査なし" in indicator

    enter(page, "データ")
    data = tree(page)
    press_to(page, "csv/indicator_values.csv")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    with download.value.path().open(encoding="utf-8-sig", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["indicator_name"] == INDICATOR]
    actuals = {row["fiscal_year"]: row["value"] for row in rows if row["measure"] == "actual"}
    assert actuals["2024"] == "54.2"

    parts = {"さがした結果": found, "施策のページ": program, "指標のページ": indicator,
             "データのページ": data}  # fmt: skip
    assert [sign for said in parts.values() for sign in MISREAD.findall(said)] == []
    _is_written_out(parts)


_HEAD = """\
# 音声で聞くとどう聞こえるか

この頁は生成物です。直すときはページを直し、`SHIRUBE_RENEW=1 pytest tests/test_three_tasks.py` を実行してください。

おもな3つの用(施策をさがす、指標を読みとる、データを持ち帰る)を、架空の見本市の公表版で、キーボードだけで行い、
読み上げソフトに渡る木(アクセシビリティツリー)の本文を書き出したものです。記号、元号の略記、空欄は、ことばになっています。
団体名の読みは、データにないため付けていません。実際の読み上げソフトを使った人の確認は、まだ記録していません。
"""  # noqa: E501 - a line of Markdown is a paragraph


def _is_written_out(parts: dict[str, str]) -> None:
    told = "\n".join(f"\n## {name}\n\n```yaml\n{said}\n```" for name, said in parts.items())
    written = f"{_HEAD}{told}\n"
    if os.environ.get("SHIRUBE_RENEW"):
        DOCUMENT.write_text(written, "utf-8", newline="\n")
    assert DOCUMENT.read_text("utf-8") == written, (
        "SHIRUBE_RENEW=1 pytest tests/test_three_tasks.py"
    )


def with_signs(sheet: Sheet) -> Sheet:
    """The sheet as a city would write it that loves signs."""
    first, *others = sheet.indicators
    values = tuple(
        value.model_copy(update={"value": None, "printed": printed, "missing": missing})
        for value, (printed, missing) in zip(
            first.of("actual"), (("―", "dash"), ("※", "mark"), ("", "blank")), strict=False
        )
    )
    issue = sheet.issues[0].model_copy(update={"text": "R6は▲3.1ポイント(※)。○未満→△以上、１２人"})
    named = first.model_copy(update={"name": "R6の満足度※", "values": values})
    changed = {"indicators": (named, *others), "issues": (issue, *sheet.issues[1:])}
    return sheet.model_copy(update=changed)


def publish() -> None:
    order, by, designs = Order(CITY, YEAR), system(), library()
    with pytest.raises(NotPublishedError) as refusal:
        publish_edition(order, by=by, library=designs)
    accept = frozenset(finding.token for finding in refusal.value.findings)
    released = replace(order, accept=accept, reason="架空の人である")
    publish_edition(released, by=by, library=designs)


def voice(page: Page) -> str:
    """Every name and text of Chromium's own accessibility tree."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    said = (node.get("name", {}).get("value", "") for node in nodes if not node["ignored"])
    return " ".join(str(one) for one in said)


def test_signs_reach_the_voice_as_words(page: Page, address: str) -> None:
    reading = read_path(FILES / "r6_shisaku.txt", library=library())
    sheets = tuple(with_signs(one) if one.code == CODE else one for one in reading.sheets)
    take_in(replace(reading, sheets=sheets), by=system())
    publish()
    base = f"{address}/{CITY}/e/{YEAR}-1/program/{CODE}/"

    page.goto(base)
    said = voice(page)
    assert MISREAD.findall(said) == []
    for word in (
        "令和6年",
        "マイナス",
        "注",
        "丸",
        "から",
        "三角",
        "12",
        "横線",
        "注記のみ",
        "空欄",
    ):
        assert word in said, word
    assert "R6は▲3.1ポイント(※)。○未満→△以上、１２人" in page.locator("main").evaluate(
        "main => { main.querySelectorAll('.unseen').forEach(one => one.remove());"
        " return main.textContent }"
    )

    page.goto(f"{base}indicator/1/")
    assert MISREAD.findall(voice(page)) == []
